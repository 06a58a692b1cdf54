"""Who should treat me: registers read, facts kept apart, and people found near a place.

Knows files and facts, no database: rows come out as frozen types, and what is stored goes back in as facts.
"""

from deqi.directory.check_digits import luhn_digit, luhn_holds, npi_holds
from deqi.directory.entries import (
    Address,
    Entry,
    Exclusion,
    Listed,
    Location,
    OtherName,
    Proof,
    TaxonomySlot,
)
from deqi.directory.faults import RULES, FileFault, RowFault
from deqi.directory.places import Box, Place, Places, Point, band, box_around, miles_between
from deqi.directory.reading import Begin, Wanted, guess_layout, header_of, is_full, period_of, read_file
from deqi.directory.tables import DirectoryTables, Limits, Register, load_directory_tables

__all__ = [
    "RULES",
    "Address",
    "Begin",
    "Box",
    "DirectoryTables",
    "Entry",
    "Exclusion",
    "FileFault",
    "Limits",
    "Listed",
    "Location",
    "OtherName",
    "Place",
    "Places",
    "Point",
    "Proof",
    "Register",
    "RowFault",
    "TaxonomySlot",
    "Wanted",
    "band",
    "box_around",
    "guess_layout",
    "header_of",
    "is_full",
    "load_directory_tables",
    "luhn_digit",
    "luhn_holds",
    "miles_between",
    "npi_holds",
    "period_of",
    "read_file",
]
