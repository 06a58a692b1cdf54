"""The page about the tables."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.datafiles import sha256
from deqi.evidence import EvidenceTables
from deqi.web.evidence_library.choices import Words
from deqi.web.evidence_library.exports.tables import TABLES, table_csv
from deqi.web.evidence_library.version import full_stamp, stamp


@dataclass(frozen=True)
class TableView:
    """One table: what it holds, how many rows, and two hashes."""

    name: str
    words: Words
    rows: int
    file_hash: str
    table_hash: str


@dataclass(frozen=True)
class DataPage:
    """Every table, and the version that they make together."""

    data: str
    full: str
    held_back: int
    tables: tuple[TableView, ...]


def data_page(tables: EvidenceTables) -> DataPage:
    """Describe the tables as they are now."""
    words = {
        "trials": _("One line a trial: who, where, how, with what."),
        "results": _("One number of one group of a trial, on its own scale."),
        "contrasts": _("One published difference between two groups."),
        "effects": _("Differences turned into points of 100. This is what the library pools."),
        "pooled": _("What published reviews pooled."),
        "natural_history": _("What happened to people without needles."),
        "sources": _("The publications that the other tables lean on."),
    }
    made = []
    for name in TABLES:
        text = table_csv(name, tables)
        rows = len(list(TABLES[name](tables)))
        made.append(TableView(name, words[name], rows, sha256(text.encode()), tables.hashes[name]))
    return DataPage(stamp(tables), full_stamp(tables), len(tables.unchecked), tuple(made))
