"""Files into the database: again, in two steps, after an interruption, and with every other file beside."""

import csv
import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from deqi.answers import directory_tables, who_should_treat
from deqi.directory import MadeUp
from deqi.vocabulary import FactKind, FactState
from deqi.web.practitioners import staging
from deqi.web.practitioners.deciding import decide_namesake, open_namesakes
from deqi.web.practitioners.demo import fill_with_made_up_people
from deqi.web.practitioners.importing import Choices, Importer
from deqi.web.practitioners.models import (
    LicenceProof,
    Listing,
    PracticePlace,
    Practitioner,
    RegisterImport,
    StagedRow,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 31)
NOW = datetime(2026, 1, 31, tzinfo=UTC)
WRITER = MadeUp((("10001", "NY"), ("94110", "CA"), ("60614", "IL")), every=1)
FULL, LATER = "npidata_pfile_20050523-20260111.csv", "npidata_pfile_20050523-20260125.csv"
WEEK = "npidata_pfile_20260112-20260118.csv"
LEIE = (
    "LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,UPIN,NPI,DOB,ADDRESS,CITY,STATE,ZIP,"
    "EXCLTYPE,EXCLDATE,REINDATE,WAIVERDATE,WVRSTATE\n"
)
PROOFS = "kind,npi,last_name,profession,number,jurisdiction,authority,status,checked_on,expires_on\n"


def importer() -> Importer:
    return Importer(directory_tables(), TODAY, lambda: NOW)


def table(numbers: Iterable[int], changes: dict[int, dict[str, str]] | None = None) -> str:
    """Rows of the register, some cells changed."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(WRITER.names)
    for n in numbers:
        row = dict(zip(WRITER.names, next(csv.reader([WRITER.row(n)])), strict=True))
        writer.writerow((row | (changes or {}).get(n, {})).values())
    return file.getvalue()


def take(
    folder: Path, name: str, text: str, choices: Choices | None = None, **more: str
) -> list[dict[str, Any]]:
    """Import text as a ZIP when the name is that of a published file, as itself otherwise."""
    path = folder / name
    if name.startswith("npidata"):
        path = folder / f"{name}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, text)
            for inside, content in more.items():
                archive.writestr(f"{inside}.csv", content)
    else:
        path.write_text(text, encoding="utf-8")
    return importer().run(path, choices)


def state() -> list[Any]:
    """What the directory says, without keys, days of files and random names."""
    left_out = {"id", "public_id", "seen_on", "seen_in", "content_hash", "inactive_reason"}
    people = [
        {name: value for name, value in person.items() if name not in left_out}
        for person in Practitioner.objects.order_by("number").values()
    ]
    places = PracticePlace.objects.order_by("practitioner__number", "line_1").values_list(
        "practitioner__number", "line_1", "postal_code", "lat_deg", "lon_deg", "precision"
    )
    shown = Listing.objects.order_by("practitioner__number").values_list(
        "practitioner__number", "band", "shown_until", "checked_until"
    )
    return [people, list(places), list(shown)]


def number(n: int) -> str:
    return WRITER.row(n)[1:11]


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    take(tmp_path, FULL, table(range(30)))
    before, names = state(), list(Practitioner.objects.values_list("public_id", flat=True))
    report = importer().run(tmp_path / f"{FULL}.zip")[0]
    assert report["outcome"].startswith("nothing to do")
    assert (state(), list(Practitioner.objects.values_list("public_id", flat=True))) == (before, names)


def test_the_same_content_in_another_file_changes_nothing_and_keeps_every_address(tmp_path: Path) -> None:
    take(tmp_path, FULL, table(range(30)))
    before, names = state(), list(Practitioner.objects.values_list("public_id", flat=True))
    report = take(tmp_path, LATER, table(range(30)))[0]
    assert report["applied"] == {"new": 0, "changed": 0, "same": 30, "older": 0, "gone": 0}
    assert (state(), list(Practitioner.objects.values_list("public_id", flat=True))) == (before, names)


def test_a_month_and_then_a_week_is_the_next_month(tmp_path: Path) -> None:
    moved = {
        "Provider Business Practice Location Address Postal Code": "941101234",
        "Last Update Date": "01/14/2026",
    }
    off = {
        "NPI Deactivation Date": "01/15/2026",
        "NPI Deactivation Reason Code": "DT",
        "Last Update Date": "",
    }
    on = {
        "NPI Deactivation Date": "01/15/2019",
        "NPI Reactivation Date": "01/16/2026",
        "Last Update Date": "01/16/2026",
    }
    changes = {3: moved, 5: off, 7: on, 31: {}}
    take(tmp_path, FULL, table(range(30), {7: {"NPI Deactivation Date": "01/15/2019"}}))
    assert not Practitioner.objects.get(number=number(7)).active
    take(tmp_path, WEEK, table(changes, changes))
    in_two_steps = state()
    Practitioner.objects.all().delete()
    RegisterImport.objects.all().delete()
    take(tmp_path, LATER, table([*range(30), 31], changes))
    assert state() == in_two_steps
    assert [Practitioner.objects.get(number=number(n)).active for n in (3, 5, 7, 31)] == [
        True,
        False,
        True,
        True,
    ]


def test_another_encoding_is_read_when_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(table([3], {3: {"Provider First Name": "ZOË\x96"}}).encode("latin-1"))
    importer().run(path, Choices(encoding="latin-1"))
    assert Practitioner.objects.get().first_name == "ZOË"


def test_a_week_removes_nobody_and_a_month_retires_whoever_is_gone(tmp_path: Path) -> None:
    take(tmp_path, FULL, table(range(30)))
    take(tmp_path, WEEK, table([2]))
    assert Listing.objects.count() == 30
    take(tmp_path, LATER, table(range(29)))
    gone = Practitioner.objects.get(number=number(29))
    assert not gone.active
    assert not Listing.objects.filter(practitioner=gone).exists()


def test_somebody_who_gave_up_the_code_is_no_longer_shown(tmp_path: Path) -> None:
    take(tmp_path, FULL, table(range(5)))
    change = {"Healthcare Provider Taxonomy Code_1": "207Q00000X", "Healthcare Provider Taxonomy Code_2": ""}
    take(tmp_path, WEEK, table([3], {3: change | {"Last Update Date": "01/14/2026"}}))
    assert not Listing.objects.filter(practitioner__number=number(3)).exists()


def test_a_bare_row_of_a_deactivated_number_keeps_the_name(tmp_path: Path) -> None:
    take(tmp_path, FULL, table(range(5)))
    name = Practitioner.objects.get(number=number(3)).name
    bare = dict.fromkeys(WRITER.names, "") | {"NPI": number(3), "NPI Deactivation Date": "01/15/2026"}
    take(tmp_path, WEEK, table([3], {3: bare}))
    after = Practitioner.objects.get(number=number(3))
    assert (after.name, after.active) == (name, False)
    assert after.slots


def test_an_older_row_does_not_undo_a_newer_one(tmp_path: Path) -> None:
    newer = {"Last Update Date": "01/20/2026", "Provider First Name": "NEW"}
    older = {"Last Update Date": "01/10/2026", "Provider First Name": "OLD"}
    take(tmp_path, FULL, table(range(5), {3: newer}))
    assert take(tmp_path, "week.csv", table([3], {3: older}))[0]["applied"]["older"] == 1
    assert Practitioner.objects.get(number=number(3)).first_name == "NEW"


def test_an_import_that_was_stopped_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = directory_tables()
    limits = type(tables.limits)(**{**vars(tables.limits), "batch_rows": 7})
    small = type(tables)(**{**vars(tables), "limits": limits})
    path = tmp_path / "a.csv"
    path.write_text(table(range(40)), encoding="utf-8")
    told: list[tuple[str, int]] = []

    def stop(what: str, count: int) -> None:
        told.append((what, count))
        if len(told) in (3, 9):
            raise KeyboardInterrupt

    kept = []
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            Importer(small, TODAY, lambda: NOW, stop).run(path)
        kept.append((StagedRow.objects.count(), Practitioner.objects.count()))
    assert kept[0] == (21, 0)
    assert kept[1][0] + kept[1][1] == 40
    assert 0 < kept[1][1] < 40
    monkeypatch.setattr(staging, "read_file", None)  # everything is staged: the file is not read again
    Importer(small, TODAY, lambda: NOW).run(path)
    assert (StagedRow.objects.count(), Practitioner.objects.count(), Listing.objects.count()) == (0, 40, 40)


def test_a_published_zip_brings_further_places_and_other_names(tmp_path: Path) -> None:
    clinic = {"Entity Type Code": "2", "Provider Organization Name (Legal Business Name)": "POINT"}
    secondary = "Provider Secondary Practice Location Address"
    header = f'"NPI","{secondary}- Address Line 1","{secondary} - Postal Code"\n'
    locations = f'"{number(1)}","9 SIDE ROAD","60614"\n"{WRITER.row(99)[1:11]}","X","10001"\n'
    reports = take(
        tmp_path,
        FULL,
        table(range(5), {4: clinic}),
        pl_pfile_20050523=header + locations,
        othername_pfile_20050523=(
            '"NPI","Provider Other Organization Name","Provider Other Organization Name Type Code"\n'
            f'"{number(4)}","NEEDLE WORKS","3"\n'
        ),
    )
    assert [report["layout"] for report in reports] == ["nppes", "locations", "other-names"]
    assert Listing.objects.filter(practitioner__number=number(1)).count() == 2
    assert Practitioner.objects.get(number=number(4)).other_names == ["NEEDLE WORKS"]
    assert not Listing.objects.filter(practitioner__number=number(4)).exists()


def facts(n: int) -> dict[FactKind, FactState]:
    person = Practitioner.objects.get(number=number(n))
    told = who_should_treat.answer(standing=person.standing, today=TODAY, tables=directory_tables())
    return {fact.kind: fact.state for fact in told.facts}


def excluded(last: str, first: str, npi: str, state_: str) -> str:
    name = f'"{last}","{first}","","","","","","{npi}","","","","{state_}"'
    return f'{name},"","1128a1","20260110","00000000","00000000",""\n'


def test_whoever_comes_after_the_exclusion_list_is_compared_too(tmp_path: Path) -> None:
    take(tmp_path, "l.csv", LEIE + excluded("SOMEBODY", "ELSE", number(2), "TX"))
    take(tmp_path, FULL, table(range(4)))
    assert facts(2)[FactKind.EXCLUSION] is FactState.FAILS
    assert facts(3)[FactKind.EXCLUSION] is FactState.HOLDS
    assert not Listing.objects.filter(practitioner__number=number(2)).exists()


def test_without_a_list_nobody_is_clear(tmp_path: Path) -> None:
    take(tmp_path, FULL, table(range(4)))
    assert facts(2)[FactKind.EXCLUSION] is FactState.UNKNOWN


def test_a_namesake_waits_for_a_person_and_the_decision_outlives_the_next_list(tmp_path: Path) -> None:
    take(tmp_path, FULL, table(range(4)))
    person = Practitioner.objects.get(number=number(2))
    row = excluded(person.last_name, person.first_name, "0000000000", person.slots[0]["state"])
    take(tmp_path, "l.csv", LEIE + row)
    assert facts(2)[FactKind.EXCLUSION] is FactState.OPEN
    assert len(open_namesakes(person)) == 1
    decide_namesake(
        person, is_same_person=False, by="A. Reader", reason="other city", now=NOW, tables=directory_tables()
    )
    assert facts(2)[FactKind.EXCLUSION] is FactState.HOLDS
    take(tmp_path, "l2.csv", LEIE + row + excluded("X", "Y", "0000000000", "CA"))
    assert facts(2)[FactKind.EXCLUSION] is FactState.HOLDS


def test_a_made_up_list_clears_nobody_real(tmp_path: Path) -> None:
    real = {2: {"NPI": "1234567893", "Provider Last Name (Legal Name)": "EXAMPLE"}}
    take(tmp_path, FULL, table([2, 3], real))
    fill_with_made_up_people(tables=directory_tables(), today=TODAY, now=lambda: NOW)
    assert Practitioner.objects.get(number="1234567893").exclusion == "unknown"
    assert Practitioner.objects.filter(is_made_up=True, exclusion="clear").exists()


def licence(n: int, *, npi: str = "", last: str = "", **changes: str) -> str:
    person = Practitioner.objects.filter(number=number(n)).first()
    slots = [slot for slot in person.slots if slot["licence"]] if person else []
    told = {
        "kind": "licence",
        "npi": npi,
        "last_name": last or (person.last_name if person else "X"),
        "profession": "acupuncturist",
        "number": slots[0]["licence"] if slots else "1",
        "jurisdiction": slots[0]["state"] if slots else "NY",
        "authority": "Board",
        "status": "Active",
        "checked_on": "2026-01-20",
        "expires_on": "2026-12-31",
    } | changes
    return ",".join(told.values()) + "\n"


def test_a_licence_finds_its_person_by_npi_or_by_number_state_and_name(tmp_path: Path) -> None:
    take(tmp_path, FULL, table(range(6)))
    rows = [
        licence(1, npi=number(1), number="Q9"),
        licence(2),
        licence(3, last="OTHER"),
        licence(4, jurisdiction="TX"),
        licence(5, number="NOT-TOLD"),
    ]
    take(tmp_path, "p.csv", PROOFS + "".join(rows))
    owners = {
        proof.practitioner.number
        for proof in LicenceProof.objects.exclude(practitioner=None)
        if proof.practitioner
    }
    assert owners == {number(1), number(2)}
    assert [facts(n)[FactKind.LICENCE] for n in (1, 3)] == [FactState.HOLDS, FactState.UNKNOWN]


def test_a_licence_that_came_first_waits_for_its_person_whatever_their_code(tmp_path: Path) -> None:
    take(tmp_path, "p.csv", PROOFS + licence(3, npi=number(3)))
    other = {"Healthcare Provider Taxonomy Code_1": "225100000X", "Healthcare Provider Taxonomy Code_2": ""}
    take(tmp_path, FULL, table(range(6), {3: other, 4: other}))
    assert Listing.objects.filter(practitioner__number=number(3)).exists()
    assert not Practitioner.objects.filter(number=number(4)).exists()


def test_an_older_look_at_a_licence_does_not_bring_it_back(tmp_path: Path) -> None:
    take(tmp_path, FULL, table(range(3)))
    take(tmp_path, "new.csv", PROOFS + licence(2, status="Revoked"))
    take(tmp_path, "old.csv", PROOFS + licence(2, checked_on="2026-01-02"))
    assert facts(2)[FactKind.LICENCE] is FactState.FAILS
    assert not Listing.objects.filter(practitioner__number=number(2)).exists()


def test_people_of_other_countries_come_from_a_plain_file(tmp_path: Path) -> None:
    header = "country,register,number,last_name,first_name,profession,status,checked_on,"
    header += "lat_deg,lon_deg,languages,price,currency\n"
    row = "GB,gb-bacc,B77,Example,Ada,Acupuncturist,Registered,2026-01-20,51.5,-0.12,en fr,60,GBP\n"
    take(tmp_path, "uk.csv", header + row)
    person = Practitioner.objects.get(register="gb-bacc")
    assert (person.languages, person.price, person.currency) == (["en", "fr"], 60, "GBP")
    listing = Listing.objects.get()
    assert (listing.lat_deg, listing.checked_until > TODAY.toordinal()) == (51.5, True)


def test_the_demonstration_shows_every_kind_of_person_and_can_be_made_again() -> None:
    for _ in range(2):
        fill_with_made_up_people(tables=directory_tables(), today=TODAY, now=lambda: NOW)
    assert Practitioner.objects.count() == Practitioner.objects.filter(is_made_up=True).count() == 240
    assert {"clear", "listed", "possible"} == set(Practitioner.objects.values_list("exclusion", flat=True))
    assert set(LicenceProof.objects.values_list("status", flat=True)) == {
        "Active",
        "Expired",
        "Revoked",
        "Probation",
    }
    assert Listing.objects.filter(checked_until__gte=TODAY.toordinal()).count() > 100
