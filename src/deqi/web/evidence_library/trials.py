"""The list of trials: filters and order, read strictly from an address."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from deqi.evidence import EvidenceTables, Group, Modality
from deqi.vocabulary import Comparator, InputError, ReviewState
from deqi.web.evidence_library.blinding import BLINDING_WORDS, Blinding, blinding
from deqi.web.evidence_library.choices import (
    COMPARATOR_WORDS,
    GROUP_WORDS,
    MODALITY_WORDS,
    OUTCOME_WORDS,
    Words,
    slug,
)
from deqi.web.evidence_library.names import trial_name

Kind = TypeVar("Kind", bound=Enum)
SIZES = {"under-100": (0, 99), "100-to-299": (100, 299), "300-and-more": (300, 10**9)}
UNKNOWN_SIZE = "not-seen"


@dataclass(frozen=True)
class TrialLine:
    """One trial as the list shows it and the filters read it."""

    study_id: str
    name: str
    title: str
    year: int
    people: int | None
    country: str
    group: Group
    modality: Modality
    blinding: Blinding
    comparators: frozenset[Comparator]
    outcomes: frozenset[str]
    source_id: str
    review: ReviewState

    @property
    def size(self) -> str:
        """Which size class it falls into; people not seen is a class of its own."""
        if self.people is None:
            return UNKNOWN_SIZE
        return next(name for name, (low, high) in SIZES.items() if low <= self.people <= high)

    @property
    def people_words(self) -> str:
        """The people with a comma between thousands; empty when not seen."""
        return "" if self.people is None else f"{self.people:,}"

    @property
    def comparator_words(self) -> list[Words]:
        """Its comparators in their usual order."""
        return [words for kind, words in COMPARATOR_WORDS.items() if kind in self.comparators]

    @property
    def blinding_words(self) -> Words:
        """Who was blinded, as far as it is written."""
        return BLINDING_WORDS[self.blinding]

    @property
    def group_words(self) -> Words:
        """The people it studied."""
        return GROUP_WORDS[self.group]

    @property
    def modality_words(self) -> Words:
        """The kind of acupuncture."""
        return MODALITY_WORDS[self.modality]


@dataclass(frozen=True)
class Filter:
    """One filter of the list: its name, its words, and what a trial has of it (slugs)."""

    name: str
    label: Words
    words: Mapping[str, Words]
    of: Callable[[TrialLine], Iterable[str]]


@dataclass(frozen=True)
class Choice:
    """One option of a filter, with the number of trials that it would leave."""

    value: str
    label: Words
    count: int
    chosen: bool


@dataclass(frozen=True)
class FilterView:
    """A filter with its options."""

    name: str
    label: Words
    choices: tuple[Choice, ...]
    chosen: str


@dataclass(frozen=True)
class TrialList:
    """What the page shows: the trials left, all filters, the order, and what was wrong with the address."""

    lines: tuple[TrialLine, ...]
    total: int
    filters: tuple[FilterView, ...]
    sort: str
    descending: bool
    faults: tuple[InputError, ...]

    @property
    def people(self) -> str:
        """People in the trials left, where the number was seen."""
        return f"{sum(line.people or 0 for line in self.lines):,}"

    @property
    def unknown_people(self) -> int:
        """Trials left whose number of people was not seen."""
        return sum(line.people is None for line in self.lines)


SORTS: Mapping[str, Callable[[TrialLine], tuple[object, ...]]] = {
    "year": lambda line: (line.year, line.study_id),
    "name": lambda line: (line.name.lower(), line.year),
    "people": lambda line: (line.people or 0, line.study_id),
    "country": lambda line: (line.country, line.year, line.study_id),
}


def trial_lines(tables: EvidenceTables) -> tuple[TrialLine, ...]:
    """Every trial that may be shown, in the order of the table."""
    comparators: dict[str, set[Comparator]] = defaultdict(set)
    outcomes: dict[str, set[str]] = defaultdict(set)
    found = [
        *((row.study_id, row.comparator, row.outcome) for row in tables.contrasts),
        *((row.study_id, row.comparator, row.outcome) for row in tables.effects),
        *((row.study_id, row.role.comparator, row.outcome) for row in tables.results),
    ]
    for study_id, comparator, outcome in found:
        outcomes[study_id].add(outcome)
        if comparator is not None:
            comparators[study_id].add(comparator)
    return tuple(
        TrialLine(
            study_id=trial.study_id,
            name=trial_name(trial.study_id, tables),
            title=trial.title,
            year=trial.year,
            people=trial.n_randomised,
            country=trial.country,
            group=trial.group,
            modality=trial.modality,
            blinding=blinding(trial.design, trial.risk_of_bias),
            comparators=frozenset(comparators[trial.study_id]),
            outcomes=frozenset(outcomes[trial.study_id]),
            source_id=trial.source_id,
            review=trial.review,
        )
        for trial in tables.trials.values()
    )


def filters(lines: Iterable[TrialLine]) -> tuple[Filter, ...]:
    """The filters; countries are those that occur."""
    countries = sorted({line.country for line in lines})
    sizes: dict[str, Words] = {
        "under-100": _("under 100 people"),
        "100-to-299": _("100 to 299 people"),
        "300-and-more": _("300 people or more"),
        UNKNOWN_SIZE: _("number not seen"),
    }
    return (
        Filter("group", _("Whom it studied"), _slugged(GROUP_WORDS), lambda line: [slug(line.group)]),
        Filter(
            "comparator",
            _("Compared with"),
            _slugged(COMPARATOR_WORDS),
            lambda line: [slug(kind) for kind in line.comparators],
        ),
        Filter("outcome", _("Measured"), OUTCOME_WORDS, lambda line: line.outcomes),
        Filter(
            "modality", _("Kind of acupuncture"), _slugged(MODALITY_WORDS), lambda line: [slug(line.modality)]
        ),
        Filter("size", _("Size"), sizes, lambda line: [line.size]),
        Filter(
            "blinding",
            _("Blinding"),
            {kind.value: words for kind, words in BLINDING_WORDS.items()},
            lambda line: [line.blinding.value],
        ),
        Filter(
            "country",
            _("Country"),
            {slug(name): name for name in countries},
            lambda line: [slug(line.country)],
        ),
    )


def trial_list(given: QueryDict, tables: EvidenceTables) -> TrialList:
    """Filter and sort. Names and words that mean nothing are told, and filter nothing."""
    lines = trial_lines(tables)
    all_filters = filters(lines)
    faults = list(_unknown_names(given, [each.name for each in all_filters]))
    chosen: dict[str, str] = {}
    for each in all_filters:
        word = given.get(each.name, "")
        if word and word not in each.words:
            faults.append(_fault(each.name, word, _("It is one of %s.") % ", ".join(each.words)))
        elif word:
            chosen[each.name] = word
    sort, order = given.get("sort", "year"), given.get("order", "asc")
    if sort not in SORTS:
        faults.append(_fault("sort", sort, _("It is one of %s.") % ", ".join(SORTS)))
    if order not in ("asc", "desc"):
        faults.append(_fault("order", order, _("It is asc or desc.")))
    kept = [line for line in lines if _fits(line, all_filters, chosen)]
    kept.sort(key=SORTS.get(sort, SORTS["year"]), reverse=order == "desc")
    views = tuple(_view(each, lines, all_filters, chosen) for each in all_filters)
    return TrialList(tuple(kept), len(lines), views, sort, order == "desc", tuple(faults))


def _fits(line: TrialLine, all_filters: Iterable[Filter], chosen: Mapping[str, str]) -> bool:
    return all(chosen[each.name] in each.of(line) for each in all_filters if each.name in chosen)


def _view(
    each: Filter, lines: Iterable[TrialLine], all_filters: Iterable[Filter], chosen: Mapping[str, str]
) -> FilterView:
    """The options of one filter; each count assumes that the other filters stay as they are."""
    others = {name: word for name, word in chosen.items() if name != each.name}
    counts = Counter(
        word for line in lines if _fits(line, all_filters, others) for word in set(each.of(line))
    )
    mine = chosen.get(each.name, "")
    choices = tuple(
        Choice(word, label, counts[word], word == mine)
        for word, label in each.words.items()
        if counts[word] or word == mine
    )
    return FilterView(each.name, each.label, choices, mine)


def _unknown_names(given: QueryDict, names: list[str]) -> Iterable[InputError]:
    known = [*names, "sort", "order"]
    for name, values in given.lists():
        if name not in known:
            yield _fault(name, name, _("The names are %s.") % ", ".join(known))
        elif len(values) > 1:
            yield _fault(name, ", ".join(str(value) for value in values), _("A filter stands there once."))


def _fault(where: str, what: str, rule: str) -> InputError:
    return InputError(
        what=_("“%s” cannot be used.") % what[:60],
        rule=rule,
        next_step=_("Choose again below."),
        where=where[:60],
    )


def _slugged(words: Mapping[Kind, Words]) -> dict[str, Words]:
    return {slug(kind): text for kind, text in words.items()}
