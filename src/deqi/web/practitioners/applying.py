"""Take staged rows over into the directory, one transaction a batch, which empties the stage as it goes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from deqi.directory import DirectoryTables, is_made_up, name_key
from deqi.web.practitioners.models import (
    ExclusionRow,
    LicenceProof,
    PracticePlace,
    Practitioner,
    RegisterImport,
    StagedRow,
)
from deqi.web.practitioners.shelving import locate, refresh

Content = dict[str, Any]
Counts = dict[str, int]
DAYS = ("enumerated_on", "updated_on", "deactivated_on", "reactivated_on", "certified_on")
TEXTS = (
    *("is_person", "last_name", "first_name", "middle_name", "suffix", "organisation", "other_last_name"),
    *("credential", "sex", "slots", "active"),
)
PLACE = ("line_1", "line_2", "city", "state", "postal_code", "country", "phone", "lat_deg", "lon_deg")
UPSERTED = [
    *TEXTS,
    *DAYS,
    *("inactive_reason", "seen_on", "seen_in", "content_hash", "is_made_up"),
]
REASONS = {"DT": "death", "DB": "disbandment", "FR": "fraud", "OT": "other reason"}


def apply_staged(
    job: RegisterImport, tables: DirectoryTables, progress: Callable[[str, int], None]
) -> Counts:
    """Apply what is left on the stage of ``job``. Gives what changed, added up over all runs."""
    counts: Counts = dict(job.report.get("applied", {}))
    take = TAKERS[job.layout]
    if job.layout == "leie" and not counts:
        ExclusionRow.objects.all().delete()
    while batch := list(job.rows.order_by("pk")[: tables.limits.batch_rows]):
        with transaction.atomic():
            for name, number in take(job, batch, tables).items():
                counts[name] = counts.get(name, 0) + number
            StagedRow.objects.filter(pk__in=[row.pk for row in batch]).delete()
            job.report["applied"] = counts
            job.save(update_fields=["report"])
        progress("applied", sum(counts.values()))
    return counts


def _entries(job: RegisterImport, batch: Sequence[StagedRow], tables: DirectoryTables) -> Counts:
    known = _known("us-npi", [row.key for row in batch])
    changed, counts = [], {"new": 0, "changed": 0, "same": 0, "older": 0}
    for row in batch:
        verdict = _verdict(known.get(row.key), row.content)
        counts[verdict] += 1
        if verdict in ("new", "changed"):
            changed.append(row.content)
    seen = [row.key for row in batch]
    _upsert([_person(job, content, known.get(content["number"])) for content in changed])
    _places(
        {content["number"]: content["address"] for content in changed if _is_told(content)}, "us-npi", tables
    )
    # also those that did not change were seen again
    Practitioner.objects.filter(register="us-npi", number__in=seen).update(
        seen_on=job.stands_for, seen_in=job.file_name
    )
    _refresh("us-npi", [content["number"] for content in changed], tables)
    return counts


def _known(register: str, numbers: list[str]) -> dict[str, Practitioner]:
    people = Practitioner.objects.filter(register=register, number__in=numbers)
    return {person.number: person for person in people}


def _verdict(known: Practitioner | None, content: Content) -> str:
    if known is None:
        return "new"
    updated = _day(content["updated_on"])
    if updated and known.updated_on and updated < known.updated_on:
        return "older"
    return (
        "same" if known.content_hash == content["stamp"] and known.active == content["active"] else "changed"
    )


def _is_told(content: Content) -> bool:
    """Whether the row says more than that its number is no longer in use."""
    return bool(content["last_name"] or content["organisation"] or content["first_name"])


def _person(job: RegisterImport, content: Content, known: Practitioner | None) -> Practitioner:
    told = {name: content[name] for name in TEXTS} | {name: _day(content[name]) for name in DAYS}
    if known is not None and not _is_told(content):
        told = {name: getattr(known, name) for name in (*TEXTS, *DAYS)}
        told |= {"active": content["active"], "deactivated_on": _day(content["deactivated_on"])}
    reason = REASONS.get(content["deactivation_reason"], content["deactivation_reason"])
    return Practitioner(
        register=content["register"],
        number=content["number"],
        inactive_reason="" if told["active"] else f"deactivated: {reason}"[:80] if reason else "deactivated",
        seen_on=job.stands_for,
        seen_in=job.file_name,
        content_hash=content["stamp"],
        is_made_up=is_made_up(content["number"], told["last_name"]),
        **told,
    )


def _upsert(people: list[Practitioner]) -> None:
    Practitioner.objects.bulk_create(
        people, update_conflicts=True, unique_fields=["register", "number"], update_fields=UPSERTED
    )


def _places(addresses: Mapping[str, Content], register: str, tables: DirectoryTables) -> None:
    keys = dict(
        Practitioner.objects.filter(register=register, number__in=addresses).values_list("number", "pk")
    )
    PracticePlace.objects.filter(practitioner__in=keys.values(), is_main=True).delete()
    places = []
    for number, address in addresses.items():
        place = PracticePlace(practitioner_id=keys[number], **{name: address[name] for name in PLACE})
        locate(place, tables)
        places.append(place)
    PracticePlace.objects.bulk_create(places)


def _refresh(register: str, numbers: list[str], tables: DirectoryTables) -> None:
    people = Practitioner.objects.filter(register=register, number__in=numbers)
    _match_proofs(people.values_list("number", flat=True))
    refresh(people.values_list("pk", flat=True), tables)


def _match_proofs(numbers: Any) -> None:
    """Hand proofs that wait for their person to them, by NPI."""
    keys = dict(
        Practitioner.objects.filter(register="us-npi", number__in=list(numbers)).values_list("number", "pk")
    )
    waiting = LicenceProof.objects.filter(practitioner=None, npi__in=keys).exclude(npi="")
    for proof in waiting:
        proof.practitioner_id = keys[proof.npi]
        proof.save(update_fields=["practitioner"])


def _locations(_job: RegisterImport, batch: Sequence[StagedRow], tables: DirectoryTables) -> Counts:
    numbers = {row.content["number"] for row in batch}
    keys = dict(
        Practitioner.objects.filter(register="us-npi", number__in=numbers).values_list("number", "pk")
    )
    there: set[tuple[int | None, str, str, str]] = set(
        PracticePlace.objects.filter(practitioner__in=keys.values()).values_list(
            "practitioner_id", "line_1", "line_2", "postal_code"
        )
    )
    places = []
    for row in batch:
        key, address = keys.get(row.content["number"]), row.content["address"]
        same = (key, address["line_1"], address["line_2"], address["postal_code"])
        if key is not None and same not in there:
            place = PracticePlace(
                practitioner_id=key, is_main=False, **{name: address[name] for name in PLACE}
            )
            locate(place, tables)
            places.append(place)
            there.add(same)
    PracticePlace.objects.bulk_create(places)
    refresh({place.practitioner_id for place in places}, tables)
    return {"new": len(places), "not ours": sum(row.content["number"] not in keys for row in batch)}


def _other_names(_job: RegisterImport, batch: Sequence[StagedRow], _tables: DirectoryTables) -> Counts:
    known = _known("us-npi", [row.content["number"] for row in batch])
    counts = {"new": 0, "same": 0, "not ours": 0}
    for row in batch:
        person = known.get(row.content["number"])
        if person is None:
            counts["not ours"] += 1
        elif row.content["name"] in person.other_names:
            counts["same"] += 1
        else:
            counts["new"] += 1
            person.other_names = [*person.other_names, row.content["name"]]
    Practitioner.objects.bulk_update(known.values(), ["other_names"])
    return counts


def _exclusions(_job: RegisterImport, batch: Sequence[StagedRow], _tables: DirectoryTables) -> Counts:
    names = ("last_name", "first_name", "middle_name", "organisation", "specialty", "npi", "city", "state")
    rows = [
        ExclusionRow(
            match_key=name_key(content["last_name"], content["first_name"]) if content["last_name"] else "",
            exclusion_type=content["exclusion_type"],
            excluded_on=_day(content["excluded_on"]),
            waiver_state=content["waiver_state"],
            **{name: content[name] for name in names},
        )
        for content in (row.content for row in batch)
        if not content["reinstated_on"]
    ]
    ExclusionRow.objects.bulk_create(rows)
    return {"new": len(rows), "reinstated": len(batch) - len(rows)}


PROOF = (
    *("kind", "profession", "number", "jurisdiction", "authority", "status", "last_name", "first_name"),
    *("npi", "register_number", "address", "acaom_degree"),
)
PROOF_DAYS = ("issued_on", "expires_on", "checked_on")


def _proofs(job: RegisterImport, batch: Sequence[StagedRow], tables: DirectoryTables) -> Counts:
    rows = [row.content for row in batch]
    owners = _owners(rows)
    counts = {"new": 0, "changed": 0, "older": 0, "nobody's": 0}
    touched, proofs = set(), []
    for content in rows:
        key = _proof_key(content)
        before = LicenceProof.objects.filter(**dict(zip(PROOF_KEY, key, strict=True))).first()
        checked = _day(content["checked_on"])
        if before and checked and checked < before.checked_on:
            counts["older"] += 1
            continue
        owner = owners.get(key)
        counts["changed" if before else "new"] += 1
        counts["nobody's"] += owner is None
        touched |= {key for key in (owner, before.practitioner_id if before else None) if key}
        days = {name: _day(content[name]) for name in PROOF_DAYS}
        told = {name: content[name] for name in PROOF}
        proofs.append(LicenceProof(practitioner_id=owner, seen_in=job.file_name, **told, **days))
    LicenceProof.objects.bulk_create(
        proofs,
        update_conflicts=True,
        unique_fields=list(PROOF_KEY),
        update_fields=[
            "practitioner_id",
            "seen_in",
            *(name for name in (*PROOF, *PROOF_DAYS) if name not in PROOF_KEY),
        ],
    )
    refresh(touched, tables)
    return counts


PROOF_KEY = ("kind", "authority", "jurisdiction", "number")


def _proof_key(content: Content) -> tuple[str, ...]:
    return tuple(content[name] for name in PROOF_KEY)


def _owners(rows: Sequence[Content]) -> dict[tuple[str, ...], int]:
    """Whose each proof is: by NPI, by register number, or by the licence number told to the register.

    The last way also asks for the same family name and the same state. A name alone matches nobody.
    """
    npis = {row["npi"] for row in rows if row["npi"]}
    numbers = {row["register_number"] for row in rows if row["register_number"]}
    lasts = {row["last_name"].upper() for row in rows} | {row["last_name"] for row in rows}
    people = Practitioner.objects.filter(
        Q(number__in=npis | numbers) | Q(last_name__in=lasts) | Q(other_last_name__in=lasts), is_person=True
    )
    by_number: dict[str, list[int]] = {}
    by_licence: dict[tuple[str, str, str], set[int]] = {}
    for person in people:
        by_number.setdefault(person.number, []).append(person.pk)
        for last in filter(None, (person.last_name, person.other_last_name)):
            for slot in person.slots:
                if slot["licence"]:
                    place = (name_key(last, ""), slot["state"], name_key(slot["licence"], ""))
                    by_licence.setdefault(place, set()).add(person.pk)
    owners = {}
    for row in rows:
        found = set(by_number.get(row["npi"] or row["register_number"], ()))
        if not row["npi"] and not row["register_number"]:
            place = (name_key(row["last_name"], ""), row["jurisdiction"], name_key(row["number"], ""))
            found = by_licence.get(place, set())
        if len(found) == 1:
            owners[_proof_key(row)] = next(iter(found))
    return owners


def _people(job: RegisterImport, batch: Sequence[StagedRow], tables: DirectoryTables) -> Counts:
    counts = {"new": 0, "changed": 0, "same": 0, "not ours": 0}
    for register in dict.fromkeys(row.content["entry"]["register"] for row in batch):
        rows = [row.content for row in batch if row.content["entry"]["register"] == register]
        known = _known(register, [row["entry"]["number"] for row in rows])
        if register == "us-npi":
            # NPPES says who they are; a plain file adds what a practice tells about itself
            counts["not ours"] += sum(row["entry"]["number"] not in known for row in rows)
            rows = [row for row in rows if row["entry"]["number"] in known]
        else:
            _upsert_listed(job, rows, tables)
        counts["changed"] += len(rows) if register == "us-npi" else len(known)
        counts["new"] += 0 if register == "us-npi" else len(rows) - len(known)
        _practice_facts(register, rows)
        _refresh(register, [row["entry"]["number"] for row in rows], tables)
    return counts


def _upsert_listed(job: RegisterImport, rows: Sequence[Content], tables: DirectoryTables) -> None:
    people = []
    for row in rows:
        entry = row["entry"]
        person = _person(job, {**entry, "stamp": row["stamp"]}, None)
        person.register_status = row["status"]
        person.seen_on, person.register_expires_on = _day(row["checked_on"]), _day(row["expires_on"])
        people.append(person)
    Practitioner.objects.bulk_create(
        people,
        update_conflicts=True,
        unique_fields=["register", "number"],
        update_fields=[*UPSERTED, "register_status", "register_expires_on"],
    )
    for register in {row["entry"]["register"] for row in rows}:
        _places({row["entry"]["number"]: row["entry"]["address"] for row in rows}, register, tables)


def _practice_facts(register: str, rows: Sequence[Content]) -> None:
    people = _known(register, [row["entry"]["number"] for row in rows])
    for row in rows:
        person = people[row["entry"]["number"]]
        person.languages, person.price, person.currency = row["languages"], row["price"], row["currency"]
    Practitioner.objects.bulk_update(people.values(), ["languages", "price", "currency"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and text != "None" else None


TAKERS: dict[str, Callable[[RegisterImport, Sequence[StagedRow], DirectoryTables], Counts]] = {
    "nppes": _entries,
    "locations": _locations,
    "other-names": _other_names,
    "leie": _exclusions,
    "proofs": _proofs,
    "people": _people,
}
