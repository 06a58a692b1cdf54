"""What somebody asked the library to pool: read strictly from an address, and written back to one.

Comparators are never mixed, so exactly one is needed. A word that is not known, a name that is not known
and a name given twice are refused and named: an address that is cited must mean one thing.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from deqi.evidence import EvidenceTables, Group, Modality, Question
from deqi.vocabulary import Comparator, InputError
from deqi.web.evidence_library.choices import COMPARATORS, GROUPS, MODALITIES, OUTCOMES, slug

TAU2_METHODS = {"REML": "REML", "PM": "PM", "DL": "DL", "common": "common"}
INTERVALS = {"hksj": "hksj", "normal": "normal"}
THRESHOLD = 10.0
"""Points of 100 that count as important unless somebody says otherwise; the pages say that it is a choice."""
LAST_WEEK = 520.0
NAMES = (
    "comparator",
    "outcome",
    "group",
    "modality",
    "from",
    "to",
    "tau2",
    "interval",
    "threshold",
    "without",
    "data",
)
STAMP = re.compile(r"[0-9a-f]{8}")
PLAIN = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
"""A number that an address writes back as it was read: finer ones would be rounded in the citation alone."""
Value = TypeVar("Value")


@dataclass(frozen=True)
class PoolQuery:
    """One selection and how to pool it. ``without`` holds study ids that the reader left out."""

    comparator: Comparator
    outcome: str
    group: Group = Group.CHRONIC
    modality: Modality = Modality.NEEDLING
    weeks: tuple[float, float] = (4.0, 17.0)
    tau2_method: str = "REML"
    interval: str = "hksj"
    threshold: float = THRESHOLD
    without: tuple[str, ...] = ()

    @property
    def question(self) -> Question:
        """The question that selects rows."""
        return Question(self.group, self.comparator, self.outcome, self.weeks, self.modality)

    def address(self, data: str) -> str:
        """The query string that names this selection, every default spelled out, and the data version."""
        pairs = [
            ("comparator", slug(self.comparator)),
            ("outcome", self.outcome),
            ("group", slug(self.group)),
            ("modality", slug(self.modality)),
            ("from", f"{self.weeks[0]:g}"),
            ("to", f"{self.weeks[1]:g}"),
            ("tau2", self.tau2_method),
            ("interval", self.interval),
            ("threshold", f"{self.threshold:g}"),
            *(("without", study) for study in self.without),
            ("data", data),
        ]
        return urlencode(pairs)


@dataclass
class Reading:
    """An address as read: the query when nothing was wrong, and everything that was."""

    query: PoolQuery | None = None
    data: str = ""
    faults: list[InputError] = field(default_factory=list)


def read(given: QueryDict, tables: EvidenceTables) -> Reading:
    """Read an address. All faults are told at once, each with the place, the rule and the next step."""
    reader = _Reader(given)
    reader.refuse_unknown_names()
    comparator = reader.word("comparator", COMPARATORS)
    outcome = reader.word("outcome", {name: name for name in OUTCOMES})
    group = reader.word("group", GROUPS, Group.CHRONIC)
    modality = reader.word("modality", MODALITIES, Modality.NEEDLING)
    first, last = reader.number("from", 4.0, LAST_WEEK), reader.number("to", 17.0, LAST_WEEK)
    tau2 = reader.word("tau2", TAU2_METHODS, "REML")
    interval = reader.word("interval", INTERVALS, "hksj")
    threshold = reader.number("threshold", THRESHOLD, 100.0)
    without = reader.studies(tables)
    data = given.get("data", "").strip()
    # Nothing but a stamp may pass: it is written into programs that people run.
    rule = _("A data version is 8 digits from 0 to 9 and a to f.")
    reader.refuse(bool(data) and STAMP.fullmatch(data) is None, "data", data, rule)
    reader.refuse(first > last, "to", f"{first:g}–{last:g}", _("The last week comes after the first."))
    reader.refuse(threshold == 0.0, "threshold", "0", _("An important difference is a size above 0."))
    if reader.faults or comparator is None or outcome is None or group is None or modality is None:
        return Reading(faults=reader.faults)
    query = PoolQuery(
        comparator=comparator,
        outcome=outcome,
        group=group,
        modality=modality,
        weeks=(first, last),
        tau2_method=tau2 or "REML",
        interval=interval or "hksj",
        threshold=threshold,
        without=without,
    )
    return Reading(query, data)


class _Reader:
    """Reads one name at a time and keeps what was wrong."""

    def __init__(self, given: QueryDict) -> None:
        self.given = given
        self.faults: list[InputError] = []

    def refuse(self, wrong: bool, where: str, what: str, rule: str) -> None:  # noqa: FBT001 - reads as a sentence
        """Note a fault when ``wrong``."""
        if not wrong:
            return
        fault = InputError(
            what=_("“%(word)s” cannot be used.") % {"word": what[:60]},
            rule=rule,
            next_step=_("Choose again below."),
            where=where,
        )
        self.faults.append(fault)

    def refuse_unknown_names(self) -> None:
        """A name that means nothing here is a mistake, not a detail."""
        for name, values in self.given.lists():
            known = ", ".join(NAMES)
            self.refuse(name not in NAMES, name[:60], name, _("The names are %(names)s.") % {"names": known})
            twice = name in NAMES and name != "without" and len(values) > 1
            rule = (
                _("Exactly one comparator is chosen: they answer different questions and are never mixed.")
                if name == "comparator"
                else _("It stands there more than once, and may stand once.")
            )
            self.refuse(twice, name, ", ".join(str(value) for value in values), rule)

    def word(self, name: str, words: Mapping[str, Value], default: Value | None = None) -> Value | None:
        """The meaning of a word; a word without a default must be given."""
        text = self.given.get(name, "").strip()
        if not text and default is not None:
            return default
        if name == "comparator" and not text:
            rule = _("A comparator is needed: one of %(words)s. They are never mixed.")
        else:
            rule = _("It is one of %(words)s.")
        found = words.get(text)
        self.refuse(found is None, name, text, rule % {"words": ", ".join(words)})
        return found

    def number(self, name: str, default: float, highest: float) -> float:
        """A number from 0 to ``highest``."""
        text = self.given.get(name, "").strip()
        if not text:
            return default
        value = _number(text)
        wrong = not 0.0 <= value <= highest
        self.refuse(
            wrong,
            name,
            text,
            _("It is a number from 0 to %(highest)s, with two decimals at most.")
            % {"highest": f"{highest:g}"},
        )
        return default if wrong else value

    def studies(self, tables: EvidenceTables) -> tuple[str, ...]:
        """Study ids that are to be left out, each once, sorted."""
        chosen = sorted(set(self.given.getlist("without")) - {""})
        for study in chosen:
            self.refuse(
                study not in tables.trials, "without", study, _("There is no such trial in the table.")
            )
        return tuple(study for study in chosen if study in tables.trials)


def _number(text: str) -> float:
    """A plain number; not a number where it is none."""
    return float(text) if PLAIN.fullmatch(text) else math.nan
