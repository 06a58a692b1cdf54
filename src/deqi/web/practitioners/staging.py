"""Read a file to its end and set its rows aside. Nothing of the directory changes here."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, is_dataclass
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction

from deqi.directory import (
    Begin,
    DirectoryTables,
    Entry,
    Exclusion,
    Listed,
    Location,
    OtherName,
    Proof,
    RowFault,
    Wanted,
    read_file,
)
from deqi.web.practitioners.models import RegisterImport, StagedRow

Record = Entry | Location | OtherName | Exclusion | Proof | Listed
Progress = Callable[[str, int], None]


@dataclass
class Reading:
    """What came of reading: how many rows were kept, which were refused, which repeat another."""

    kept: int = 0
    repeated: int = 0
    refused: int = 0
    faults: list[RowFault] = field(default_factory=list)
    newest_day: str = ""


@dataclass
class Stager:
    """Sets the rows of one file aside, one transaction a batch; goes on where an earlier run stopped."""

    job: RegisterImport
    tables: DirectoryTables
    progress: Progress
    encoding: str = "utf-8"

    def run(self, file: BinaryIO, name: str, *, today: date, wanted: Wanted | None) -> Reading:
        """Read everything. Raises ``FileFault`` when the file as a whole cannot be used."""
        batch: list[StagedRow] = []
        reading = Reading()
        seen: dict[str, tuple[int, str]] = {}
        found = read_file(
            file,
            name,
            self.job.layout,
            tables=self.tables,
            today=today,
            wanted=wanted,
            encoding=self.encoding,
        )
        for item in found:
            if isinstance(item, Begin):
                # the quick way may have begun, and is not to be trusted for this file
                reading, seen = Reading(), {}
                batch.clear()
                self._begin(thorough=item.thorough)
            elif isinstance(item, RowFault):
                self._refuse(reading, item)
            elif row := self._row(item, reading, seen):
                batch.append(row)
                if len(batch) >= self.tables.limits.batch_rows:
                    self._keep(batch)
                    self.progress("read", reading.kept)
        self._keep(batch)
        return reading

    def _begin(self, *, thorough: bool) -> None:
        if self.job.report.get("thorough") != thorough:
            self.job.rows.all().delete()
            self.job.staged_line = 0
            self.job.report = {"thorough": thorough}
            self.job.save()

    def _refuse(self, reading: Reading, fault: RowFault) -> None:
        reading.refused += 1
        if len(reading.faults) < self.tables.limits.faults_shown:
            reading.faults.append(fault)

    def _row(self, record: Record, reading: Reading, seen: dict[str, tuple[int, str]]) -> StagedRow | None:
        content: dict[str, Any] = plain(record)
        owner = content["entry"] if isinstance(record, Listed) else content
        line = owner.pop("line")
        stamp = content_hash(content)
        key = key_of(record, stamp)
        if key in seen:
            first, same = seen[key]
            if same == stamp:
                reading.repeated += 1
            else:
                what = f"Line {first} has the same number and says something else."
                self._refuse(reading, RowFault(line, _KEY_COLUMNS[self.job.layout], "duplicate", what))
            return None
        seen[key] = (line, stamp)
        reading.kept += 1
        if isinstance(record, Exclusion) and record.excluded_on:
            reading.newest_day = max(reading.newest_day, record.excluded_on.isoformat())
        if line <= self.job.staged_line:
            return None
        return StagedRow(register_import=self.job, key=key, line=line, content={**content, "stamp": stamp})

    def _keep(self, batch: list[StagedRow]) -> None:
        if not batch:
            return
        with transaction.atomic():
            StagedRow.objects.bulk_create(batch)
            self.job.staged_line = batch[-1].line
            self.job.save(update_fields=["staged_line"])
        batch.clear()


_KEY_COLUMNS = {
    "nppes": "NPI",
    "locations": "NPI",
    "other-names": "NPI",
    "leie": "NPI",
    "proofs": "number",
    "people": "number",
}


def plain(value: Any) -> Any:
    """A record as JSON holds it: dates as ISO text. ``dataclasses.asdict`` copies deeply and is slow."""
    if is_dataclass(value):
        return {name: plain(part) for name, part in vars(value).items()}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def content_hash(content: dict[str, Any]) -> str:
    """A stamp of what a row says, wherever in a file it stands."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def key_of(record: Record, stamp: str) -> str:
    """What may stand once in a file."""
    if isinstance(record, Entry):
        return record.number
    if isinstance(record, Listed):
        return f"{record.entry.register}|{record.entry.number}"
    if isinstance(record, Proof):
        return "|".join((record.kind, record.authority, record.jurisdiction, record.number))[:255]
    return stamp
