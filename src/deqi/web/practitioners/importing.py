"""Import one file: read all of it, judge it, and only then change the directory.

A file that is cut off, damaged or not what it seems leaves everything as it was. An import that was stopped
goes on where it stopped when the same file is given again; a file that was imported before changes nothing.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection

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
Report = dict[str, Any]


@dataclass(frozen=True)
class Choices:
    """What the operator may say about a file. ``full`` and ``stands_for`` come from its name otherwise."""

    layout: str | None = None
    full: bool | None = None
    stands_for: date | None = None
    codes: frozenset[str] = frozenset()
    skip_bad_rows: bool = False
    allow_loss: bool = False
    made_up: bool = False
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Importer:
    """Imports files. ``today`` and ``now`` are told; ``progress`` is called with a word and a number."""

    tables: DirectoryTables
    today: date
    now: Callable[[], datetime]
    progress: Progress = lambda _what, _count: None

    def run(self, path: Path, choices: Choices | None = None) -> list[Report]:
        """Import ``path`` and give a report a file; of a published ZIP up to three files are read.

        Raises ``InputError``; the directory is then as it was before that file.
        """
        chosen = choices or Choices()
        _keep_memory_small()
        try:
            with path.open("rb") as file:
                layouts = (chosen.layout,) if chosen.layout else layouts_inside(file, path.name)
                return [
                    self._one(file, path.name, layout, chosen)
                    for layout in (layouts or (self._layout(file, path.name),))
                ]
        except OSError as error:
            raise InputError(
                where=path.name,
                what=f"The file cannot be read: {error.strerror}.",
                rule="A file to import must exist and be readable.",
                next_step="Check the path and the permissions. Nothing in the directory has changed.",
            ) from None

    def _layout(self, file: BinaryIO, name: str) -> str:
        found = guess_layout(header_of(file, name), self.tables)
        if found is None:
            raise FileFault(
                "kind",
                "The columns fit no kind of file that Deqi knows.",
                file=name,
                next_step="docs/how-to/import-a-register.md lists the columns of each. Nothing has changed.",
            )
        return found

    def _one(self, file: BinaryIO, name: str, layout: str, choices: Choices) -> Report:
        inner = inner_name(file, name, layout)
        digest = _sha256(file)
        self._finish_others(layout, digest)
        job = _job(layout, digest)
        if job and _is_done(job):
            return {"file": name, "layout": layout, "outcome": "nothing to do: this file was imported before"}
        if job is None:
            full = layout == "nppes" and (bool(is_full(inner)) if choices.full is None else choices.full)
            job = RegisterImport.objects.create(
                layout=layout,
                file_name=name[:255],
                sha256=digest,
                is_full=full,
                is_made_up=choices.made_up,
                stands_for=choices.stands_for or _stands_for(inner),
                started_at=self.now(),
            )
        if not job.staged:
            try:
                self._read(file, name, job, choices)
            except InputError:
                job.delete()
                raise
        return self._apply(job)

    def _read(self, file: BinaryIO, name: str, job: RegisterImport, choices: Choices) -> None:
        if not choices.allow_loss:
            _refuse_older(job)
        wanted = _wanted(self.tables, choices) if job.layout == "nppes" else None
        stager = Stager(job, self.tables, self.progress, choices.encoding)
        reading = stager.run(file, name, today=self.today, wanted=wanted)
        if reading.refused and not choices.skip_bad_rows:
            raise _refused(reading, job)
        if job.layout == "leie" and job.stands_for is None and reading.newest_day:
            # the list itself bears no date; it is at least as new as its newest exclusion
            job.stands_for = date.fromisoformat(reading.newest_day)
        if job.stands_for and job.stands_for > self.today:
            raise FileFault("future", f"The file stands for {job.stands_for}.", file=job.file_name)
        if job.is_full and not choices.allow_loss:
            _refuse_loss(job, self.tables)
        job.report |= _told(reading)
        job.staged = True
        job.save()

    def _apply(self, job: RegisterImport) -> Report:
        counts = apply_staged(job, self.tables, self.progress)
        if job.is_full:
            counts["gone"] = _retire_missing(job, self.tables)
        job.finished_at = self.now()
        job.report["applied"] = counts
        job.save()
        if job.layout == "leie":
            self.progress("comparing with the exclusion list", 0)
            everybody = Practitioner.objects.filter(register="us-npi").values_list("pk", flat=True)
            refresh(everybody, self.tables)
            job.report["compared"] = True
            job.save(update_fields=["report"])
        return {
            "file": job.file_name,
            "layout": job.layout,
            "full": job.is_full,
            "stands_for": job.stands_for.isoformat() if job.stands_for else None,
            "outcome": "imported",
            **job.report,
        }

    def _finish_others(self, layout: str, digest: str) -> None:
        """Another file of this kind was left in the middle: what was judged is applied, the rest dropped."""
        for job in RegisterImport.objects.filter(layout=layout, finished_at=None).exclude(sha256=digest):
            if job.staged:
                self._apply(job)
            else:
                job.delete()


def _keep_memory_small() -> None:
    """An import writes once and reads back little: a large cache and a mapped file would only add up."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")
            cursor.execute("PRAGMA cache_size=-4000")


def _sha256(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(1024 * 1024):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def _stands_for(name: str) -> date | None:
    period = period_of(name)
    return period[1] if period else None


def _job(layout: str, digest: str) -> RegisterImport | None:
    """The newest import of this very file, when it has to go on or is what counts today."""
    same = RegisterImport.objects.filter(layout=layout, sha256=digest).first()
    if same is None or same.finished_at is None:
        return same
    newest = RegisterImport.objects.filter(layout=layout, finished_at__isnull=False).first()
    return same if newest == same else None


def _is_done(job: RegisterImport) -> bool:
    compared = job.layout != "leie" or bool(job.report.get("compared"))
    return job.finished_at is not None and compared


def _refuse_older(job: RegisterImport) -> None:
    if not job.is_full or job.stands_for is None:
        return
    newest = RegisterImport.objects.filter(
        layout=job.layout, finished_at__isnull=False, stands_for__gt=job.stands_for
    ).first()
    if newest:
        raise FileFault(
            "age",
            f"It stands for {job.stands_for}, and {newest.file_name} stands for {newest.stands_for}.",
            file=job.file_name,
            next_step="Fetch the newest file, or add --allow-loss when going back is what you want.",
        )


def _wanted(tables: DirectoryTables, choices: Choices) -> Wanted:
    """Acupuncturists, everybody whom the directory holds already, and whoever a licence was imported for."""
    known = Practitioner.objects.filter(register="us-npi").values_list("number", flat=True)
    named = LicenceProof.objects.exclude(npi="").values_list("npi", flat=True)
    return Wanted(tables.acupuncture_codes | choices.codes, frozenset(known) | frozenset(named))


def _refused(reading: Reading, job: RegisterImport) -> FileFault:
    first, *more = reading.faults
    others = [f"\n  also {fault}" for fault in more]
    if reading.refused > len(reading.faults):
        others.append(f"\n  and {reading.refused - len(reading.faults)} more")
    return FileFault(
        first.rule,
        f"{first.what} Rows refused: {reading.refused}.{''.join(others)}",
        line=first.line,
        column=first.column,
        file=job.file_name,
        next_step="Mend these rows, or import the others with --skip-bad-rows. Nothing has changed.",
    )


def _refuse_loss(job: RegisterImport, tables: DirectoryTables) -> None:
    here = Practitioner.objects.filter(register="us-npi", active=True)
    before, kept = here.count(), here.filter(number__in=job.rows.values("key")).count()
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


def _told(reading: Reading) -> Report:
    return {
        "kept": reading.kept,
        "repeated": reading.repeated,
        "refused": reading.refused,
        "faults": [str(fault) for fault in reading.faults],
    }
