"""Practitioners as registers list them, what was checked about them, and the table that a search reads."""

import re
import secrets
from datetime import date
from typing import ClassVar

from django.db import models

from deqi.directory import ExclusionFinding, Proof, Standing


def new_public_id() -> str:
    """A name for addresses that nobody can guess or count through: 128 random bits."""
    return secrets.token_urlsafe(16)


def is_public_id(text: str) -> bool:
    """Whether ``text`` has the shape of such a name. No database is asked about anything else."""
    return re.fullmatch(r"[A-Za-z0-9_-]{22}", text) is not None


class RegisterImport(models.Model):
    """One file that was read. ``report`` says what was read, kept, changed and refused."""

    layout = models.SlugField(max_length=20)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    stands_for = models.DateField(null=True)
    is_full = models.BooleanField(default=False)
    is_made_up = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    staged_line = models.BigIntegerField(default=0)
    staged = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True)
    report = models.JSONField(default=dict)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.layout})"


class StagedRow(models.Model):
    """A row that was read and waits until its whole file is known to be sound."""

    register_import = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="rows")
    key = models.CharField(max_length=255)
    line = models.BigIntegerField()
    content = models.JSONField()

    class Meta:
        """A key stands once in a file."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register_import", "key"], name="one_staged_row_a_key")
        ]

    def __str__(self) -> str:
        return f"line {self.line}"


class Practitioner(models.Model):
    """A person or organisation of a register. ``public_id`` is the only name that leaves this machine."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    register = models.SlugField(max_length=20)
    number = models.CharField(max_length=40)
    is_person = models.BooleanField(default=True)
    last_name = models.CharField(max_length=200, default="")
    first_name = models.CharField(max_length=200, default="")
    middle_name = models.CharField(max_length=200, default="")
    suffix = models.CharField(max_length=200, default="")
    organisation = models.CharField(max_length=200, default="")
    other_last_name = models.CharField(max_length=200, default="")
    other_names = models.JSONField(default=list)
    credential = models.CharField(max_length=200, default="")
    sex = models.CharField(max_length=1, default="")
    slots = models.JSONField(default=list)
    active = models.BooleanField(default=True)
    inactive_reason = models.CharField(max_length=80, default="")
    enumerated_on = models.DateField(null=True)
    updated_on = models.DateField(null=True)
    deactivated_on = models.DateField(null=True)
    reactivated_on = models.DateField(null=True)
    certified_on = models.DateField(null=True)
    seen_on = models.DateField(null=True)
    seen_in = models.CharField(max_length=255, default="")
    content_hash = models.CharField(max_length=64, default="")
    register_status = models.CharField(max_length=80, default="")
    register_expires_on = models.DateField(null=True)
    languages = models.JSONField(default=list)
    price = models.PositiveIntegerField(null=True)
    currency = models.CharField(max_length=3, default="")
    exclusion = models.CharField(max_length=10, default=ExclusionFinding.UNKNOWN.value)
    exclusion_on = models.DateField(null=True)
    is_made_up = models.BooleanField(default=False)

    class Meta:
        """A number stands once in a register; names are compared with the exclusion list."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "number"], name="one_practitioner_a_number")
        ]
        indexes: ClassVar = [models.Index(fields=["last_name", "first_name"], name="practitioner_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As it stands in the register, given name first."""
        parts = (self.first_name, self.middle_name, self.last_name, self.suffix)
        return " ".join(part for part in parts if part) or self.organisation or self.number

    @property
    def standing(self) -> Standing:
        """What the facts about this practitioner rest on."""
        return Standing(
            register=self.register,
            number=self.number,
            is_person=self.is_person,
            active=self.active,
            codes=tuple(slot["code"] for slot in self.slots),
            seen_on=self.seen_on,
            inactive_reason=self.inactive_reason,
            register_status=self.register_status,
            register_expires_on=self.register_expires_on,
            exclusion=ExclusionFinding(self.exclusion),
            exclusion_on=self.exclusion_on,
            proofs=tuple(proof.as_proof for proof in self.proofs.all()),
        )


class PracticePlace(models.Model):
    """Where somebody practises. ``precision``: ``address``, ``zip`` or ``region``; empty when not located."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="places")
    is_main = models.BooleanField(default=True)
    line_1 = models.CharField(max_length=200, default="")
    line_2 = models.CharField(max_length=200, default="")
    city = models.CharField(max_length=200, default="")
    state = models.CharField(max_length=200, default="")
    postal_code = models.CharField(max_length=200, default="")
    country = models.CharField(max_length=200, default="")
    phone = models.CharField(max_length=200, default="")
    lat_deg = models.FloatField(null=True)
    lon_deg = models.FloatField(null=True)
    precision = models.CharField(max_length=10, default="")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.city, self.state, self.postal_code) if part)

    @property
    def postal_code_shown(self) -> str:
        """ZIP+4 with its hyphen; every other code as it was read."""
        code = self.postal_code
        return f"{code[:5]}-{code[5:]}" if len(code) == 9 and code.isdigit() else code

    @property
    def phone_shown(self) -> str:
        """Ten digits in threes and four, to be read aloud; every other number as it was read."""
        digits = self.phone
        return (
            f"{digits[:3]} {digits[3:6]} {digits[6:]}" if len(digits) == 10 and digits.isdigit() else digits
        )


class LicenceProof(models.Model):
    """A licence or certificate as its body listed it on a day. ``practitioner`` is empty until matched."""

    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.SET_NULL, related_name="proofs", null=True
    )
    kind = models.SlugField(max_length=12)
    profession = models.SlugField(max_length=30)
    number = models.CharField(max_length=60)
    jurisdiction = models.CharField(max_length=40)
    authority = models.CharField(max_length=200)
    status = models.CharField(max_length=80)
    last_name = models.CharField(max_length=200)
    first_name = models.CharField(max_length=200, default="")
    npi = models.CharField(max_length=10, default="")
    register_number = models.CharField(max_length=40, default="")
    issued_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    checked_on = models.DateField()
    address = models.CharField(max_length=400, default="")
    acaom_degree = models.BooleanField(null=True)
    seen_in = models.CharField(max_length=255, default="")

    class Meta:
        """The newest look at a licence replaces the older one."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "authority", "jurisdiction", "number"], name="one_proof_a_number"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["npi"], name="proof_by_npi")]

    def __str__(self) -> str:
        return f"{self.authority} {self.number}: {self.status}"

    @property
    def as_proof(self) -> Proof:
        """The same in the terms of the core."""
        names = ("kind", "profession", "number", "jurisdiction", "authority", "status", "last_name")
        more = ("checked_on", "first_name", "npi", "register_number", "issued_on", "expires_on", "address")
        told = {name: getattr(self, name) for name in names + more}
        return Proof(line=0, acaom_degree=self.acaom_degree, **told)


class ExclusionRow(models.Model):
    """One row of the newest exclusion list. The day of birth is not kept."""

    last_name = models.CharField(max_length=200, default="")
    first_name = models.CharField(max_length=200, default="")
    middle_name = models.CharField(max_length=200, default="")
    organisation = models.CharField(max_length=200, default="")
    specialty = models.CharField(max_length=200, default="")
    npi = models.CharField(max_length=10, default="")
    city = models.CharField(max_length=200, default="")
    state = models.CharField(max_length=200, default="")
    exclusion_type = models.CharField(max_length=200, default="")
    match_key = models.CharField(max_length=401, default="")
    excluded_on = models.DateField(null=True)
    waiver_state = models.CharField(max_length=200, default="")

    class Meta:
        """Looked up by number, and by name."""

        indexes: ClassVar = [
            models.Index(fields=["npi"], name="exclusion_by_npi"),
            models.Index(fields=["match_key"], name="exclusion_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.last_name or self.organisation}, {self.state}"

    @property
    def fingerprint(self) -> str:
        """What a decision about a namesake is remembered by when the list is read again."""
        day = self.excluded_on.isoformat() if self.excluded_on else ""
        names = (self.last_name, self.first_name, self.middle_name)
        return "|".join((*names, self.state, self.exclusion_type, day))


class NamesakeDecision(models.Model):
    """A person compared a practitioner with a namesake on the exclusion list, and says which it is."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="namesakes")
    fingerprint = models.CharField(max_length=1200)
    is_same_person = models.BooleanField()
    decided_by = models.CharField(max_length=80)
    reason = models.CharField(max_length=400)
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.decided_by}: {'the same' if self.is_same_person else 'another'} person"


class Listing(models.Model):
    """The table that a search reads: one row a person and place, and only people who may be shown.

    Days are proleptic Gregorian ordinals, so that they compare as numbers on every database. Whether somebody
    counts as checked is a day, not a flag: it ends by itself when nobody looks again.
    """

    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.CASCADE, related_name="listings", db_index=False
    )
    # a plain number: a foreign key without an index of its own would make every deleted place read the table
    place_key = models.BigIntegerField()
    band = models.SmallIntegerField()
    lat_deg = models.FloatField()
    lon_deg = models.FloatField()
    shown_until = models.IntegerField()
    checked_until = models.IntegerField(default=0)
    certified_until = models.IntegerField(default=0)
    profession = models.CharField(max_length=30, default="")
    languages = models.CharField(max_length=200, default="")
    price = models.PositiveIntegerField(null=True)
    outcome_score = models.FloatField(null=True)
    outcome_reliability = models.FloatField(null=True)

    class Meta:
        """Band by band, an index seek each; all that the first look needs stands in the index itself."""

        indexes: ClassVar = [
            models.Index(
                fields=[
                    *("band", "lon_deg", "lat_deg", "checked_until", "shown_until"),
                    *("practitioner", "place_key"),
                ],
                name="listing_search",
            ),
            models.Index(fields=["practitioner"], name="listing_by_practitioner"),
        ]

    def __str__(self) -> str:
        return f"{self.practitioner_id} at {self.place_key}"


def day_number(day: date | None) -> int:
    """A day as the listing keeps it; 0 for never."""
    return day.toordinal() if day else 0
