"""The version of the evidence: one short stamp for every table that a pooled number may rest on."""

from deqi.datafiles import combined_hash
from deqi.evidence import EvidenceTables

LENGTH = 8


def full_stamp(tables: EvidenceTables) -> str:
    """SHA-256 over the name and SHA-256 of each evidence table and of the list of sources."""
    return combined_hash((name, stamp.encode()) for name, stamp in tables.hashes.items())


def stamp(tables: EvidenceTables) -> str:
    """The first eight digits of the full stamp: what stands in an address that is cited."""
    return full_stamp(tables)[:LENGTH]
