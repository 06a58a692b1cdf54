"""Each fact in each of its states, and what adds up to "checked"."""

from dataclasses import replace
from datetime import date

import pytest

from deqi.answers import who_should_treat
from deqi.datafiles import DATA_ROOT
from deqi.directory import ExclusionFinding, Proof, Standing, load_directory_tables
from deqi.vocabulary import Fact, FactKind, FactState, InputError

TABLES = load_directory_tables(DATA_ROOT)
TODAY = date(2026, 1, 31)
LICENCE = Proof(
    line=2,
    kind="licence",
    profession="acupuncturist",
    number="7",
    jurisdiction="NY",
    authority="Board",
    status="Active",
    last_name="Example",
    checked_on=date(2026, 1, 10),
    expires_on=date(2026, 12, 31),
)
CHECKED = Standing(
    register="us-npi",
    number="1234567893",
    is_person=True,
    active=True,
    codes=("171100000X",),
    seen_on=date(2026, 1, 11),
    exclusion=ExclusionFinding.CLEAR,
    exclusion_on=date(2026, 1, 10),
    proofs=(LICENCE,),
)


def told(standing: Standing, today: date = TODAY) -> who_should_treat.Practitioner:
    return who_should_treat.answer(standing=standing, today=today, tables=TABLES)


def fact(kind: FactKind, standing: Standing, today: date = TODAY) -> Fact:
    return next(one for one in told(standing, today).facts if one.kind is kind)


def with_licence(**changes: object) -> Standing:
    return replace(CHECKED, proofs=(replace(LICENCE, **changes),))  # type: ignore[arg-type]


def test_a_fresh_licence_and_a_fresh_clear_list_make_checked() -> None:
    assert told(CHECKED).is_checked


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"expires_on": date(2026, 1, 30)}, FactState.FAILS),
        ({"status": "Expired"}, FactState.FAILS),
        ({"status": "REVOKED"}, FactState.FAILS),
        ({"status": "Suspended"}, FactState.FAILS),
        ({"status": "Probation"}, FactState.OPEN),
        ({"status": "Zombie"}, FactState.UNKNOWN),
        ({"checked_on": date(2025, 10, 1)}, FactState.STALE),
    ],
)
def test_a_licence_that_is_not_in_force_or_not_fresh_is_never_checked(
    changes: dict[str, object], state: FactState
) -> None:
    standing = with_licence(**changes)
    assert fact(FactKind.LICENCE, standing).state is state
    assert not told(standing).is_checked


def test_a_licence_in_another_trade_is_no_licence_for_acupuncture() -> None:
    assert not told(with_licence(profession="physician")).is_checked


def test_the_last_day_of_a_licence_still_counts() -> None:
    assert told(with_licence(expires_on=TODAY)).is_checked
    assert not told(with_licence(expires_on=TODAY), date(2026, 2, 1)).is_checked


def test_the_newest_look_at_a_licence_counts() -> None:
    later = replace(LICENCE, status="Revoked", checked_on=date(2026, 1, 20))
    assert not told(replace(CHECKED, proofs=(later, LICENCE))).is_checked


@pytest.mark.parametrize(
    ("finding", "state", "shown"),
    [
        (ExclusionFinding.LISTED, FactState.FAILS, False),
        (ExclusionFinding.POSSIBLE, FactState.OPEN, True),
        (ExclusionFinding.UNKNOWN, FactState.UNKNOWN, True),
    ],
)
def test_without_a_clear_list_nobody_is_checked(
    finding: ExclusionFinding,
    state: FactState,
    shown: bool,  # noqa: FBT001 - a table
) -> None:
    standing = replace(CHECKED, exclusion=finding)
    assert fact(FactKind.EXCLUSION, standing).state is state
    assert not told(standing).is_checked
    assert told(standing).is_shown is shown


def test_a_list_grows_too_old() -> None:
    assert fact(FactKind.EXCLUSION, CHECKED, date(2026, 3, 1)).state is FactState.STALE
    assert not told(CHECKED, date(2026, 3, 1)).is_checked


def test_a_number_is_told_as_a_number_and_not_as_a_licence() -> None:
    bare = replace(CHECKED, proofs=())
    assert "It is not a licence" in fact(FactKind.REGISTER, bare).text
    assert fact(FactKind.LICENCE, bare).state is FactState.UNKNOWN


@pytest.mark.parametrize("code", ["225100000X", "207Q00000X", "111N00000X", "175F00000X"])
def test_another_code_alone_shows_nobody(code: str) -> None:
    bare = replace(CHECKED, codes=(code,), proofs=())
    assert not told(bare).is_shown
    assert told(replace(bare, proofs=(LICENCE,))).is_shown
    certificate = replace(LICENCE, kind="certificate", profession="physician")
    assert told(replace(bare, proofs=(certificate,))).is_shown


def test_every_fact_says_when_and_by_whom() -> None:
    for one in told(CHECKED).facts:
        if one.state is FactState.HOLDS and one.kind is not FactKind.MEDICARE:
            assert one.checked_on
            assert one.authority


@pytest.mark.parametrize(
    ("standing", "state", "words"),
    [
        (CHECKED, FactState.OPEN, "cannot bill Medicare"),
        (with_licence(acaom_degree=True), FactState.OPEN, "Who supervises"),
        (with_licence(profession="physician"), FactState.HOLDS, "a physician"),
        (replace(CHECKED, codes=("207Q00000X",), proofs=()), FactState.OPEN, "was not seen"),
        (
            replace(CHECKED, codes=("207Q00000X", "171100000X"), proofs=()),
            FactState.OPEN,
            "cannot bill Medicare",
        ),
        (replace(CHECKED, codes=("999999999X",), proofs=()), FactState.UNKNOWN, "cannot say"),
        (replace(CHECKED, exclusion=ExclusionFinding.LISTED), FactState.FAILS, "pays nothing"),
    ],
)
def test_who_may_be_paid_by_medicare_and_why(standing: Standing, state: FactState, words: str) -> None:
    found = fact(FactKind.MEDICARE, standing)
    assert found.state is state
    assert words in found.text


@pytest.mark.parametrize("register", ["gb-bacc", "de-arzt", "au-ahpra"])
def test_other_countries_have_their_own_meaning_of_registered(register: str) -> None:
    listed = Standing(
        register=register,
        number="1",
        is_person=True,
        active=True,
        codes=("acupuncturist",),
        seen_on=date(2026, 1, 10),
        register_status="Registered",
    )
    assert told(listed).is_checked
    assert not told(replace(listed, register_status="")).is_checked
    assert not told(replace(listed, register_status="Removed")).is_checked
    assert {one.kind for one in told(listed).facts} == {
        FactKind.REGISTER,
        FactKind.LICENCE,
        FactKind.CERTIFICATE,
    }


@pytest.mark.parametrize(
    "text", ["", "Nowhere", "1234", "40.7", "95,10", "nan,nan", "99999999999", "１０００１"]
)
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no place"):
        who_should_treat.place_from(text, TABLES)


def test_a_place_is_a_zip_or_degrees() -> None:
    assert who_should_treat.place_from(" 10001-0001 ", TABLES).precision == "zip"
    assert who_should_treat.place_from("52.52, 13.40", TABLES).point.lat_deg == 52.52
