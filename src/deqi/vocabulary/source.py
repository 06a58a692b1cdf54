"""Where a figure or a sentence comes from, and how sure we are that it stands there."""

from dataclasses import dataclass
from enum import Enum


class ReviewState(Enum):
    """Has somebody seen the figure where it was published?

    ``SEEN``: at the source itself. ``SECONDARY``: in another text that reports it; shown with that mark.
    ``UNCHECKED``: nobody has seen it; it never reaches a user.
    """

    SEEN = "seen"
    SECONDARY = "secondary"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class Source:
    """A publication or page.

    ``id`` is the key that data files use. ``doi``, ``pmid`` and ``address`` may be empty when unknown.
    ``seen_on`` is an ISO date, empty when not recorded.
    """

    id: str
    citation: str
    doi: str = ""
    pmid: str = ""
    address: str = ""
    review: ReviewState = ReviewState.UNCHECKED
    seen_on: str = ""
    licence: str = ""
