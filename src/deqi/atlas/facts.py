"""Read what is said of the points: names, words, risks and depths. Nothing here needs a body."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from deqi.datafiles import DATA_ROOT, Row, Table, load_csv, load_toml_folder
from deqi.vocabulary import (
    DataFileError,
    Depth,
    Handling,
    PointFacts,
    PointRisk,
    ReviewState,
)

SCHEMAS = DATA_ROOT / "schemas"


@dataclass(frozen=True)
class Alias:
    """Another name of a point; ``why`` is told with the match."""

    alias: str
    code: str
    kind: str
    why: str


@dataclass(frozen=True)
class CodeStyle:
    """How lists in ``language`` shorten the name of ``channel``; ``note`` warns where two readings exist.

    ``bones`` are the numbers with which the same sign also names a bone of the back (``L4``).
    """

    style: str
    channel: str
    language: str
    note: str
    bones: frozenset[int]


@dataclass(frozen=True)
class PointBook:
    """Every point by code in the order of the standard, and what is needed to find one by any name.

    ``unchecked`` lists the records that nobody has checked; they stand nowhere else.
    """

    points: Mapping[str, PointFacts]
    aliases: tuple[Alias, ...]
    styles: tuple[CodeStyle, ...]
    risks: Mapping[str, PointRisk]
    cited: frozenset[str]
    unchecked: tuple[str, ...]
    hashes: Mapping[str, str]


def load_point_book(root: Path) -> PointBook:
    """Read ``root/atlas`` (``DATA_ROOT`` for the files that Deqi ships).

    Raises ``DataFileError`` when a file is broken, or when a risk, a depth or an alias names a point that
    does not exist. Rows that nobody has checked are listed in ``unchecked`` and left out.
    """
    folder = root / "atlas"
    tables = {
        "atlas/points": load_csv(folder / "points.csv", SCHEMAS / "atlas-points.json"),
        "atlas/depths": load_csv(folder / "depths.csv", SCHEMAS / "atlas-depths.json"),
        "atlas/aliases": load_csv(folder / "aliases.csv", SCHEMAS / "atlas-aliases.json"),
        "atlas/code_styles": load_csv(folder / "code_styles.csv", SCHEMAS / "atlas-code-styles.json"),
        "atlas/risks": load_toml_folder(folder / "risks", SCHEMAS / "atlas-risk.json"),
    }
    kept = {name: tuple(row for row in table if not _unchecked(row)) for name, table in tables.items()}
    codes = {row["code"] for row in kept["atlas/points"]}
    _must_exist(kept, codes)
    risks = {row["id"]: _risk(row) for row in kept["atlas/risks"]}
    by_code = _risks_by_code(kept["atlas/risks"], risks)
    depths = _smallest(kept["atlas/depths"])
    return PointBook(
        points=MappingProxyType(
            {
                row["code"]: _facts(row, by_code.get(row["code"], ()), depths.get(row["code"]))
                for row in kept["atlas/points"]
            }
        ),
        aliases=tuple(
            Alias(row["alias"], row["code"], row["kind"], row["why"]) for row in kept["atlas/aliases"]
        ),
        styles=tuple(
            CodeStyle(
                style=row["style"],
                channel=row["channel"],
                language=row["language"],
                note=row["note"] or "",
                bones=frozenset(map(int, (row["bones"] or "").split())),
            )
            for row in kept["atlas/code_styles"]
        ),
        risks=MappingProxyType(risks),
        cited=frozenset(_cited(kept.values())),
        unchecked=tuple(_held_back(tables)),
        hashes=MappingProxyType({name: table.sha256 for name, table in tables.items()}),
    )


def _unchecked(row: Row) -> bool:
    return row.get("review") == ReviewState.UNCHECKED.value


def _held_back(tables: Mapping[str, Table]) -> Iterable[str]:
    for name, table in tables.items():
        for row in table:
            if _unchecked(row):
                yield f"{name}: {row.get('id') or row.get('code') or row['alias']}"


def _cited(tables: Iterable[Iterable[Row]]) -> Iterable[str]:
    for table in tables:
        for row in table:
            if "source" in row:
                yield row["source"]
            yield from row.get("sources", ())


def _must_exist(kept: Mapping[str, tuple[Row, ...]], codes: set[str]) -> None:
    named = [
        *(("risks", row["id"], code) for row in kept["atlas/risks"] for code in row["codes"]),
        *(("depths.csv", row["id"], code) for row in kept["atlas/depths"] for code in row["codes"].split()),
        *(("aliases.csv", row["alias"], row["code"]) for row in kept["atlas/aliases"]),
    ]
    for file, record, code in named:
        if code not in codes:
            raise DataFileError(
                what=f"{record} names the point {code}, which points.csv does not hold.",
                rule="A record may only speak of points that exist and that somebody has checked.",
                next_step="Mend the code, or add the point.",
                where=f"atlas/{file}",
            )


def _risk(row: Row) -> PointRisk:
    return PointRisk(
        row["id"], row["structure"], row["hard"], row["warning"], row["sources"], ReviewState(row["review"])
    )


def _risks_by_code(
    rows: Iterable[Row], risks: Mapping[str, PointRisk]
) -> Mapping[str, tuple[PointRisk, ...]]:
    """The risks of each point, hard ones first."""
    found: dict[str, list[PointRisk]] = {}
    for row in rows:
        for code in row["codes"]:
            found.setdefault(code, []).append(risks[row["id"]])
    return {code: tuple(sorted(some, key=lambda risk: not risk.hard)) for code, some in found.items()}


def _smallest(rows: Iterable[Row]) -> Mapping[str, Depth]:
    """The smallest published figure of each point: the one that warns most."""
    found: dict[str, Depth] = {}
    for row in rows:
        depth = Depth(
            structure=row["structure"],
            mm=row["mm"],
            sd_mm=row["sd_mm"],
            measure=row["measure"],
            population=row["population"],
            method=row["method"],
            source=row["source"],
            review=ReviewState(row["review"]),
        )
        for code in row["codes"].split():
            if code not in found or depth.mm < found[code].mm:
                found[code] = depth
    return found


def _facts(row: Row, risks: tuple[PointRisk, ...], depth: Depth | None) -> PointFacts:
    words = {
        name: row[name] or ""
        for name in ("variant", "surface_cue", "posture", "names_note", "pinyin", "pinyin_plain", "channel")
    }
    return PointFacts(
        code=row["code"],
        characters_traditional=row["characters_traditional"],
        characters_simplified=row["characters_simplified"],
        bilateral=row["bilateral"],
        region=row["region"],
        area=row["area"],
        find=row["find"],
        same_level_as=tuple(part.strip() for part in (row["same_level_as"] or "").split(";") if part.strip()),
        handling=Handling(row["handling"]),
        low_back_set=row["low_back_set"],
        risks=risks,
        depth=depth,
        source=row["source"],
        source_location=row["source_location"],
        review=ReviewState(row["review"]),
        names_review=ReviewState(row["names_review"]),
        **words,
    )
