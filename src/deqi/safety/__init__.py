"""Is it safe for me?

``load_safety_tables`` reads the reviewed files, ``assess`` answers, ``next_screen`` asks.
"""

from deqi.safety.assess import assess, unknown_ids
from deqi.safety.flow import next_screen, screen_by_id
from deqi.safety.load import load_safety_tables
from deqi.safety.tables import Choice, Question, SafetyTables, Screen

__all__ = [
    "Choice",
    "Question",
    "SafetyTables",
    "Screen",
    "assess",
    "load_safety_tables",
    "next_screen",
    "screen_by_id",
    "unknown_ids",
]
