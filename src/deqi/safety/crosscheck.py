"""Checks between the files: what they refer to exists, and nothing unseen is shown to people."""

import re
from collections.abc import Iterator

from deqi.safety.formula import PERSON_REPLIES, Formula, ReplyAtLeast, SaidNo
from deqi.safety.tables import SafetyTables
from deqi.vocabulary import DataFileError, ReviewState

_SHARE = re.compile(r"\d\s*(of|in|per|%)", re.ASCII)
"""A number that tells how often, such as "80 of 100"."""


def broken(file: str, what: str) -> DataFileError:
    """The error for a file of the safety tables that does not fit the others."""
    return DataFileError(
        what=what,
        rule="The files of the safety check must fit together.",
        next_step="Mend the file; `deqi data check` reads them all.",
        where=file,
    )


def crosscheck(tables: SafetyTables) -> None:
    """Raise ``DataFileError`` for the first misfit between the files."""
    for file, what in _misfits(tables):
        raise broken(file, what)


def _misfits(tables: SafetyTables) -> Iterator[tuple[str, str]]:
    yield from _unknown_replies(tables)
    yield from _unknown_sources(tables)
    yield from _unseen_figures(tables)
    yield from _unasked(tables)


def _formulas(tables: SafetyTables) -> Iterator[tuple[str, Formula]]:
    for rule in tables.rules:
        yield f"rules/{rule.id}.toml", rule.when
    for clash in tables.contradictions:
        yield f"contradictions/{clash.id}.toml", clash.when
    for finding in tables.findings.values():
        yield f"findings/{finding.id}.toml", finding.asked_when
        yield f"findings/{finding.id}.toml", finding.concerns
    for caution in tables.cautions.values():
        yield f"cautions/{caution.id}.toml", caution.asked_when
        if caution.derived_when:
            yield f"cautions/{caution.id}.toml", caution.derived_when


def _unknown_replies(tables: SafetyTables) -> Iterator[tuple[str, str]]:
    known = {*tables.findings, *tables.cautions, *PERSON_REPLIES}
    for file, formula in _formulas(tables):
        for literal in formula.literals():
            if isinstance(literal, ReplyAtLeast | SaidNo) and literal.id not in known:
                yield file, f"It speaks of {literal.id!r}, which no file describes."


def _unknown_sources(tables: SafetyTables) -> Iterator[tuple[str, str]]:
    known = {source.id for source in tables.sources}
    for folder, items in (
        ("findings", tables.findings.values()),
        ("rules", tables.rules),
        ("cautions", tables.cautions.values()),
        ("notes", tables.notes),
    ):
        for item in items:
            cited = {*item.basis.sources, *(figure.source for figure in getattr(item, "figures", ()))}
            if cited - known:
                yield f"{folder}/{item.id}.toml", f"It cites {sorted(cited - known)}, not in sources.csv."


def _unseen_figures(tables: SafetyTables) -> Iterator[tuple[str, str]]:
    for folder, items in (
        ("notes", tables.notes),
        ("rules", tables.rules),
        ("cautions", tables.cautions.values()),
    ):
        for item in items:
            if item.basis.review is ReviewState.UNCHECKED and _SHARE.search(item.text):
                yield (
                    f"{folder}/{item.id}.toml",
                    "Nobody has seen its figure at a source, so it must not be shown.",
                )


def _unasked(tables: SafetyTables) -> Iterator[tuple[str, str]]:
    fields = [question.field for screen in tables.screens for question in screen.questions]
    for field in fields:
        if fields.count(field) > 1:
            yield "screens", f"The field {field!r} is asked more than once."
    for folder, items in (("findings", tables.findings.values()), ("cautions", tables.cautions.values())):
        for item in items:
            if item.asked != (f"{folder}.{item.id}" in fields):
                yield f"{folder}/{item.id}.toml", "Its `asked` and the screens do not agree."
