"""The sources of one page: numbered where they are first cited, listed at its end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.vocabulary import ReviewState, Source

OWN_TABLES = "deqi-tables"
"""The source of what is counted from Deqi's own files."""


@dataclass(frozen=True)
class CitedSource:
    """One line of the list. ``review`` is ``seen`` or ``secondary``; ``told`` says it in words."""

    number: int
    source: Source
    review: str
    told: str

    @property
    def anchor(self) -> str:
        """The id of its line on the page."""
        return f"source-{self.source.id}"


class Citations:
    """Collects the sources of a page while it is written. An unchecked source is refused, never shown."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._cited: dict[str, CitedSource] = {}

    def cite(self, name: str) -> CitedSource:
        """The line of this source. Raises ``LookupError`` when it is unknown or nobody has checked it."""
        if name not in self._cited:
            source = self._sources[name]
            if source.review is ReviewState.UNCHECKED:
                raise LookupError(f"Nobody has checked the source {name!r}: no page may cite it.")
            told = _("Counted anew each time.") if name == OWN_TABLES else _told(source.review)
            self._cited[name] = CitedSource(len(self._cited) + 1, source, source.review.value, told)
        return self._cited[name]

    def __iter__(self) -> Iterator[CitedSource]:
        return iter(self._cited.values())

    def __len__(self) -> int:
        return len(self._cited)


def _told(review: ReviewState) -> str:
    return {
        ReviewState.SEEN: _("We have read it at the source."),
        ReviewState.SECONDARY: _("Second hand: we have read of it in another text."),
        ReviewState.UNCHECKED: "",
    }[review]
