"""The directory's data files: codes, columns, registers of countries, limits, Medicare's rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from deqi.datafiles import Row, Table, load_csv, load_toml, load_toml_folder
from deqi.directory.columns import Column, columns_from
from deqi.directory.places import Places, load_places
from deqi.vocabulary import DataFileError, ReviewState

ACUPUNCTURIST = "acupuncturist"


@dataclass(frozen=True)
class Taxonomy:
    """A code of the provider taxonomy. ``alone``: whether the code by itself puts a person on the list."""

    code: str
    profession: str
    label: str
    alone: bool


@dataclass(frozen=True)
class Register:
    """A register of a country, and what being in it means and does not mean."""

    id: str
    country: str
    name: str
    kept_by: str
    is_proof_of_licence: bool
    checked_needs: tuple[str, ...]
    means: str
    does_not_mean: str
    reviews_allowed: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Limits:
    """How long facts stay fresh (days), what an import may change, how far a search may reach."""

    fresh_days: Mapping[str, int]
    largest_loss_percent: int
    loss_from_people: int
    batch_rows: int
    faults_shown: int
    largest_radius_miles: int
    largest_page: int
    least_reliability: float


@dataclass(frozen=True)
class MedicareRule:
    """What Medicare asks of a profession. ``needs`` are looked up among a person's facts."""

    id: str
    professions: tuple[str, ...]
    needs: tuple[str, ...]
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class DirectoryTables:
    """Everything that import, facts and search rest on."""

    taxonomy: Mapping[str, Taxonomy]
    columns: Mapping[str, tuple[Column, ...]]
    professions: Mapping[str, str]
    profession_labels: Mapping[str, str]
    status_meaning: Mapping[str, str]
    registers: Mapping[str, Register]
    limits: Limits
    medicare: tuple[MedicareRule, ...]
    medicare_facts: Mapping[str, Any]
    places: Places
    hashes: Mapping[str, str]

    @property
    def register_countries(self) -> Mapping[str, str]:
        """Register id to country."""
        return {register.id: register.country for register in self.registers.values()}

    @property
    def acupuncture_codes(self) -> frozenset[str]:
        """The codes that put a person on the list by themselves."""
        return frozenset(code for code, taxonomy in self.taxonomy.items() if taxonomy.alone)

    def profession_of(self, code: str) -> str | None:
        """The profession of a taxonomy code, or of a profession's own id; ``None`` when we know neither."""
        found = self.taxonomy.get(code)
        if found:
            return found.profession
        return code if code in self.profession_labels else None


def load_directory_tables(root: Path) -> DirectoryTables:
    """Load and check ``root/directory``. Raises ``DataFileError`` naming the file."""
    folder, schemas = root / "directory", root / "schemas"
    csvs = {
        name: load_csv(folder / f"{name}.csv", schemas / f"directory-{name}.json")
        for name in ("taxonomy", "columns", "professions", "licence_status")
    }
    limits = load_toml(folder / "limits.toml", schemas / "directory-limits.json")
    medicare = load_toml(folder / "medicare.toml", schemas / "directory-medicare.json")
    registers = load_toml_folder(folder / "registers", schemas / "directory-register.json")
    about_places = load_toml(folder / "places.toml", schemas / "directory-places.json")
    places = load_places(folder / about_places.rows[0]["file"], about_places.rows[0]["rows"])
    sources = load_csv(root / "sources.csv", schemas / "sources.json")
    known = {row["id"]: row for row in sources if row["review"] != ReviewState.UNCHECKED.value}
    for table in (csvs["taxonomy"], csvs["columns"], registers, about_places, medicare):
        _refuse_unchecked(table)
        _refuse_unknown_sources(table, known)
    tables = [*csvs.values(), limits, medicare, registers]
    return DirectoryTables(
        taxonomy=_frozen({row["code"]: _taxonomy(row) for row in csvs["taxonomy"]}),
        columns=_columns(csvs["columns"]),
        professions=_frozen({word: row["id"] for row in csvs["professions"] for word in _words(row)}),
        profession_labels=_frozen({row["id"]: row["label"] for row in csvs["professions"]}),
        status_meaning=_frozen({row["word"]: row["meaning"] for row in csvs["licence_status"]}),
        registers=_frozen({row["id"]: _register(row) for row in registers}),
        limits=_limits(limits.rows[0]),
        medicare=tuple(_rule(name, rule) for name, rule in medicare.rows[0]["rules"].items()),
        medicare_facts=medicare.rows[0],
        places=places,
        hashes=_frozen(
            {f"directory/{table.name}": table.sha256 for table in tables}
            | {"directory/places": places.sha256}
        ),
    )


def _frozen(content: dict[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(content)


def _words(row: Row) -> list[str]:
    return [row["id"], *(word for word in row["words"].split("; ") if word != row["id"])]


def _taxonomy(row: Row) -> Taxonomy:
    return Taxonomy(row["code"], row["profession"], row["label"], row["shown_by_code_alone"])


def _columns(table: Table) -> Mapping[str, tuple[Column, ...]]:
    layouts = dict.fromkeys(row["layout"] for row in table)
    return _frozen({name: columns_from([row for row in table if row["layout"] == name]) for name in layouts})


def _register(row: Row) -> Register:
    names = ("id", "country", "name", "kept_by", "is_proof_of_licence", "checked_needs")
    more = ("means", "does_not_mean", "reviews_allowed", "sources")
    return Register(**{name: row[name] for name in (*names, *more)})


def _limits(row: Row) -> Limits:
    imports, search = row["import"], row["search"]
    return Limits(
        fresh_days=_frozen({name: days for name, days in row["fresh_days"].items() if name != "judgement"}),
        **{name: imports[name] for name in imports if name != "judgement"},
        **{name: search[name] for name in ("largest_radius_miles", "largest_page", "least_reliability")},
    )


def _rule(name: str, row: Row) -> MedicareRule:
    return MedicareRule(name, row["professions"], row["needs"], row["text"], row["sources"])


def _refuse_unknown_sources(table: Table, known: Mapping[str, Row]) -> None:
    for row in table:
        told = dict(row)
        for source in (*told.get("sources", ()), *filter(None, (told.get("source"),))):
            if source not in known:
                raise DataFileError(
                    what=f"{source!r} is no source that somebody has seen.",
                    rule="Every row names a checked source of sources.csv.",
                    next_step="Add the source to sources.csv, or take another.",
                    where=table.name,
                )


def _refuse_unchecked(table: Table) -> None:
    for row in table:
        if row["review"] == ReviewState.UNCHECKED.value:
            raise DataFileError(
                what=f"{dict(row).get('id') or dict(row).get('code') or table.name} is not checked yet.",
                rule="What nobody has seen at its source never reaches a user.",
                next_step="See it at its source and write so, or take it out.",
                where=table.name,
            )
