"""How to choose who treats you: texts of a page and of a printable card (``directory/choosing.toml``)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deqi.datafiles import Row, load_toml


@dataclass(frozen=True)
class Advice:
    """One line. ``sources`` is empty for what Deqi says on its own; ``on_card`` when it is printed too."""

    text: str
    why: str
    sources: tuple[str, ...]
    on_card: bool


@dataclass(frozen=True)
class AdvicePart:
    """A heading with its lines."""

    id: str
    title: str
    lead: str
    lead_sources: tuple[str, ...]
    items: tuple[Advice, ...]


@dataclass(frozen=True)
class Choosing:
    """All parts in order."""

    parts: tuple[AdvicePart, ...]
    sha256: str


def load_choosing(root: Path) -> Choosing:
    """Read ``root/directory/choosing.toml``; lines not checked stay out. Raises ``DataFileError``."""
    table = load_toml(root / "directory" / "choosing.toml", root / "schemas" / "directory-choosing.json")
    return Choosing(tuple(_part(row) for row in table.rows[0]["parts"]), table.sha256)


def _part(row: Any) -> AdvicePart:
    lines = tuple(_advice(item) for item in row["items"] if item.get("review") != "unchecked")
    return AdvicePart(row["id"], row["title"], row["lead"], tuple(row.get("lead_sources", ())), lines)


def _advice(row: Row) -> Advice:
    return Advice(row["text"], row.get("why", ""), tuple(row.get("sources", ())), row["card"])
