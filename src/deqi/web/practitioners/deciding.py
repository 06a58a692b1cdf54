"""What a person decides about a practitioner: whether a namesake on the exclusion list is the same person."""

from datetime import datetime
from typing import Any

from django.db import transaction

from deqi.directory import DirectoryTables, name_key
from deqi.vocabulary import InputError
from deqi.web.practitioners.models import ExclusionRow, NamesakeDecision, Practitioner
from deqi.web.practitioners.shelving import refresh


def open_namesakes(person: Practitioner) -> list[dict[str, Any]]:
    """Rows of the exclusion list with the same name and no number, that nobody has compared yet."""
    decided = set(person.namesakes.values_list("fingerprint", flat=True))
    return [
        {
            "name": f"{row.first_name} {row.middle_name} {row.last_name}".replace("  ", " "),
            "city": row.city,
            "state": row.state,
            "specialty": row.specialty,
            "excluded_on": row.excluded_on.isoformat() if row.excluded_on else None,
            "type": row.exclusion_type,
        }
        for row in _namesakes(person)
        if row.fingerprint not in decided
    ]


def _namesakes(person: Practitioner) -> list[ExclusionRow]:
    lasts = [name for name in (person.last_name, person.other_last_name) if name]
    keys = [name_key(last, person.first_name) for last in lasts]
    return list(ExclusionRow.objects.filter(match_key__in=keys, npi=""))


def decide_namesake(
    person: Practitioner,
    *,
    is_same_person: bool,
    by: str,
    reason: str,
    now: datetime,
    tables: DirectoryTables,
) -> None:
    """Record that somebody compared ``person`` with every open namesake. Raises ``InputError``."""
    if not by.strip() or not reason.strip():
        raise InputError(
            where="by" if not by.strip() else "reason",
            what="It is empty.",
            rule="A decision about a person names who made it and why.",
            next_step="Add --by NAME and --reason TEXT, such as where you looked.",
        )
    decided = set(person.namesakes.values_list("fingerprint", flat=True))
    with transaction.atomic():
        for row in _namesakes(person):
            if row.fingerprint not in decided:
                NamesakeDecision.objects.create(
                    practitioner=person,
                    fingerprint=row.fingerprint,
                    is_same_person=is_same_person,
                    decided_by=by.strip()[:80],
                    reason=reason.strip()[:400],
                    decided_at=now,
                )
        refresh([person.pk], tables)
