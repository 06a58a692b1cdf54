"""Read ``data/care``: groups, reasons, uses, and what a caution means for a point."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from deqi.datafiles import DATA_ROOT, Row, Table, load_csv, load_toml, load_toml_folder
from deqi.vocabulary import DataFileError, PointFacts, PointStatement, PointUse, ReviewState

SCHEMAS = DATA_ROOT / "schemas"
TRIAL_KINDS = frozenset({"trials", "trial"})
"""Kinds of lists that speak of trials of back pain itself."""


@dataclass(frozen=True)
class Group:
    """A part of the body where people are told that points lie.

    ``if_chronic`` is told to somebody whose pain has lasted ``chronic_from_weeks``, ``if_leg_pain`` to
    somebody whose pain runs down the leg; both may be empty.
    """

    id: str
    title: str
    text: str
    codes: tuple[str, ...]
    if_chronic: str
    if_leg_pain: str
    chronic_from_weeks: int
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Reasoned:
    """Why a point is among the proposed ones, and what tradition says of it."""

    code: str
    why: str
    tradition: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """What one or several cautions mean for points.

    ``action`` is ``hide``, ``hide the limb``, ``hide all`` or ``tell``. A rule without codes, areas and
    risks touches every point. ``override`` lets a trained practitioner bring its points back;
    ``no_pressing`` forbids pressing too.
    """

    id: str
    cautions: tuple[str, ...]
    action: str
    override: bool
    no_pressing: bool
    reason: str
    codes: frozenset[str]
    areas: frozenset[str]
    risks: frozenset[str]
    sources: tuple[str, ...]

    def touches(self, point: PointFacts) -> bool:
        """Whether this rule speaks of ``point``."""
        if not (self.codes or self.areas or self.risks):
            return True
        return (
            point.code in self.codes
            or point.area in self.areas
            or any(risk.id in self.risks for risk in point.risks)
        )


@dataclass(frozen=True)
class Limbs:
    """Which areas belong to a limb and the trunk beside it, and two questions about the person."""

    arm: frozenset[str]
    leg: frozenset[str]
    say_which: str
    could_bear_until_age: int
    pregnancy_question: str


@dataclass(frozen=True)
class CareTables:
    """Every table of the choice of points. ``unchecked`` records stand nowhere else."""

    groups: tuple[Group, ...]
    points: Mapping[str, Reasoned]
    uses: Mapping[str, tuple[PointUse, ...]]
    rules: tuple[Rule, ...]
    statements: tuple[PointStatement, ...]
    limbs: Limbs
    cited: frozenset[str]
    unchecked: tuple[str, ...]
    hashes: Mapping[str, str]


def load_care_tables(root: Path) -> CareTables:
    """Read ``root/care``. Raises ``DataFileError`` when files are broken or do not fit together."""
    folder = root / "care"
    tables = {
        name: load_toml_folder(folder / f"{name}s", SCHEMAS / f"care-{name}.json")
        for name in ("group", "point", "rule", "statement")
    }
    tables |= {
        name: load_csv(folder / f"{name}.csv", SCHEMAS / f"care-{name}.json") for name in ("lists", "uses")
    }
    tables["limbs"] = load_toml(folder / "limbs.toml", SCHEMAS / "care-limbs.json")
    kept = {
        name: tuple(row for row in table if row["review"] != "unchecked") for name, table in tables.items()
    }
    _must_fit(kept)
    return CareTables(
        groups=tuple(_group(row) for row in sorted(kept["group"], key=lambda row: int(row["order"]))),
        points=MappingProxyType({row["id"]: _reasoned(row) for row in kept["point"]}),
        uses=MappingProxyType(_uses(kept)),
        rules=tuple(_rule(row) for row in kept["rule"]),
        statements=tuple(
            PointStatement(row["id"], row["text"], row["sources"], ReviewState(row["review"]))
            for row in sorted(kept["statement"], key=lambda row: int(row["order"]))
        ),
        limbs=_limbs(kept["limbs"][0]),
        cited=frozenset(_cited(kept.values())),
        unchecked=tuple(_held_back(tables)),
        hashes=MappingProxyType({f"care/{name}": table.sha256 for name, table in tables.items()}),
    )


def _must_fit(kept: Mapping[str, tuple[Row, ...]]) -> None:
    reasoned = {row["id"] for row in kept["point"]}
    lists = {row["id"] for row in kept["lists"]}
    grouped: set[str] = set()
    for row in kept["group"]:
        for code in row["codes"]:
            if code not in reasoned:
                raise _broken(
                    f"groups/{row['id']}.toml", f"It holds {code}, and points/{code}.toml is missing."
                )
            if code in grouped:
                raise _broken(f"groups/{row['id']}.toml", f"{code} stands in two groups.")
            grouped.add(code)
    for row in kept["uses"]:
        if row["list"] not in lists:
            raise _broken("uses.csv", f"{row['code']} names the list {row['list']!r}, which lists.csv lacks.")


def _broken(file: str, what: str) -> DataFileError:
    return DataFileError(
        what=what,
        rule="The files of the choice of points must fit together.",
        next_step="Mend one of the two; `deqi data check` reads them all.",
        where=f"care/{file}",
    )


def _cited(tables: Iterable[Iterable[Row]]) -> Iterable[str]:
    for table in tables:
        for row in table:
            if "source" in row:
                yield row["source"]
            yield from row.get("sources", ())
            yield from row.get("tradition_sources", ())


def _held_back(tables: Mapping[str, Table]) -> Iterable[str]:
    for name, table in tables.items():
        for row in table:
            if row["review"] == ReviewState.UNCHECKED.value:
                yield f"care/{name}: {row.get('id') or row['code']}"


def _group(row: Row) -> Group:
    return Group(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        codes=row["codes"],
        if_chronic=row.get("if_chronic", ""),
        if_leg_pain=row.get("if_leg_pain", ""),
        chronic_from_weeks=row["chronic_from_weeks"],
        sources=row["sources"],
    )


def _reasoned(row: Row) -> Reasoned:
    return Reasoned(row["id"], row["why"], row["tradition"], (*row["sources"], *row["tradition_sources"]))


def _uses(kept: Mapping[str, tuple[Row, ...]]) -> dict[str, tuple[PointUse, ...]]:
    """The lists that hold each point, in the order of ``lists.csv``."""
    lists = {row["id"]: row for row in kept["lists"]}
    order = list(lists)
    found: dict[str, list[PointUse]] = {}
    for row in sorted(kept["uses"], key=lambda row: order.index(row["list"])):
        held = lists[row["list"]]
        use = PointUse(
            id=row["list"],
            kind=held["kind"],
            label=held["label"],
            rank=row["rank"],
            of=held["size"],
            source=row["source"],
            review=ReviewState(row["review"]),
        )
        found.setdefault(row["code"], []).append(use)
    return {code: tuple(some) for code, some in found.items()}


def _rule(row: Row) -> Rule:
    return Rule(
        id=row["id"],
        cautions=row["cautions"],
        action=row["action"],
        override=row["override"],
        no_pressing=row["no_pressing"],
        reason=row["reason"],
        codes=frozenset(row["codes"]),
        areas=frozenset(row["areas"]),
        risks=frozenset(row["risks"]),
        sources=row["sources"],
    )


def _limbs(row: Row) -> Limbs:
    return Limbs(
        arm=frozenset((*row["arm"], *row["beside_arm"])),
        leg=frozenset((*row["leg"], *row["beside_leg"])),
        say_which=row["say_which"],
        could_bear_until_age=row["could_bear_until_age"],
        pregnancy_question=row["pregnancy_question"],
    )
