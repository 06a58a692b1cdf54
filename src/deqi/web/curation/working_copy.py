"""Write agreed rows into a working copy of the data, and take them back if the tables then break."""

from pathlib import Path

from deqi.curate import NewRows, csv_text
from deqi.evidence import check_all
from deqi.vocabulary import DataFileError


def write_rows(rows: NewRows, root: Path) -> list[DataFileError]:
    """Add ``rows`` to the tables below ``root``; what is wrong then, and in that case nothing was changed.

    Raises ``InputError`` when the tables have other columns, ``OSError`` when they cannot be written.
    """
    paths = {root / "evidence/trials.csv": rows.trials, root / "evidence/results.csv": rows.results}
    before = {path: path.read_text(encoding="utf-8") for path in paths}
    after = {path: csv_text(new, before[path]) for path, new in paths.items() if new}
    old_faults = {str(fault) for fault in check_all(root)}
    for path, text in after.items():
        path.write_text(text, encoding="utf-8")
    faults = [fault for fault in check_all(root) if str(fault) not in old_faults]
    if faults:
        for path, text in before.items():
            path.write_text(text, encoding="utf-8")
    return faults
