"""Places

With measures each point carries its places on that body, as fields with a radius.
"""

import pytest

from deqi.vocabulary import InputError, Limb, Measures, Sex


def woman(**more):
    return Measures(sex=Sex.FEMALE, age_years=45, height_cm=165, weight_kg=70, **more)


def test_without_measures_there_are_no_places(points, calm, by_code):
    """Words alone say how to find a point."""
    answer = points(calm())
    assert answer["body"] is None
    assert by_code(answer)["BL23"]["positions"] == []


def test_a_place_has_a_radius(points, calm, by_code):
    """Two of three places lie within it; it is never a dot."""
    places = by_code(points(calm(), measures=woman()))["BL23"]["positions"]
    assert [place["side"] for place in places] == ["left", "right"]
    assert all(place["radius_mm"] >= 10 for place in places)


def test_the_frame(points, calm, by_code):
    """Right of the person is positive x, and up is z."""
    answer = points(calm(), measures=woman())
    left, right = by_code(answer)["BL23"]["positions"]
    assert left["x"] < 0 < right["x"]
    assert "x to the person's right" in answer["body"]["frame"]


def test_marks_make_it_surer(points, calm, by_code):
    """Two tape marks of a practitioner narrow the field on the back."""

    def radius(**more):
        return by_code(points(calm(), measures=woman(**more)))["BL23"]["positions"][0]["radius_mm"]

    assert radius(c7_height_cm=141, iliac_crest_height_cm=101) < radius()


def test_no_place_on_the_side_that_is_left_out(points, calm, by_code):
    """A swollen left leg leaves no place on the left."""
    answer = points(calm(K03="yes"), limbs=[Limb.LEFT_LEG], measures=woman())
    assert {place["side"] for place in by_code(answer)["BL40"]["positions"]} == {"right"}


def test_every_table_is_named(points, calm):
    """The provenance names each table that the points rest on, with its hash."""
    tables = points(calm())["provenance"]["tables"]
    assert {"atlas/points", "atlas/risks", "care/rule", "atlas/placement"} <= set(tables)


def test_feet_typed_as_centimetres():
    """A height of 5.7 is refused, and the message says what it looks like."""
    with pytest.raises(InputError, match="feet"):
        Measures(sex=Sex.FEMALE, age_years=45, height_cm=5.7, weight_kg=70)
