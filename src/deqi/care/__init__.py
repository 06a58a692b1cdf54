"""Which points for this person: groups, what supports each, and what a caution leaves out."""

from deqi.care.choose import Choice, choose, may_be_pregnant
from deqi.care.tables import CareTables, load_care_tables

__all__ = ["CareTables", "Choice", "choose", "load_care_tables", "may_be_pregnant"]
