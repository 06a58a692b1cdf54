"""What changed between two versions of the data, cell by cell."""

from dataclasses import dataclass
from pathlib import Path

from deqi.curate.records import Record, records


@dataclass(frozen=True)
class CellChange:
    """One cell before and after; ``""`` where it was or is empty."""

    record: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class DataDiff:
    """Files and records that came or went, and cells that changed in records that stayed."""

    files_added: tuple[str, ...]
    files_removed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[CellChange, ...]

    @property
    def empty(self) -> bool:
        """Whether both versions say the same."""
        return not (self.files_added or self.files_removed or self.added or self.removed or self.changed)


def compare_folders(old: Path, new: Path) -> DataDiff:
    """What ``new`` says that ``old`` did not, and the other way round. Raises ``DataFileError``.

    Rows are matched by the key of their schema, so their order does not matter; a row whose key changed is
    one removed and one added. ``added`` and ``removed`` leave out records of whole files that came or went.
    """
    before, after = _by_place(old), _by_place(new)
    old_files, new_files = ({file for file, _ in places} for places in (before, after))
    came = [record for place, record in after.items() if place not in before and place[0] in old_files]
    went = [record for place, record in before.items() if place not in after and place[0] in new_files]
    return DataDiff(
        files_added=tuple(sorted(new_files - old_files)),
        files_removed=tuple(sorted(old_files - new_files)),
        added=tuple(record.name for record in came),
        removed=tuple(record.name for record in went),
        changed=tuple(
            change
            for place, record in before.items()
            if place in after
            for change in _cells(record, after[place])
        ),
    )


def _by_place(root: Path) -> dict[tuple[str, str], Record]:
    return {(record.file, record.key): record for record in records(root)}


def _cells(before: Record, after: Record) -> list[CellChange]:
    return [
        CellChange(before.name, column, before.cells.get(column, ""), after.cells.get(column, ""))
        for column in dict.fromkeys((*before.cells, *after.cells))
        if before.cells.get(column, "") != after.cells.get(column, "")
    ]
