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
from deqi.directory.facts import facts_for
from deqi.directory.faults import RULES, FileFault, RowFault
from deqi.directory.made_up import MadeUp, is_made_up
from deqi.directory.matching import Suspect, compare_with_list, name_key
from deqi.directory.places import Box, Place, Places, Point, band, box_around, miles_between
from deqi.directory.reading import (
    Begin,
    Wanted,
    guess_layout,
    header_of,
    inner_name,
    is_full,
    layouts_inside,
    period_of,
    read_file,
)
from deqi.directory.search import (
    Fetch,
    Near,
    Nearby,
    Spot,
    everybody,
    nearest,
    read_cursor,
    write_cursor,
)
from deqi.directory.standing import ExclusionFinding, Shelf, Standing, professions_of, shelf_for
from deqi.directory.tables import DirectoryTables, Limits, Register, load_directory_tables

__all__ = [
    "RULES",
    "Address",
    "Begin",
    "Box",
    "DirectoryTables",
    "Entry",
    "Exclusion",
    "ExclusionFinding",
    "Fetch",
    "FileFault",
    "Limits",
    "Listed",
    "Location",
    "MadeUp",
    "Near",
    "Nearby",
    "OtherName",
    "Place",
    "Places",
    "Point",
    "Proof",
    "Register",
    "RowFault",
    "Shelf",
    "Spot",
    "Standing",
    "Suspect",
    "TaxonomySlot",
    "Wanted",
    "band",
    "box_around",
    "compare_with_list",
    "everybody",
    "facts_for",
    "guess_layout",
    "header_of",
    "inner_name",
    "is_full",
    "is_made_up",
    "layouts_inside",
    "load_directory_tables",
    "luhn_digit",
    "luhn_holds",
    "miles_between",
    "name_key",
    "nearest",
    "npi_holds",
    "period_of",
    "professions_of",
    "read_cursor",
    "read_file",
    "shelf_for",
    "write_cursor",
]
