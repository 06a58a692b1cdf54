"""The sources of a page, numbered in the order of their first use; each number links to its place below."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from deqi.evidence import EvidenceTables
from deqi.vocabulary import ReviewState, Source
from deqi.web.evidence_library.choices import REVIEW_WORDS, Words


class Seen(Protocol):
    """A row that says where it was seen."""

    @property
    def source_id(self) -> str: ...  # noqa: D102
    @property
    def source_location(self) -> str: ...  # noqa: D102
    @property
    def review(self) -> ReviewState: ...  # noqa: D102


@dataclass(frozen=True)
class Mark:
    """Where a figure was seen: the source, its number on the page, and the review state."""

    source_id: str
    number: int
    review: ReviewState

    @property
    def words(self) -> Words:
        """The review state in words."""
        return REVIEW_WORDS[self.review]


@dataclass(frozen=True)
class NumberedSource:
    """A source with its number on the page and the places in it where figures were seen."""

    number: int
    source: Source
    places: tuple[str, ...]

    @property
    def review(self) -> Words:
        """Its review state in words."""
        return REVIEW_WORDS[self.source.review]


@dataclass
class Sources:
    """Collects the sources that a page uses."""

    known: Mapping[str, Source]
    places: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: EvidenceTables) -> "Sources":
        """An empty list over the sources of these tables."""
        return cls(tables.sources)

    def mark(self, row: Seen) -> Mark:
        """The mark that stands beside a figure of ``row``."""
        places = self.places.setdefault(row.source_id, [])
        if row.source_location not in places:
            places.append(row.source_location)
        return Mark(row.source_id, list(self.places).index(row.source_id) + 1, row.review)

    @property
    def all(self) -> tuple[NumberedSource, ...]:
        """Every source used so far."""
        return tuple(
            NumberedSource(number, self.known[source_id], tuple(places))
            for number, (source_id, places) in enumerate(self.places.items(), start=1)
        )
