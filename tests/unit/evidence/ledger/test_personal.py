"""The ledger for one person."""

import pytest

from deqi.answers import default_tables, load_tables
from deqi.datafiles import DATA_ROOT
from deqi.evidence.ledger import doubts_for, ledger_for, stratum_of
from deqi.vocabulary import LedgerStatus, Person, Reply, Sex, Stratum

CHRONIC = {"age": 45, "sex": Sex.FEMALE, "pain_weeks": 30, "leg_pain": Reply.NO}


@pytest.fixture(scope="module")
def tables():
    return default_tables()


def ledger(tables, **known):
    return ledger_for(Person(**{**CHRONIC, **known}), tables.ledger, tables.content)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, Stratum.CHRONIC),
        ({"age": 65}, Stratum.CHRONIC_65),
        ({"age": 64.9}, Stratum.CHRONIC),
        ({"pain_weeks": 11.9}, Stratum.ACUTE),
        ({"pain_weeks": 12}, Stratum.CHRONIC),
        ({"pain_weeks": 3, "leg_pain": Reply.YES}, Stratum.SCIATICA),
        ({"leg_pain": Reply.YES, "pregnant": Reply.YES}, Stratum.PREGNANCY),
        ({"cautions": {"K15": Reply.YES}}, Stratum.PREGNANCY),
        ({"leg_pain": Reply.UNKNOWN, "pain_weeks": None, "age": None}, Stratum.CHRONIC),
    ],
)
def test_each_person_has_one_group_of_trials(tables, known, expected):
    person = Person(**{**CHRONIC, **known})
    assert stratum_of(person, tables.ledger.tables.model["groups"]) is expected


@pytest.mark.parametrize("known", [{"pain_weeks": 3}, {"leg_pain": Reply.YES}, {"pregnant": Reply.YES}])
def test_thin_groups_get_no_number_and_say_what_is_known(tables, known):
    thin = ledger(tables, **known)
    assert thin.status is LedgerStatus.NOT_KNOWN
    assert thin.horizons == ()
    assert thin.known


def test_over_65_sham_is_not_known_rather_than_zero(tables):
    older = ledger(tables, age=70)
    (half_year,) = [each for each in older.horizons if each.weeks == 26]
    assert half_year.sham is None
    assert half_year.visits is None
    assert half_year.needle_place is None
    assert half_year.added is not None
    assert all(each.acupuncture is None for each in older.horizons if each.weeks != 26)


@pytest.mark.parametrize("pain", [None, 0, 3, 5.5, 8, 10])
def test_parts_add_up_to_a_hundred_and_lie_in_their_intervals(tables, pain):
    for each in ledger(tables, pain_now=pain).horizons:
        total = each.usual_care.estimate + each.visits.estimate + each.needle_place.estimate
        assert total + each.not_better.estimate == pytest.approx(100, abs=0.3)
        for count in (each.usual_care, each.sham, each.acupuncture, each.visits, each.needle_place):
            assert count.low <= count.estimate <= count.high
        for count in (each.usual_care, each.sham, each.acupuncture):
            assert count.low >= 0
            assert count.high <= 100


def test_ranges_match_what_the_trials_reported(tables):
    """Published shares: usual care 27 to 50, needled 39 to 65 of 100; gain over usual care 10 to 34."""
    for each in ledger(tables, pain_now=5.7).horizons:
        assert 27 <= each.usual_care.estimate <= 50
        assert 39 <= each.acupuncture.estimate <= 65
        assert 10 <= each.added.estimate <= 34
        assert each.needle_place.low < 0 < each.needle_place.high


def test_worse_pain_at_the_start_means_more_gain_over_usual_care(tables):
    gains = [ledger(tables, pain_now=pain).horizons[0].added.estimate for pain in (3, 5, 7, 9)]
    assert gains == sorted(gains)
    assert gains[0] < gains[-1]


def test_age_and_sex_change_nothing_within_a_group(tables):
    one = ledger(tables, age=30, sex=Sex.MALE, pain_now=6, pain_weeks=20)
    other = ledger(tables, age=60, sex=Sex.FEMALE, pain_now=6, pain_weeks=400)
    assert one.horizons == other.horizons


def test_the_same_person_gets_the_same_numbers_from_a_fresh_fit(tables):
    again = load_tables(DATA_ROOT)
    assert ledger(again, pain_now=6) == ledger(tables, pain_now=6)


@pytest.mark.parametrize(
    ("known", "doubt"),
    [
        ({"pain_weeks": None}, "duration_unknown"),
        ({"pain_now": None}, "pain_unknown"),
        ({"leg_pain": None}, "leg_pain_unknown"),
        ({"leg_pain": Reply.UNKNOWN}, "leg_pain_unknown"),
        ({"pregnant": Reply.UNKNOWN}, "pregnant_unknown"),
        ({"pain_now": 2}, "pain_low"),
        ({"age": 16}, "under_18"),
        ({"age": None}, "age_unknown"),
        ({}, "setting"),
    ],
)
def test_what_was_not_told_is_said(tables, known, doubt):
    person = Person(**{**CHRONIC, **known})
    found = doubts_for(
        person,
        ledger_for(person, tables.ledger, tables.content),
        tables.ledger.tables.doubts,
        safety_complete=True,
    )
    assert doubt in [each.id for each in found]
