"""The counts and explanations of the front page."""

from collections import Counter
from dataclasses import dataclass

from deqi.evidence import EvidenceTables
from deqi.web.evidence_library.choices import COMPARATOR_MEANINGS, COMPARATOR_WORDS, Words, slug
from deqi.web.evidence_library.trials import trial_lines
from deqi.web.evidence_library.version import stamp


@dataclass(frozen=True)
class ComparatorView:
    """A comparator, the question it answers, and how much the tables hold of it."""

    slug: str
    label: Words
    meaning: Words
    trials: int
    differences: int


@dataclass(frozen=True)
class Overview:
    """Counts from the data as they are now; people only where their number was seen."""

    data: str
    trials: int
    people: str
    without_people: int
    years: tuple[int, int]
    countries: int
    results: int
    contrasts: int
    differences: int
    pooled: int
    sources: int
    held_back: int
    comparators: tuple[ComparatorView, ...]


def overview(tables: EvidenceTables) -> Overview:
    """Count what the library holds."""
    lines = trial_lines(tables)
    years = [line.year for line in lines]
    differences = Counter(row.comparator for row in tables.effects if not row.duplicate)
    return Overview(
        data=stamp(tables),
        trials=len(lines),
        people=f"{sum(line.people or 0 for line in lines):,}",
        without_people=sum(line.people is None for line in lines),
        years=(min(years), max(years)),
        countries=len({line.country for line in lines}),
        results=len(tables.results),
        contrasts=len(tables.contrasts),
        differences=sum(not row.duplicate for row in tables.effects),
        pooled=len(tables.pooled),
        sources=len({row.source_id for row in (*tables.results, *tables.contrasts, *tables.effects)}),
        held_back=len(tables.unchecked),
        comparators=tuple(
            ComparatorView(
                slug(kind),
                words,
                COMPARATOR_MEANINGS[kind],
                sum(kind in line.comparators for line in lines),
                differences[kind],
            )
            for kind, words in COMPARATOR_WORDS.items()
        ),
    )
