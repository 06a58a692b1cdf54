"""Import one file: read all of it, judge it, and only then change the directory.

A file that is cut off, damaged or not what it seems leaves everything as it was. An import that was stopped
goes on where it stopped when the same file is given again; a file that was imported before changes nothing.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from deqi.directory import (
    DirectoryTables,
    FileFault,
    Wanted,
    guess_layout,
    header_of,
    inner_name,
    is_full,
    layouts_inside,
    period_of,
)
from deqi.vocabulary import InputError
from deqi.web.practitioners.applying import apply_staged
from deqi.web.practitioners.models import LicenceProof, Practitioner, RegisterImport
from deqi.web.practitioners.shelving import refresh
from deqi.web.practitioners.staging import Reading, Stager

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Choices:
    """What the operator may say about a file. ``full`` and ``stands_for`` are taken from its name otherwise."""

    layout: str | None = None
    full: bool | None = None
    stands_for: date | None = None
    codes: frozenset[str] = frozenset()
    skip_bad_rows: bool = False
    allow_loss: bool = False
    made_up: bool = False


def import_file(
    path: Path,
    choices: Choices,
    *,
    tables: DirectoryTables,
    today: date,
    now: Callable[[], datetime],
    progress: Progress,
) -> list[dict[str, Any]]:
    """Import ``path`` and give a report a file; a published ZIP of NPPES holds up to three that are read.

    Raises ``InputError``; the directory is then as it was before.
    """
    try:
        with path.open("rb") as file:
            name = path.name
            layouts = [choices.layout] if choices.layout else layouts_inside(file, name)
            return [
                _import(file, name, replace(choices, layout=layout), tables, today, now, progress)
                for layout in (layouts or [_layout(file, name, tables)])
            ]
    except OSError as error:
        raise InputError(
            where=str(path),
            what=f"The file cannot be read: {error.strerror}.",
            rule="A file to import must exist and be readable.",
            next_step="Check the path and the permissions. Nothing in the directory has changed.",
        ) from None


def _import(
    file: BinaryIO,
    name: str,
    choices: Choices,
    tables: DirectoryTables,
    today: date,
    now: Callable[[], datetime],
    progress: Progress,
) -> dict[str, Any]:
    layout = choices.layout or ""
    inner = inner_name(file, name, layout)
    full = layout == "nppes" and (bool(is_full(inner)) if choices.full is None else choices.full)
    digest = _sha256(file)
    _finish_others(layout, digest, tables, progress)
    job, done = _job(layout, name, digest, full=full, now=now)
    job.is_made_up = choices.made_up
    if done:
        return {"file": name, "layout": layout, "outcome": "nothing to do: this file was imported before"}
    if not job.staged:
        job.stands_for = choices.stands_for or _stands_for(inner)
        _refuse_older(job, choices)
        try:
            reading = _stage(file, name, job, choices, tables, today, progress)
            _judge(reading, job, choices, tables, today)
        except InputError:
            job.delete()
            raise
        job.report |= _told(reading)
        job.staged = True
        job.save()
    return _apply(job, tables, now, progress)


def _apply(
    job: RegisterImport, tables: DirectoryTables, now: Callable[[], datetime], progress: Progress
) -> dict[str, Any]:
    counts = apply_staged(job, tables, progress)
    if job.is_full:
        counts["gone"] = _retire_missing(job, tables)
    job.finished_at = now()
    job.report["applied"] = counts
    job.save()
    if job.layout == "leie":
        progress("comparing with the exclusion list", 0)
        refresh(Practitioner.objects.filter(register="us-npi").values_list("pk", flat=True), tables)
    return {
        "file": job.file_name,
        "layout": job.layout,
        "full": job.is_full,
        "stands_for": job.stands_for.isoformat() if job.stands_for else None,
        "outcome": "imported",
        **job.report,
    }


def _layout(file: BinaryIO, name: str, tables: DirectoryTables) -> str:
    found = guess_layout(header_of(file, name), tables)
    if found is None:
        raise FileFault(
            "kind",
            "The columns fit no kind of file that Deqi knows.",
            file=name,
            next_step="docs/reference/directory-files.md lists the columns of each kind. Nothing has changed.",
        )
    return found


def _sha256(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def _stands_for(name: str) -> date | None:
    period = period_of(name)
    return period[1] if period else None


def _finish_others(layout: str, digest: str, tables: DirectoryTables, progress: Progress) -> None:
    """Another file of this kind was left in the middle: what was read is applied, what was not is dropped."""
    for job in RegisterImport.objects.filter(layout=layout, finished_at=None).exclude(sha256=digest):
        if job.staged:
            _apply(job, tables, lambda: job.started_at, progress)
        else:
            job.delete()


def _job(
    layout: str, name: str, digest: str, *, full: bool, now: Callable[[], datetime]
) -> tuple[RegisterImport, bool]:
    same = RegisterImport.objects.filter(layout=layout, sha256=digest).first()
    if same is None:
        job = RegisterImport.objects.create(
            layout=layout, file_name=name[:255], sha256=digest, is_full=full, started_at=now()
        )
        return job, False
    newest = RegisterImport.objects.filter(layout=layout, finished_at__isnull=False).first()
    return same, same.finished_at is not None and newest == same


def _refuse_older(job: RegisterImport, choices: Choices) -> None:
    if not job.is_full or job.stands_for is None or choices.allow_loss:
        return
    newest = RegisterImport.objects.filter(
        layout=job.layout, finished_at__isnull=False, stands_for__gt=job.stands_for
    ).first()
    if newest:
        stands_for, name = job.stands_for, job.file_name
        job.delete()
        raise FileFault(
            "age",
            f"It stands for {stands_for}, and {newest.file_name} stands for {newest.stands_for}.",
            file=name,
            next_step="Fetch the newest file, or add --allow-loss when going back is what you want.",
        )


def _stage(
    file: BinaryIO,
    name: str,
    job: RegisterImport,
    choices: Choices,
    tables: DirectoryTables,
    today: date,
    progress: Progress,
) -> Reading:
    wanted = None
    if job.layout == "nppes":
        known = Practitioner.objects.filter(register="us-npi").values_list("number", flat=True)
        named = LicenceProof.objects.exclude(npi="").values_list("npi", flat=True)
        wanted = Wanted(tables.acupuncture_codes | choices.codes, frozenset(known) | frozenset(named))
    return Stager(job, tables, progress).run(file, name, today=today, wanted=wanted)


def _judge(
    reading: Reading, job: RegisterImport, choices: Choices, tables: DirectoryTables, today: date
) -> None:
    if reading.refused and not choices.skip_bad_rows:
        first, *more = reading.faults
        others = "".join(f"\n  also {fault}" for fault in more)
        unshown = reading.refused - len(reading.faults)
        raise FileFault(
            first.rule,
            f"{first.what} {reading.refused} rows are refused."
            + others
            + (f"\n  and {unshown} more" if unshown > 0 else ""),
            line=first.line,
            column=first.column,
            file=job.file_name,
            next_step="Mend these rows, or import the others with --skip-bad-rows. Nothing has changed.",
        )
    if job.layout == "leie" and job.stands_for is None and reading.newest_day:
        # the list itself bears no date; it is at least as new as its newest exclusion
        job.stands_for = date.fromisoformat(reading.newest_day)
    if job.stands_for and job.stands_for > today:
        raise FileFault("future", f"The file stands for {job.stands_for}.", file=job.file_name)
    _refuse_loss(job, choices, tables)


def _refuse_loss(job: RegisterImport, choices: Choices, tables: DirectoryTables) -> None:
    if not job.is_full or choices.allow_loss:
        return
    here = Practitioner.objects.filter(register="us-npi", active=True)
    before = here.count()
    staged = job.rows.values("key")
    kept = here.filter(number__in=staged).count()
    share = tables.limits.largest_loss_percent
    if before >= tables.limits.loss_from_people and (before - kept) * 100 > before * share:
        raise FileFault(
            "shrink",
            f"{before - kept} of {before} people here are not in it; at most {share} of 100 may go.",
            file=job.file_name,
            next_step="Fetch the file again; it may be cut off. Add --allow-loss when it is right.",
        )


def _retire_missing(job: RegisterImport, tables: DirectoryTables) -> int:
    """After a full file: whoever was not in it is no longer in the register."""
    missing = Practitioner.objects.filter(register="us-npi", active=True).exclude(seen_in=job.file_name)
    keys = list(missing.values_list("pk", flat=True))
    Practitioner.objects.filter(pk__in=keys).update(
        active=False, inactive_reason="not in the newest full file of the register", content_hash=""
    )
    refresh(keys, tables)
    return len(keys)


def _told(reading: Reading) -> dict[str, Any]:
    return {
        "kept": reading.kept,
        "repeated": reading.repeated,
        "refused": reading.refused,
        "faults": [str(fault) for fault in reading.faults],
    }
