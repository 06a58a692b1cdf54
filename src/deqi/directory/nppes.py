"""Entries from the files of NPPES: main file, practice locations, other names."""

from datetime import date

from deqi.directory.cells import day, needed, npi, refuse, text
from deqi.directory.columns import SLOTS
from deqi.directory.entries import Address, Entry, Location, OtherName, TaxonomySlot
from deqi.directory.rows import Row

REGISTER = "us-npi"


def entry_from(row: Row, today: date) -> Entry:
    """One row of the main file. Raises ``Refused`` naming line, column and rule.

    A deactivated number has nothing but the number and the date in the published file, so its name may be
    empty; a number in use must have a name.
    """
    number = npi(row)
    deactivated, reactivated = day(row, "deactivated_on", today), day(row, "reactivated_on", today)
    active = deactivated is None or (reactivated is not None and reactivated >= deactivated)
    is_person = _is_person(row, active=active)
    entry = Entry(
        register=REGISTER,
        number=number,
        line=row.line,
        is_person=is_person,
        last_name=text(row, "last_name"),
        first_name=text(row, "first_name"),
        middle_name=text(row, "middle_name"),
        suffix=text(row, "suffix"),
        organisation=text(row, "organisation"),
        other_last_name=text(row, "other_last_name"),
        credential=text(row, "credential"),
        sex=text(row, "sex", 20).upper()[:1],
        slots=_slots(row),
        address=_address(row),
        active=active,
        deactivation_reason=text(row, "deactivation_reason"),
        enumerated_on=day(row, "enumerated_on", today),
        updated_on=day(row, "updated_on", today),
        deactivated_on=deactivated,
        reactivated_on=reactivated,
        certified_on=day(row, "certified_on", today),
        replacement=text(row, "replacement"),
    )
    if active and not (entry.last_name or entry.first_name or entry.organisation):
        raise refuse(row, "last_name" if is_person else "organisation", "name", "There is no name.")
    return entry


def _is_person(row: Row, *, active: bool) -> bool:
    word = row["entity_type"].removesuffix(".0")
    if word in ("1", "2"):
        return word == "1"
    if word == "" and (not active or "entity_type" not in row.header.places):
        return not row["organisation"]
    raise refuse(row, "entity_type", "code", f"{word[:60]!r} is neither 1 (person) nor 2 (organisation).")


def _slots(row: Row) -> tuple[TaxonomySlot, ...]:
    return tuple(
        TaxonomySlot(
            code=code.upper(),
            licence=text(row, f"licence_{n}"),
            state=text(row, f"licence_state_{n}").upper(),
            primary=row[f"primary_{n}"].upper() == "Y",
        )
        for n in range(1, SLOTS + 1)
        if (code := text(row, f"taxonomy_{n}", 40))
    )


def _address(row: Row) -> Address:
    return Address(
        line_1=text(row, "line_1"),
        line_2=text(row, "line_2"),
        city=text(row, "city"),
        state=text(row, "state").upper(),
        postal_code=text(row, "postal_code"),
        country=text(row, "country").upper() or "US",
        phone=text(row, "phone"),
    )


def location_from(row: Row) -> Location:
    """One row of the practice locations. Raises ``Refused``."""
    return Location(npi(row), row.line, _address(row))


def other_name_from(row: Row) -> OtherName:
    """One row of the other names. Raises ``Refused``."""
    return OtherName(npi(row), row.line, needed(row, "name"))
