"""Certainty as it stands beside a number: a label, four marks, and what it means."""

from dataclasses import dataclass

from deqi.vocabulary import Certainty
from deqi.web.ask.presenters import words


@dataclass(frozen=True)
class CertaintyMark:
    """One of four dots, at ``x`` in drawing units."""

    x: int
    filled: bool


@dataclass(frozen=True)
class CertaintyView:
    """A label, its meaning, and four dots of which some are filled."""

    label: str
    meaning: str
    marks: tuple[CertaintyMark, ...]


def certainty_view(certainty: Certainty) -> CertaintyView:
    """Words and marks for one level."""
    level = words.certainty_level(certainty)
    marks = tuple(CertaintyMark(5 + 11 * place, place < level) for place in range(4))
    return CertaintyView(words.certainty_label(certainty), words.certainty_meaning(certainty), marks)
