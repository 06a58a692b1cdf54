"""Who should treat me?

Facts stand apart, each with its source and its day. A number in a register is not a licence.
"""

from dataclasses import replace
from datetime import date

import pytest

from deqi.answers import directory_tables, who_should_treat
from deqi.directory import ExclusionFinding, Proof, Standing

TODAY = date(2026, 1, 31)


@pytest.fixture
def ada() -> Standing:
    """An acupuncturist whose licence was looked up on 10 January, and who is not on the exclusion list."""
    licence = Proof(
        line=2,
        kind="licence",
        profession="acupuncturist",
        number="7",
        jurisdiction="NY",
        authority="State board",
        status="Active",
        last_name="Example",
        checked_on=date(2026, 1, 10),
        expires_on=date(2027, 1, 31),
    )
    return Standing(
        register="us-npi",
        number="1234567893",
        is_person=True,
        active=True,
        codes=("171100000X",),
        seen_on=date(2026, 1, 11),
        exclusion=ExclusionFinding.CLEAR,
        exclusion_on=date(2026, 1, 10),
        proofs=(licence,),
    )


@pytest.fixture
def told():
    """What Deqi says about somebody on a day."""

    def tell(standing, today=TODAY):
        return who_should_treat.answer(standing=standing, today=today, tables=directory_tables())

    return tell


def text(answer, kind):
    return next(fact.text for fact in answer.facts if fact.kind.value == kind)


def test_checked_is_a_licence_in_force_and_a_clear_list(ada, told):
    """A body lists the licence as active, somebody looked lately, and the exclusion list is clear."""
    assert told(ada).is_checked


def test_a_number_is_not_a_licence(ada, told):
    """Being found in the NPI register says that somebody has a number for billing, and no more."""
    bare = told(replace(ada, proofs=()))
    assert "It is not a licence" in text(bare, "register number")
    assert not bare.is_checked


def test_facts_grow_old(ada, told):
    """When nobody looks again, "checked" ends by itself: the list after 45 days, the licence after 92."""
    assert told(ada, date(2026, 2, 24)).is_checked
    assert not told(ada, date(2026, 2, 25)).is_checked
    assert "nobody has looked since" in text(told(ada, date(2026, 4, 13)), "licence")


def test_another_profession_says_nothing_about_acupuncture(ada, told):
    """A physical therapist is shown only with a licence or certificate in acupuncture that was seen."""
    assert not told(replace(ada, codes=("225100000X",), proofs=())).is_shown
    assert told(replace(ada, codes=("225100000X",))).is_shown


def test_nobody_is_excluded_for_a_name(ada, told):
    """The same name on the exclusion list is a question for a person, and "checked" waits for the answer."""
    asked = told(replace(ada, exclusion=ExclusionFinding.POSSIBLE))
    assert "may be another person" in text(asked, "exclusion list")
    assert asked.is_shown
    assert not asked.is_checked


def test_excluded_people_are_not_shown(ada, told):
    """Somebody whose own number is on the exclusion list is in no search."""
    assert not told(replace(ada, exclusion=ExclusionFinding.LISTED)).is_shown


def test_medicare_says_why(ada, told):
    """Whether Medicare may pay comes with the reason: an acupuncturist cannot bill it."""
    assert "cannot bill Medicare" in text(told(ada), "Medicare")
    assert "supervises" in text(told(ada), "Medicare")


def test_the_order_says_how_it_came_about():
    """A list says who is on it, in which order, and that nobody can pay for a place."""
    words = who_should_treat.order_text(checked=True, by_outcomes=False, radius_miles=25)
    assert "nearest comes first" in words
    assert "Nobody can pay" in words
    assert "nothing about who is better" in words
