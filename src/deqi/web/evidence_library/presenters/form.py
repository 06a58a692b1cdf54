"""The form that builds a selection; everything is a choice with a plain label."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from deqi.evidence import EvidenceTables
from deqi.web.evidence_library.choices import (
    COMPARATOR_MEANINGS,
    COMPARATOR_WORDS,
    GROUP_WORDS,
    MODALITY_WORDS,
    OUTCOME_WORDS,
    OUTCOMES,
    Words,
    slug,
)
from deqi.web.evidence_library.query import THRESHOLD


@dataclass(frozen=True)
class Option:
    """One choice. ``rows`` counts the differences in the table that have it."""

    value: str
    label: Words
    chosen: bool
    rows: int = 0
    help: Words = ""


@dataclass(frozen=True)
class PoolForm:
    """Every field with what was chosen, or the default."""

    comparators: tuple[Option, ...]
    outcomes: tuple[Option, ...]
    groups: tuple[Option, ...]
    modalities: tuple[Option, ...]
    tau2: tuple[Option, ...]
    intervals: tuple[Option, ...]
    first: str
    last: str
    threshold: str
    examples: tuple[tuple[Words, str], ...]


def pool_form(given: QueryDict, tables: EvidenceTables) -> PoolForm:
    """The form as the address fills it."""
    rows = [row for row in tables.effects if not row.duplicate]
    comparator, outcome = given.get("comparator", ""), given.get("outcome", "pain")
    group, modality = given.get("group", "chronic"), given.get("modality", "needling")
    return PoolForm(
        comparators=tuple(
            Option(
                slug(kind),
                words,
                slug(kind) == comparator,
                sum(row.comparator is kind for row in rows),
                COMPARATOR_MEANINGS[kind],
            )
            for kind, words in COMPARATOR_WORDS.items()
        ),
        outcomes=tuple(
            Option(name, OUTCOME_WORDS[name], name == outcome, sum(row.outcome == name for row in rows))
            for name in OUTCOMES
        ),
        groups=tuple(
            Option(slug(kind), words, slug(kind) == group, sum(row.group is kind for row in rows))
            for kind, words in GROUP_WORDS.items()
        ),
        modalities=tuple(
            Option(slug(kind), words, slug(kind) == modality, sum(row.modality is kind for row in rows))
            for kind, words in MODALITY_WORDS.items()
        ),
        tau2=_options(given.get("tau2", "REML"), _tau2_words()),
        intervals=_options(given.get("interval", "hksj"), _interval_words()),
        first=given.get("from", "4"),
        last=given.get("to", "17"),
        threshold=given.get("threshold", f"{THRESHOLD:g}"),
        examples=_examples(),
    )


def _options(chosen: str, words: dict[str, Words]) -> tuple[Option, ...]:
    return tuple(Option(value, label, value == chosen) for value, label in words.items())


def _tau2_words() -> dict[str, Words]:
    return {
        "REML": _("REML (usual)"),
        "PM": _("Paule-Mandel"),
        "DL": _("DerSimonian-Laird"),
        "common": _("none: one effect for all"),
    }


def _interval_words() -> dict[str, Words]:
    return {"hksj": _("Hartung-Knapp (usual)"), "normal": _("normal")}


def _examples() -> tuple[tuple[Words, str], ...]:
    """Selections of which the table holds more than one trial."""
    return (
        (_("Daily function, compared with usual care"), "comparator=usual-care&outcome=function"),
        (_("Daily function, compared with sham, any time"), "comparator=sham&outcome=function&from=0&to=520"),
        (_("Pain, compared with no treatment"), "comparator=no-treatment&outcome=pain"),
    )
