"""The words of the ledger: harms, other treatments, positions and findings, as reviewed files say them.

The same gate as for the tables: an item that nobody has checked is listed in ``unchecked`` and
stands nowhere else.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from deqi.datafiles import Row, Table, load_toml_folder
from deqi.evidence.claims import Claim, claim_from, held_back_sizes
from deqi.evidence.tables import load_sources
from deqi.vocabulary import (
    Certainty,
    Count,
    DataFileError,
    Harm,
    Option,
    Position,
    Reported,
    ReviewState,
    Source,
    Stratum,
)


class _Checked(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def review(self) -> ReviewState: ...


Item = TypeVar("Item", bound=_Checked)


@dataclass(frozen=True)
class ForStrata:
    """Which items belong to which groups of people: item id to strata."""

    strata: Mapping[str, frozenset[Stratum]]

    def pick(self, items: Iterable[Item], stratum: Stratum) -> tuple[Item, ...]:
        """The items that belong to ``stratum``, in their own order."""
        return tuple(item for item in items if stratum in self.strata[item.id])


@dataclass(frozen=True)
class LedgerContent:
    """Everything the ledger says in words, in the order in which it is shown."""

    harms: tuple[Harm, ...]
    options: tuple[Option, ...]
    positions: tuple[Position, ...]
    known: tuple[Reported, ...]
    not_forecast: tuple[Reported, ...]
    claims: tuple[Claim, ...]
    unchecked: tuple[str, ...]
    hashes: Mapping[str, str]
    payers: frozenset[str]
    """Ids of the positions that say who pays; the others are guidelines."""
    _option_strata: ForStrata
    _reported_strata: ForStrata

    def options_for(self, stratum: Stratum) -> tuple[Option, ...]:
        """Other treatments tried in this group of people."""
        return self._option_strata.pick(self.options, stratum)

    def known_for(self, stratum: Stratum) -> tuple[Reported, ...]:
        """What is known about this group of people."""
        return self._reported_strata.pick(self.known, stratum)

    def not_forecast_for(self, stratum: Stratum) -> tuple[Reported, ...]:
        """What trials measured and Deqi does not forecast for this group."""
        return self._reported_strata.pick(self.not_forecast, stratum)


KINDS: Mapping[str, str] = MappingProxyType(
    {
        "harms": "harm",
        "options": "option",
        "positions": "position",
        "reported": "reported",
        "claims": "claim",
    }
)
"""Folder under ``claims`` to the schema of its files."""


def load_ledger_content(root: Path, sources: Mapping[str, Source] | None = None) -> LedgerContent:
    """Load ``root/claims/*/*.toml``, checked against ``root/schemas``.

    ``sources`` are those of ``root/sources.csv`` unless given. Raises ``DataFileError`` naming the file
    when one breaks its schema, names an unknown or unchecked source, or holds an interval that leaves
    its own estimate out.
    """
    known_sources = load_sources(root) if sources is None else sources
    tables = {
        folder: load_toml_folder(root / "claims" / folder, root / "schemas" / f"{schema}.json")
        for folder, schema in KINDS.items()
    }
    for table in tables.values():
        for row in table:
            _check(row, known_sources)
    reported = _in_order(tables["reported"])
    return LedgerContent(
        harms=_shown(_in_order(tables["harms"]), _harm),
        options=_shown(_in_order(tables["options"]), _option),
        positions=_shown(_in_order(tables["positions"]), _position),
        known=_shown((row for row in reported if row["part"] == "known"), _reported),
        not_forecast=_shown((row for row in reported if row["part"] == "not forecast"), _reported),
        claims=_shown(tables["claims"], claim_from),
        unchecked=tuple(name for table in tables.values() for row in table for name in _held_back(row)),
        hashes=MappingProxyType({f"claims/{name}": table.sha256 for name, table in tables.items()}),
        payers=frozenset(row["id"] for row in tables["positions"] if row["kind"] == "payer"),
        _option_strata=_strata(tables["options"]),
        _reported_strata=_strata(tables["reported"]),
    )


def _in_order(table: Table) -> list[Row]:
    return sorted(table, key=lambda row: (row["order"], row["id"]))


def _is_unchecked(row: Row) -> bool:
    return bool(row["review"] == ReviewState.UNCHECKED.value)


def _held_back(row: Row) -> tuple[str, ...]:
    return (row["id"],) if _is_unchecked(row) else held_back_sizes(row)


def _shown(rows: Iterable[Row], build: Callable[[Row], Item]) -> tuple[Item, ...]:
    return tuple(build(row) for row in rows if not _is_unchecked(row))


def _strata(table: Table) -> ForStrata:
    return ForStrata(
        MappingProxyType({row["id"]: frozenset(Stratum(name) for name in row["strata"]) for row in table})
    )


def _count(part: Row) -> Count:
    level = part["interval_percent"] / 100
    return Count(float(part["estimate"]), float(part["low"]), float(part["high"]), level)


def _harm(row: Row) -> Harm:
    return Harm(
        id=row["id"],
        label=row["label"],
        of_100=_count(row["of_100"]),
        certainty=Certainty(row["certainty"]),
        text=row["text"],
        sources=row["sources"],
        review=ReviewState(row["review"]),
    )


def _option(row: Row) -> Option:
    return Option(
        id=row["id"],
        label=row["label"],
        group=row["group"],
        comparator=row["comparator"],
        when=row["when"],
        points=_count(row["points"]) if "points" in row else None,
        certainty=Certainty(row["certainty"]),
        text=row["text"],
        sources=row["sources"],
        review=ReviewState(row["review"]),
    )


def _position(row: Row) -> Position:
    return Position(
        id=row["id"],
        body=row["body"],
        year=row["year"],
        says=row["says"],
        compared=row["compared"],
        status=row["status"],
        sources=row["sources"],
        review=ReviewState(row["review"]),
    )


def _reported(row: Row) -> Reported:
    return Reported(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        certainty=Certainty(row["certainty"]),
        sources=row["sources"],
        review=ReviewState(row["review"]),
    )


def _check(row: Row, sources: Mapping[str, Source]) -> None:
    for name in row["sources"]:
        _check_source(row, name, sources, unchecked=_is_unchecked(row))
    for part in ("of_100", "points"):
        _check_interval(row, row.get(part), part)
    for size in row.get("sizes", ()):
        _check_source(row, size["source"], sources, unchecked=_is_unchecked(size))
        _check_interval(row, size.get("difference"), "a difference")
        if size["source"] not in row["sources"]:
            raise _broken(row, f"A size rests on {size['source']!r}, which the item does not cite.")


def _check_source(row: Row, name: str, sources: Mapping[str, Source], *, unchecked: bool) -> None:
    if name not in sources:
        raise _broken(row, f"Source {name!r} does not stand in sources.csv.")
    if not unchecked and sources[name].review is ReviewState.UNCHECKED:
        raise _broken(row, f"It counts as checked, its source {name!r} does not.")


def _check_interval(row: Row, interval: Row | None, name: str) -> None:
    if interval is not None and not interval["low"] <= interval["estimate"] <= interval["high"]:
        raise _broken(row, f"The interval in {name} leaves its own estimate out.")


def _broken(row: Row, what: str) -> DataFileError:
    return DataFileError(
        what=what,
        rule="An item of the ledger needs known sources and an interval around its estimate.",
        next_step="Mend the file; `deqi data check` reads them all.",
        where=f"{row['id']}.toml",
    )
