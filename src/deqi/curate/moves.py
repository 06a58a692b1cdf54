"""How far the answers of a fixed panel of made-up people move between two versions of the data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from deqi.datafiles import Row, load_toml
from deqi.vocabulary import Answer, AskedResult, Count, Horizon, Person, Reply, Sex

if TYPE_CHECKING:
    from deqi.answers import Tables

COUNTS = ("usual_care", "sham", "acupuncture", "visits", "needle_place", "added", "not_better")
LEAST = 0.05
"""People of 100: a smaller move cannot be seen even in the first decimal."""


@dataclass(frozen=True)
class CountMove:
    """A number of people of 100 before and after; ``None`` is not known."""

    person: str
    when: str
    what: str
    before: Count | None
    after: Count | None

    @property
    def by(self) -> float | None:
        """The estimate after minus the one before, in people of 100."""
        return self.after.estimate - self.before.estimate if self.before and self.after else None


@dataclass(frozen=True)
class WordMove:
    """A tier, a status or another word of the answer before and after."""

    person: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Moves:
    """Every move, and how many counts were compared."""

    people: int
    compared: int
    counts: tuple[CountMove, ...]
    words: tuple[WordMove, ...]

    @property
    def largest(self) -> CountMove | None:
        """The count that moved furthest."""
        return max((move for move in self.counts if move.by is not None), key=_distance, default=None)


def _distance(move: CountMove) -> float:
    return abs(move.by or 0.0)


def load_panel(root: Path) -> Mapping[str, Row]:
    """The panel of ``root/curation/panel.toml`` by id. Raises ``DataFileError``."""
    row = load_toml(root / "curation/panel.toml", root / "schemas/curation-panel.json").rows[0]
    return {person["id"]: person for person in row["people"]}


def answers_moved(panel: Mapping[str, Row], old: "Tables", new: "Tables", *, today: date) -> Moves:
    """Ask for everybody on the panel with both tables, and tell what differs."""
    # here, because Django reads this package at every start and the numeric libraries take 40 MB
    from deqi.answers import would_it_help  # noqa: PLC0415

    counts: list[CountMove] = []
    words: list[WordMove] = []
    compared = 0
    for name, row in panel.items():
        before, after = (
            would_it_help.answer(person=_person(row, tables), today=today, tables=tables)
            for tables in (old, new)
        )
        words += _word_moves(name, before, after)
        pairs = list(_count_pairs(name, before, after))
        compared += len(pairs)
        counts += [pair for pair in pairs if _moved(pair.before, pair.after)]
    return Moves(len(panel), compared, tuple(counts), tuple(words))


def _person(row: Row, tables: "Tables") -> Person:
    has = set(row.get("yes", ()))
    told = len(row) > 1  # a person with nothing but an id told nothing
    replies = {id_: Reply.YES if id_ in has else Reply.NO for id_ in tables.safety.findings} if told else {}
    return Person(
        age=row.get("age"),
        sex=Sex(row["sex"]) if "sex" in row else None,
        pain_weeks=row.get("pain_weeks"),
        pain_now=row.get("pain_now"),
        leg_pain=_reply(row, "leg_pain", told=told),
        pregnant=_reply(row, "pregnant", told=told),
        findings=replies,
    )


def _reply(row: Row, name: str, *, told: bool) -> Reply | None:
    return Reply(row.get(name, "no")) if told else None


def _word_moves(name: str, before: AskedResult, after: AskedResult) -> list[WordMove]:
    pairs = zip(_words(before).items(), _words(after).values(), strict=True)
    return [WordMove(name, what, old, new) for (what, old), new in pairs if old != new]


def _words(result: AskedResult) -> dict[str, str]:
    ledger = result.ledger if isinstance(result, Answer) else None
    return {
        "kind": "answer" if ledger else "refusal",
        "urgency": result.safety.urgency.label,
        "status": ledger.status.value if ledger else "",
        "stratum": ledger.stratum.value if ledger else "",
        "headline": ledger.headline if ledger else "",
    }


def _count_pairs(name: str, before: AskedResult, after: AskedResult) -> Iterator[CountMove]:
    old, new = _horizons(before), _horizons(after)
    for weeks in sorted({*old, *new}):
        label = (new.get(weeks) or old[weeks]).label
        for what in COUNTS:
            yield CountMove(name, label, what, _count(old.get(weeks), what), _count(new.get(weeks), what))
    old_harms, new_harms = _harms(before), _harms(after)
    for id_ in dict.fromkeys((*old_harms, *new_harms)):
        yield CountMove(name, "harm", id_, old_harms.get(id_), new_harms.get(id_))


def _horizons(result: AskedResult) -> dict[float, Horizon]:
    return {part.weeks: part for part in result.ledger.horizons} if isinstance(result, Answer) else {}


def _harms(result: AskedResult) -> dict[str, Count]:
    return {harm.id: harm.of_100 for harm in result.ledger.harms} if isinstance(result, Answer) else {}


def _count(horizon: Horizon | None, what: str) -> Count | None:
    found: Count | None = getattr(horizon, what) if horizon else None
    return found


def _moved(before: Count | None, after: Count | None) -> bool:
    if before is None or after is None:
        return before is not after
    return any(
        abs(getattr(after, part) - getattr(before, part)) >= LEAST for part in ("estimate", "low", "high")
    )
