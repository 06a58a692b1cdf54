"""Practitioners and search results as JSON, the same for the command line and the API."""

from datetime import date
from typing import Any

from deqi.answers import who_should_treat
from deqi.directory import DirectoryTables
from deqi.web.practitioners.models import PracticePlace, Practitioner
from deqi.web.practitioners.searching import Asked, Page


def practitioner_document(person: Practitioner, *, today: date, tables: DirectoryTables) -> dict[str, Any]:
    """Everything that may be told about one practitioner."""
    told = who_should_treat.answer(standing=person.standing, today=today, tables=tables)
    return {
        "id": person.public_id,
        "name": person.name,
        "credential_as_told": person.credential or None,
        "made_up": person.is_made_up,
        "checked": told.is_checked,
        "checked_until": told.checked_until.isoformat() if told.is_checked and told.checked_until else None,
        "shown_in_searches": told.is_shown,
        "why_not_shown": told.why_hidden or None,
        "languages": person.languages or None,
        "price": person.price,
        "currency": person.currency or None,
        "facts": [who_should_treat.fact_document(fact) for fact in told.facts],
    }


def place_document(place: PracticePlace) -> dict[str, Any]:
    """An address, and how exactly it is located."""
    lines = ("line_1", "line_2", "city", "state", "postal_code", "country", "phone")
    told = {name: getattr(place, name) or None for name in lines}
    return told | {"located_by": place.precision or None}


def page_document(asked: Asked, page: Page, *, today: date, tables: DirectoryTables) -> dict[str, Any]:
    """A page of results: who, where, about how far, and how the order came about."""
    order = who_should_treat.order_text(
        checked=asked.filters.checked, by_outcomes=asked.by_outcomes, radius_miles=asked.radius_miles
    )
    return {
        "order": order,
        "date": today.isoformat(),
        "practitioners": [
            practitioner_document(hit.practitioner, today=today, tables=tables)
            | {"about_miles": round(hit.miles, 1), "place": place_document(hit.place)}
            for hit in page.hits
        ],
        "cursor": page.cursor or None,
    }
