"""Rows of the exclusion list, of licence boards, and of plain files for countries without NPPES."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from deqi.directory.cells import day, degrees, needed, one_of, refuse, shown, text
from deqi.directory.check_digits import npi_holds
from deqi.directory.entries import Address, Entry, Exclusion, Listed, Proof, TaxonomySlot
from deqi.directory.rows import Row

LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)
PRICE = re.compile(r"\d{1,6}", re.ASCII)
KINDS = {"": "licence", "licence": "licence", "license": "licence", "certificate": "certificate"}
DEGREE = {"yes": True, "no": False}
NO_NUMBER = ("", "0000000000")


def exclusion_from(row: Row, today: date) -> Exclusion:
    """One row of the exclusion list. A number that is no NPI reads as unknown: then the name has to do."""
    number = row["npi"]
    exclusion = Exclusion(
        line=row.line,
        last_name=text(row, "last_name"),
        first_name=text(row, "first_name"),
        middle_name=text(row, "middle_name"),
        organisation=text(row, "organisation"),
        specialty=text(row, "specialty"),
        npi=number if number not in NO_NUMBER and npi_holds(number) else "",
        city=text(row, "city"),
        state=text(row, "state").upper(),
        exclusion_type=text(row, "exclusion_type"),
        excluded_on=day(row, "excluded_on", today),
        reinstated_on=day(row, "reinstated_on", today),
        waived_on=day(row, "waived_on", today),
        waiver_state=text(row, "waiver_state").upper(),
    )
    if not (exclusion.last_name or exclusion.organisation):
        raise refuse(row, "last_name", "name", "There is no name.")
    return exclusion


def proof_from(row: Row, today: date, professions: Mapping[str, str]) -> Proof:
    """One licence or certificate. Raises ``Refused``."""
    number = row["npi"]
    if number and not npi_holds(number):
        raise refuse(row, "npi", "npi", f"{shown(number)} is not an NPI.")
    checked = day(row, "checked_on", today)
    if checked is None:
        raise refuse(row, "checked_on", "missing", "It is empty.")
    proof = Proof(
        line=row.line,
        kind=one_of(row, "kind", KINDS.get),
        profession=one_of(row, "profession", professions.get),
        number=needed(row, "number", 60),
        jurisdiction=needed(row, "jurisdiction", 40).upper(),
        authority=needed(row, "authority"),
        status=needed(row, "status", 80),
        last_name=needed(row, "last_name"),
        checked_on=checked,
        first_name=text(row, "first_name"),
        npi=number,
        register_number=text(row, "register_number", 40),
        issued_on=day(row, "issued_on", today),
        expires_on=day(row, "expires_on", today, past=False),
        address=text(row, "address", 400),
        acaom_degree=DEGREE.get(row["acaom_degree"].lower()),
    )
    if proof.issued_on and proof.expires_on and proof.expires_on < proof.issued_on:
        raise refuse(row, "expires_on", "order", "It ends before it begins.")
    return proof


def listed_from(
    row: Row, today: date, professions: Mapping[str, str], registers: Mapping[str, str]
) -> Listed:
    """One person of a plain file. ``registers`` maps a register's id to its country. Raises ``Refused``."""
    country = needed(row, "country", 2).upper()
    register = row["register"].lower()
    if registers.get(register) != country:
        raise refuse(row, "register", "code", f"{shown(register)} is no register of {country}.")
    checked = day(row, "checked_on", today)
    if checked is None:
        raise refuse(row, "checked_on", "missing", "It is empty.")
    profession = one_of(row, "profession", professions.get)
    lat, lon = degrees(row, "lat_deg", 90), degrees(row, "lon_deg", 180)
    if (lat is None) != (lon is None):
        raise refuse(row, "lat_deg" if lat is None else "lon_deg", "place", "One of the two is missing.")
    entry = Entry(
        register=register,
        number=needed(row, "number", 40),
        line=row.line,
        is_person=True,
        last_name=needed(row, "last_name"),
        first_name=text(row, "first_name"),
        credential=text(row, "credential"),
        slots=(TaxonomySlot(code=profession, primary=True),),
        address=Address(
            line_1=text(row, "line_1"),
            line_2=text(row, "line_2"),
            city=text(row, "city"),
            state=text(row, "state"),
            postal_code=text(row, "postal_code"),
            country=country,
            phone=text(row, "phone"),
        ),
    )
    if lat is not None and lon is not None:
        entry = replace(entry, address=replace(entry.address, lat_deg=lat, lon_deg=lon))
    return Listed(
        entry=entry,
        profession=profession,
        status=text(row, "status", 80),
        checked_on=checked,
        expires_on=day(row, "expires_on", today, past=False),
        languages=_languages(row),
        price=_price(row),
        currency=_currency(row),
    )


def _languages(row: Row) -> tuple[str, ...]:
    words = row["languages"].lower().replace(",", " ").replace(";", " ").split()
    for word in words:
        if not LANGUAGE.fullmatch(word):
            raise refuse(row, "languages", "code", f"{shown(word)} is no language code.")
    return tuple(dict.fromkeys(words))


def _price(row: Row) -> int | None:
    value = row["price"]
    if not value:
        return None
    if not PRICE.fullmatch(value):
        raise refuse(row, "price", "code", f"{shown(value)} is not a whole amount.")
    return int(value)


def _currency(row: Row) -> str:
    value = row["currency"].upper()
    if value and not re.fullmatch(r"[A-Z]{3}", value):
        raise refuse(row, "currency", "code", f"{shown(value)} is no currency code.")
    return value
