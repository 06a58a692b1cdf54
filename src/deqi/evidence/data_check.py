"""Every problem in the evidence files at once, for the person who mends them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from deqi.datafiles import load_csv, load_toml, problems
from deqi.evidence.content import KINDS, load_ledger_content
from deqi.evidence.tables import TABLES, load_evidence_tables
from deqi.vocabulary import DataFileError


def check_all(root: Path) -> list[DataFileError]:
    """What is wrong below ``root``: the first fault of each file, then what does not fit together.

    An empty list means that every evidence table, source and ledger item is sound.
    """
    schemas = root / "schemas"
    checks: list[Callable[[], object]] = [
        *(partial(load_csv, root / "evidence" / f"{name}.csv", schemas / f"{name}.json") for name in TABLES),
        partial(load_csv, root / "sources.csv", schemas / "sources.json"),
        *(
            partial(load_toml, path, schemas / f"{schema}.json")
            for folder, schema in KINDS.items()
            for path in sorted((root / "claims" / folder).glob("*.toml"))
        ),
        partial(load_evidence_tables, root),
        partial(load_ledger_content, root),
    ]
    return problems(checks)
