"""What a trial is called: "Haake 2007" for ``haake-2007``."""

import re

from deqi.evidence import EvidenceTables

KEY = re.compile(r"(?P<name>.+?)-(?P<year>\d{4}[a-z]?)(?:-(?P<more>.+))?")


def trial_name(study_id: str, tables: EvidenceTables) -> str:
    """First author and year, in the spelling of the trial's own publication where that is a source."""
    parts = KEY.fullmatch(study_id)
    if parts is None:
        return study_id
    source = tables.sources.get(study_id)
    spelled = source.citation.split()[0].strip(",") if source else ""
    name = spelled if spelled.lower() == parts["name"] else parts["name"].replace("-", " ").title()
    more = f" ({parts['more']})" if parts["more"] else ""
    return f"{name} {parts['year']}{more}"
