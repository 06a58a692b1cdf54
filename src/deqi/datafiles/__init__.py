"""Read data files, check them against their schema, stamp them with a hash.

Knows formats, not medicine. A table is loaded once and is frozen afterwards.
"""

from deqi.datafiles.load import DATA_ROOT, Row, Table, load_csv, load_toml, load_toml_folder
from deqi.datafiles.problems import problems
from deqi.datafiles.provenance import combined_hash, sha256

__all__ = [
    "DATA_ROOT",
    "Row",
    "Table",
    "combined_hash",
    "load_csv",
    "load_toml",
    "load_toml_folder",
    "problems",
    "sha256",
]
