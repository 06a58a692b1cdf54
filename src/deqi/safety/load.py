"""Read ``data/safety`` into frozen tables and refuse files that do not fit together."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from deqi.datafiles import DATA_ROOT, Row, Table, combined_hash, load_csv, load_toml, load_toml_folder
from deqi.safety.crosscheck import broken, crosscheck
from deqi.safety.formula import All, Formula, parse, terms_in
from deqi.safety.tables import (
    Advice,
    Basis,
    CautionItem,
    Choice,
    Contradiction,
    Figure,
    Finding,
    NoteItem,
    Question,
    Rule,
    SafetyTables,
    Screen,
)
from deqi.vocabulary import LIMITS, ReviewState, SignOff, Source, Urgency

SCHEMAS = DATA_ROOT / "schemas"
EVERYONE: Formula = All(())
_FOLDERS = ("findings", "rules", "cautions", "terms", "questions", "screens", "contradictions", "notes")
_FILES = ("tiers", "come_back_if", "sign_off")


def load_safety_tables(root: Path) -> SafetyTables:
    """Read the folder ``root`` (``DATA_ROOT / "safety"`` for the files that Deqi ships).

    Raises ``DataFileError`` naming the file when one is broken, breaks its schema, refers to something that
    does not exist, or would show people a text whose source nobody has seen.
    """
    read = _read(root)
    terms = _terms(read["terms"])
    findings = MappingProxyType({row["id"]: _finding(row, terms) for row in read["findings"]})
    cautions = MappingProxyType({row["id"]: _caution(row, terms) for row in read["cautions"]})
    questions = {row["id"]: _question(row) for row in read["questions"]}
    tiers = read["tiers"].rows[0]
    sign_off = read["sign_off"].rows[0]
    tables = SafetyTables(
        sha256=combined_hash((name, table.sha256.encode()) for name, table in read.items()),
        sources=tuple(_source(row) for row in read["sources"]),
        findings=findings,
        rules=tuple(_rule(row, terms) for row in read["rules"]),
        cautions=cautions,
        person_questions_when=MappingProxyType(
            {row["id"]: _when(row, "asked_when", terms, "questions") for row in read["questions"]}
        ),
        screens=tuple(_screen(row, findings, cautions, questions) for row in read["screens"]),
        advice=MappingProxyType({tier: _advice(tiers[tier.name]) for tier in Urgency}),
        cannot_tell=_advice(tiers["CANNOT_TELL"]),
        partly_asked=_advice(tiers["PARTLY_ASKED"]),
        not_answered=tiers["not_answered"],
        come_back_if=read["come_back_if"].rows[0]["items"],
        contradictions=tuple(_contradiction(row, terms) for row in read["contradictions"]),
        notes=tuple(_note(row) for row in read["notes"]),
        sign_off=SignOff(sign_off["name"], sign_off["role"], sign_off["date"]),
        unsigned=sign_off["unsigned"],
    )
    crosscheck(tables)
    return tables


def _read(folder: Path) -> Mapping[str, Table]:
    tables = {name: load_toml_folder(folder / name, _schema(name)) for name in _FOLDERS}
    tables |= {name: load_toml(folder / f"{name}.toml", _schema(name)) for name in _FILES}
    tables["sources"] = load_csv(folder / "sources.csv", _schema("sources"))
    return tables


def _schema(name: str) -> Path:
    return SCHEMAS / f"safety-{name.replace('_', '-')}.json"


def _terms(rows: Iterable[Row]) -> Mapping[str, Formula]:
    """The named formulas, each parsed after those it refers to."""
    waiting = {row["id"]: row["when"] for row in rows}
    known: dict[str, Formula] = {}
    while waiting:
        ready = [name for name, when in waiting.items() if set(terms_in(when)) <= known.keys()]
        if not ready:
            names = ", ".join(waiting)
            raise broken(f"terms/{min(waiting)}.toml", f"Terms refer in a circle or to none: {names}.")
        for name in ready:
            known[name] = parse(waiting.pop(name), known)
    return known


def _formula(written: Mapping[str, Any], terms: Mapping[str, Formula], file: str) -> Formula:
    try:
        return parse(written, terms)
    except KeyError as error:
        raise broken(file, f"It refers to the term {error.args[0]!r}, which no file defines.") from error


def _when(row: Row, key: str, terms: Mapping[str, Formula], folder: str) -> Formula:
    if key not in row:
        return EVERYONE
    return _formula({"term": row[key]}, terms, f"{folder}/{row['id']}.toml")


def _basis(row: Row) -> Basis:
    return Basis(
        sources=row["sources"],
        where=row["where"],
        review=ReviewState(row["review"]),
        reviewed_on=row["reviewed_on"],
        judgement=row["judgement"],
    )


def _figures(row: Row) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            measure=figure["measure"],
            value=figure["value"],
            low=figure.get("low"),
            high=figure.get("high"),
            population=figure["population"],
            computed=figure["computed"],
            source=figure["source"],
            review=ReviewState(figure["review"]),
        )
        for figure in row.get("figures", ())
    )


def _finding(row: Row, terms: Mapping[str, Formula]) -> Finding:
    return Finding(
        id=row["id"],
        name=row["name"],
        suspected=row["suspected"],
        question=row["question"],
        help=row["help"],
        asked=row["asked"],
        asked_when=_when(row, "asked_when", terms, "findings"),
        concerns=_when(row, "concerns", terms, "findings"),
        if_unknown=Urgency.from_label(row["if_unknown"]),
        if_missing=Urgency.from_label(row["if_missing"]),
        figures=_figures(row),
        basis=_basis(row),
    )


def _rule(row: Row, terms: Mapping[str, Formula]) -> Rule:
    return Rule(
        id=row["id"],
        urgency=Urgency.from_label(row["urgency"]),
        when=_formula(row["when"], terms, f"rules/{row['id']}.toml"),
        text=row["text"],
        basis=_basis(row),
    )


def _caution(row: Row, terms: Mapping[str, Formula]) -> CautionItem:
    derived = _when(row, "derived_when", terms, "cautions") if "derived_when" in row else None
    return CautionItem(
        id=row["id"],
        level=row["level"],
        title=row["title"],
        question=row["question"],
        help=row["help"],
        text=row["text"],
        asked=row["asked"],
        asked_when=_when(row, "asked_when", terms, "cautions"),
        derived_when=derived,
        figures=_figures(row),
        basis=_basis(row),
    )


def _contradiction(row: Row, terms: Mapping[str, Formula]) -> Contradiction:
    file = f"contradictions/{row['id']}.toml"
    return Contradiction(row["id"], _formula(row["when"], terms, file), row["text"])


def _note(row: Row) -> NoteItem:
    tiers = frozenset(Urgency.from_label(label) for label in row["tiers"])
    return NoteItem(row["id"], tiers, row["text"], _basis(row))


def _advice(row: Row) -> Advice:
    return Advice(row["headline"], row["action"])


def _source(row: Row) -> Source:
    text = {name: row[name] or "" for name in ("doi", "pmid", "address", "seen_on", "licence")}
    return Source(id=row["id"], citation=row["citation"], review=ReviewState(row["review"]), **text)


def _question(row: Row) -> Question:
    choices = tuple(Choice(choice["label"], choice.get("value")) for choice in row.get("choices", ()))
    limit = LIMITS.get(row["id"])
    numeric = row["kind"] == "number" and limit is not None
    return Question(
        field=row["id"],
        kind=row["kind"],
        text=row["text"],
        help=row["help"],
        choices=choices,
        low=limit.low if numeric and limit else None,
        high=limit.high if numeric and limit else None,
        unit=limit.unit if numeric and limit else "",
    )


def _screen(
    row: Row,
    findings: Mapping[str, Finding],
    cautions: Mapping[str, CautionItem],
    questions: Mapping[str, Question],
) -> Screen:
    asked = []
    for field in row["fields"]:
        group, _, id_ = field.partition(".")
        known: Mapping[str, Any] = {"findings": findings, "cautions": cautions}.get(group, questions)
        item = known.get(id_ or field)
        if item is None:
            raise broken(f"screens/{row['id']}.toml", f"It asks {field!r}, which no file describes.")
        asked.append(
            item if isinstance(item, Question) else Question(field, "reply", item.question, item.help)
        )
    return Screen(row["id"], row["title"], row["lead"], tuple(asked))
