"""Read ``data/outcomes`` into frozen tables and refuse files that do not fit together."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from deqi.datafiles import DATA_ROOT, Row, Table, load_csv, load_toml, load_toml_folder, problems
from deqi.outcomes.adverse import AdverseKind
from deqi.outcomes.questionnaires import Item, MinimalChange, Noise, Questionnaire, ScoreRule
from deqi.vocabulary import Count, DataFileError, ErrorRate, ReviewState, Urgency

SCHEMAS = DATA_ROOT / "schemas"


@dataclass(frozen=True)
class OtherCareKind:
    """One kind of other care; after one that ``breaks_course`` the course is another one."""

    id: str
    label: str
    breaks_course: bool


FOLDERS = {"questionnaires": "questionnaire", "adverse": "adverse", "payers": "payer"}
FILES = {"other_care": "other-care", "decision": "decision", "rates": "rates"}
WEEKLY = "weekly"
"""The questionnaire of the diary."""


@dataclass(frozen=True)
class OutcomeTables:
    """Every reviewed table behind "Is it working?"."""

    questionnaires: Mapping[str, Questionnaire]
    adverse: Mapping[str, AdverseKind]
    other_care: Mapping[str, OtherCareKind]
    decision: Row
    payers: Mapping[str, Row]
    rates: tuple[ErrorRate, ...]
    hashes: Mapping[str, str]

    @property
    def weekly(self) -> Questionnaire:
        """The weekly diary."""
        return self.questionnaires[WEEKLY]


def load_outcome_tables(root: Path, sources: Collection[str]) -> OutcomeTables:
    """Read ``root/outcomes``. ``sources`` are the known source ids. Raises ``DataFileError``."""
    folder = root / "outcomes"
    read: dict[str, Table] = {
        name: load_toml_folder(folder / name, SCHEMAS / f"outcomes-{schema}.json")
        for name, schema in FOLDERS.items()
    }
    read |= {
        name: load_toml(folder / f"{name}.toml", SCHEMAS / f"outcomes-{schema}.json")
        for name, schema in FILES.items()
    }
    decision = read["decision"].rows[0]
    check_sources(decision["sources"], sources, "decision.toml")
    return OutcomeTables(
        questionnaires=MappingProxyType(
            {row["id"]: _questionnaire(row, sources) for row in read["questionnaires"]}
        ),
        adverse=MappingProxyType(
            {
                row["id"]: _adverse(row, sources)
                for row in sorted(read["adverse"], key=lambda row: row["order"])
            }
        ),
        other_care=MappingProxyType(
            {kind["id"]: OtherCareKind(**kind) for kind in read["other_care"].rows[0]["kind"]}
        ),
        decision=decision,
        rates=tuple(
            ErrorRate(rate["id"], rate["text"], Count(rate["of_100"], rate["low"], rate["high"], 0.95))
            for rate in read["rates"].rows[0]["rate"]
        ),
        payers=MappingProxyType({row["id"]: _payer(row, sources) for row in read["payers"]}),
        hashes=MappingProxyType({f"outcomes/{name}": table.sha256 for name, table in read.items()}),
    )


def check_outcomes(root: Path) -> list[DataFileError]:
    """What is wrong below ``root/outcomes``: the first fault of each file, then what does not fit."""
    folder = root / "outcomes"
    checks: list[Callable[[], object]] = [
        partial(load_toml, path, SCHEMAS / f"outcomes-{schema}.json")
        for kind, schema in FOLDERS.items()
        for path in sorted((folder / kind).glob("*.toml"))
    ]
    checks += [
        partial(load_toml, folder / f"{n}.toml", SCHEMAS / f"outcomes-{s}.json") for n, s in FILES.items()
    ]

    def whole() -> OutcomeTables:
        sources = load_csv(root / "sources.csv", SCHEMAS / "sources.json")
        return load_outcome_tables(root, {row["id"] for row in sources})

    return problems([*checks, whole])


def broken(file: str, what: str) -> DataFileError:
    """The error for a file of this folder that does not fit."""
    return DataFileError(
        what=what,
        rule="Such a table must be whole, cite known sources, and show only figures that somebody saw.",
        next_step="Mend the file; `deqi data check` reads them all.",
        where=f"outcomes/{file}",
    )


def check_sources(cited: Collection[str], sources: Collection[str], file: str) -> None:
    """Raise ``DataFileError`` for a source id that no table describes."""
    unknown = sorted(set(cited) - set(sources))
    if unknown:
        raise broken(file, f"It cites {unknown}, which sources.csv does not describe.")


def _questionnaire(row: Row, sources: Collection[str]) -> Questionnaire:
    file = f"questionnaires/{row['id']}.toml"
    items = tuple(_item(part) for part in row["item"])
    names = {item.id for item in items}
    if len(names) != len(items):
        raise broken(file, "Two items have one id.")
    check_sources(row["sources"], sources, file)
    scores = tuple(_score(part, names, sources, file) for part in row["score"])
    return Questionnaire(
        id=row["id"],
        title=row["title"],
        kind=row["kind"],
        recall=row["recall"],
        licence=row["licence"],
        items=items,
        scores=scores,
        sources=row["sources"],
        lead=row.get("lead", ""),
        note=row.get("note", ""),
    )


def _payer(row: Row, sources: Collection[str]) -> Row:
    file = f"payers/{row['id']}.toml"
    check_sources(row["sources"], sources, file)
    asked = {*row["excluded"]["facts"], *row["excluded"]["required"]}
    if asked != set(row["facts"]):
        raise broken(file, f"It asks for {sorted(asked)} and has words for {sorted(row['facts'])}.")
    return row


def _adverse(row: Row, sources: Collection[str]) -> AdverseKind:
    check_sources(row["sources"], sources, f"adverse/{row['id']}.toml")
    return AdverseKind(
        id=row["id"],
        label=row["label"],
        urgency=Urgency.from_label(row["urgency"]),
        what_to_do=row["what_to_do"],
        finding=row.get("finding", ""),
        sources=row["sources"],
    )


def _item(row: Row) -> Item:
    return Item(**{name: row[name] for name in row})


def _score(row: Row, items: Collection[str], sources: Collection[str], file: str) -> ScoreRule:
    if not set(row["items"]) <= set(items):
        raise broken(file, f"The score {row['id']!r} uses an item that the file does not have.")
    figures = {name: row[name] for name in ("mic", "noise") if name in row}
    for figure in figures.values():
        check_sources([figure["source"]], sources, file)
        if figure["review"] == ReviewState.UNCHECKED.value:
            raise broken(file, f"A figure of the score {row['id']!r} was never checked.")
    plain = {name: value for name, value in row.items() if name not in figures}
    return ScoreRule(**plain, mic=_mic(figures.get("mic")), noise=_noise(figures.get("noise")))


def _mic(row: Row | None) -> MinimalChange | None:
    if row is None:
        return None
    return MinimalChange(
        row["absolute"],
        row.get("percent"),
        row["source"],
        row["where"],
        row["licence"],
        ReviewState(row["review"]),
    )


def _noise(row: Row | None) -> Noise | None:
    if row is None:
        return None
    return Noise(row["sem"], row["source"], row["where"], row["licence"], ReviewState(row["review"]))
