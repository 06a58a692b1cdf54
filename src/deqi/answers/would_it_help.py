"""Question 2: Would it help me?"""

from datetime import date

from deqi import __version__
from deqi.answers import is_it_safe
from deqi.answers.tables import Tables
from deqi.vocabulary import AskedResult, Person, Provenance, Refusal


def answer(*, person: Person, today: date, tables: Tables) -> AskedResult:
    """Safety first; then, unless somebody must be seen today or now, the honest ledger."""
    safety = is_it_safe.answer(person=person, tables=tables)
    provenance = Provenance(engine_version=__version__, tables=tables.hashes, date=today.isoformat())
    if safety.is_refusal:
        return Refusal(safety=safety, sources=(), provenance=provenance)
    raise NotImplementedError
