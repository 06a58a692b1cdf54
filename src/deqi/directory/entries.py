"""What a register says about one practitioner, in the same shape whatever the register."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class TaxonomySlot:
    """One of up to fifteen things a provider says it does. The licence is self-reported."""

    code: str
    licence: str = ""
    state: str = ""
    primary: bool = False


@dataclass(frozen=True)
class Address:
    """Where somebody practises. ``lat_deg`` and ``lon_deg`` only when the file itself gives them."""

    line_1: str = ""
    line_2: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""
    phone: str = ""
    lat_deg: float | None = None
    lon_deg: float | None = None


@dataclass(frozen=True)
class Entry:
    """One practitioner or organisation of a register. Empty text and ``None`` mean unknown.

    ``active`` is false after a deactivation that no later reactivation ended.
    """

    register: str
    number: str
    line: int
    is_person: bool
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    organisation: str = ""
    other_last_name: str = ""
    credential: str = ""
    sex: str = ""
    slots: tuple[TaxonomySlot, ...] = ()
    address: Address = field(default_factory=Address)
    active: bool = True
    deactivation_reason: str = ""
    enumerated_on: date | None = None
    updated_on: date | None = None
    deactivated_on: date | None = None
    reactivated_on: date | None = None
    certified_on: date | None = None
    replacement: str = ""


@dataclass(frozen=True)
class Location:
    """A further practice address of a number."""

    number: str
    line: int
    address: Address


@dataclass(frozen=True)
class OtherName:
    """A further name of an organisation."""

    number: str
    line: int
    name: str


@dataclass(frozen=True)
class Exclusion:
    """One row of the exclusion list. The day of birth is read past and not kept."""

    line: int
    last_name: str
    first_name: str
    middle_name: str
    organisation: str
    specialty: str
    npi: str
    city: str
    state: str
    exclusion_type: str
    excluded_on: date | None
    reinstated_on: date | None
    waived_on: date | None
    waiver_state: str


@dataclass(frozen=True)
class Proof:
    """A licence or certificate as its board or body lists it."""

    line: int
    kind: str
    profession: str
    number: str
    jurisdiction: str
    authority: str
    status: str
    last_name: str
    checked_on: date
    first_name: str = ""
    npi: str = ""
    register_number: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    address: str = ""
    acaom_degree: bool | None = None


@dataclass(frozen=True)
class Listed:
    """A person of a plain file: register entry, what the register says of it, and what the practice told."""

    entry: Entry
    profession: str
    status: str
    checked_on: date
    expires_on: date | None = None
    languages: tuple[str, ...] = ()
    price: int | None = None
    currency: str = ""
