"""The honest ledger: of 100 people like you, how many are clearly better, and why."""

from deqi.evidence.ledger.check import leave_one_out
from deqi.evidence.ledger.personal import doubts_for, ledger_for, stratum_of
from deqi.evidence.ledger.predict import Prediction
from deqi.evidence.ledger.tables import FittedLedger, LedgerTables, fit_ledger, load_ledger_tables

__all__ = [
    "FittedLedger",
    "LedgerTables",
    "Prediction",
    "doubts_for",
    "fit_ledger",
    "leave_one_out",
    "ledger_for",
    "load_ledger_tables",
    "stratum_of",
]
