"""Keep the search table in step with what is known: who may be shown, where, and until when as checked."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import QuerySet

from deqi.directory import (
    DirectoryTables,
    Suspect,
    band,
    compare_with_list,
    name_key,
    professions_of,
    shelf_for,
)
from deqi.web.practitioners.models import (
    ExclusionRow,
    Listing,
    PracticePlace,
    Practitioner,
    RegisterImport,
    day_number,
)

CHUNK = 1000


def chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    """Keys in lists that one query can take."""
    waiting: list[int] = []
    for key in keys:
        waiting.append(key)
        if len(waiting) == CHUNK:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def with_everything(people: QuerySet[Practitioner]) -> QuerySet[Practitioner]:
    """Practitioners with what their facts and places need, in three queries."""
    return people.prefetch_related("places", "proofs", "namesakes")


def compare_exclusions(people: list[Practitioner]) -> None:
    """Compare with the newest exclusion list, and save what is found; without a list, nothing is known."""
    days = _list_days()
    people = [person for person in people if person.register == "us-npi" and days[person.is_made_up]]
    if not people:
        return
    names = {person.pk: _name_keys(person) for person in people}
    by_key = _suspects(
        {person.number for person in people}, {key for found in names.values() for key in found}
    )
    for person in people:
        finding = compare_with_list(
            number=person.number,
            name_keys=names[person.pk],
            states=_states(person),
            suspects=[one for key in (person.number, *names[person.pk]) for one in by_key.get(key, ())],
            decided={made.fingerprint: made.is_same_person for made in person.namesakes.all()},
        )
        person.exclusion, person.exclusion_on = finding.value, days[person.is_made_up]
    Practitioner.objects.bulk_update(people, ["exclusion", "exclusion_on"])


def _suspects(numbers: set[str], names: set[str]) -> dict[str, list[Suspect]]:
    """Rows of the list that have one of the numbers, or no number and one of the names."""
    rows = [
        *ExclusionRow.objects.filter(npi__in=numbers),
        *ExclusionRow.objects.filter(match_key__in=names, npi=""),
    ]
    by_key: dict[str, list[Suspect]] = {}
    for row in rows:
        suspect = Suspect(row.match_key, row.npi, row.state, row.fingerprint)
        by_key.setdefault(row.npi or row.match_key, []).append(suspect)
    return by_key


def _list_days() -> dict[bool, date | None]:
    """The day of the newest list, for made-up people and for real ones: a made-up list clears nobody real."""
    done = RegisterImport.objects.filter(layout="leie").exclude(stands_for=None)
    newest, real = done.first(), done.filter(is_made_up=False).first()
    return {True: newest.stands_for if newest else None, False: real.stands_for if real else None}


def _name_keys(person: Practitioner) -> list[str]:
    if not person.is_person:
        return []
    lasts = [name for name in (person.last_name, person.other_last_name) if name]
    return [name_key(last, person.first_name) for last in lasts]


def _states(person: Practitioner) -> frozenset[str]:
    practised = {place.state for place in person.places.all()}
    return frozenset(practised | {slot["state"] for slot in person.slots} - {""})


def shelve(people: list[Practitioner], tables: DirectoryTables) -> None:
    """Write the search rows of these practitioners anew."""
    keys = [person.pk for person in people]
    rows = [row for person in people for row in _rows(person, tables)]
    kept = {
        key: (score, reliability)
        for key, score, reliability in Listing.objects.filter(
            practitioner__in=keys, outcome_score__isnull=False
        ).values_list("practitioner_id", "outcome_score", "outcome_reliability")
    }
    for row in rows:
        row.outcome_score, row.outcome_reliability = kept.get(row.practitioner_id, (None, None))
    Listing.objects.filter(practitioner__in=keys).delete()
    Listing.objects.bulk_create(rows)


def _rows(person: Practitioner, tables: DirectoryTables) -> list[Listing]:
    standing = person.standing
    shelf = shelf_for(standing, tables)
    if shelf.shown_until is None:
        return []
    professions = professions_of(standing, tables)
    main = "acupuncturist" if "acupuncturist" in professions else (professions or ("other",))[0]
    return [
        Listing(
            practitioner=person,
            place_key=place.pk,
            band=band(place.lat_deg),
            lat_deg=place.lat_deg,
            lon_deg=place.lon_deg,
            shown_until=day_number(shelf.shown_until),
            checked_until=day_number(shelf.checked_until),
            certified_until=day_number(shelf.certified_until),
            profession=main,
            languages=f" {' '.join(person.languages)} " if person.languages else "",
            price=person.price,
        )
        for place in person.places.all()
        if place.lat_deg is not None and place.lon_deg is not None
    ]


def refresh(keys: Iterable[int], tables: DirectoryTables) -> None:
    """Compare these practitioners with the exclusion list and shelve them, chunk by chunk."""
    for chunk in chunks(keys):
        people = list(with_everything(Practitioner.objects.filter(pk__in=chunk)))
        compare_exclusions(people)
        shelve(people, tables)


def locate(place: PracticePlace, tables: DirectoryTables) -> None:
    """Fill in where a place lies, from its own coordinates or from its ZIP."""
    if place.lat_deg is not None:
        place.precision = "address"
        return
    found = tables.places.find(place.postal_code, place.country)
    if found:
        place.lat_deg, place.lon_deg = found.point.lat_deg, found.point.lon_deg
        place.precision = found.precision
