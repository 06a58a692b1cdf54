"""Measures as people write them: units, wrong units, and words beside the field that they are about."""

import re

import pytest
from django.test import Client

from deqi.web.atlas_pages.forms import MeasuresForm

METRIC = {"units": "cm", "sex": "female", "age": "45", "height": "165", "weight": "70"}
IMPERIAL = {"units": "ft", "sex": "male", "age": "45", "feet": "5", "inches": "11", "pounds": "180"}


def test_feet_and_pounds_are_the_same_body() -> None:
    measures, problems = MeasuresForm.of(IMPERIAL | {"inseam": "32"}).read()
    assert problems == ()
    assert measures is not None
    # by the definitions of foot, inch and pound: 0.3048 m, 0.0254 m, 0.45359237 kg
    assert measures.height_cm == pytest.approx(180.34)
    assert measures.weight_kg == pytest.approx(81.65, abs=0.01)
    assert measures.inseam_cm == pytest.approx(81.28)


def test_a_comma_is_read_as_a_point() -> None:
    measures, _problems = MeasuresForm.of(METRIC | {"weight": "70,5"}).read()
    assert measures is not None
    assert measures.weight_kg == 70.5


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"height": "5.5"}, "height", "looks like feet"),
        ({"height": "1.65"}, "height", "looks like metres"),
        ({"height": "nan"}, "height", "plain number"),
        ({"height": "1e2"}, "height", "plain number"),
        ({"height": "-165"}, "height", "plain number"),
        ({"height": ""}, "height", "needed"),
        ({"weight": "0"}, "weight", "30 to 220"),
        ({"weight": "15400"}, "weight", "30 to 220"),
        ({"sex": "other"}, "sex", "Choose the one"),
        ({"sex": ""}, "sex", "Choose one"),
        ({"age": "12"}, "age", "adults"),
        ({"inseam": "120"}, "inseam", "50 to 115"),
        ({"c7": "inf"}, "c7", "plain number"),
        ({"c7": "139", "crest": "112"}, "c7", "not far enough above the top of the hip bone 112"),
        ({"crest": "90", "inseam": "85"}, "crest", "not far enough above the inseam 85"),
        ({"waist": "31"}, "waist", "looks like inches"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(wrong: dict[str, str], field: str, words: str) -> None:
    measures, problems = MeasuresForm.of(METRIC | wrong).read()
    assert measures is None
    assert [problem.field for problem in problems] == [field]
    assert words in problems[0].words
    assert not re.search(r"_cm|_kg|_years", problems[0].words), "a name that only programs use"


def test_inches_stop_at_twelve() -> None:
    _measures, problems = MeasuresForm.of(IMPERIAL | {"inches": "14"}).read()
    assert [problem.field for problem in problems] == ["inches"]


def test_a_height_in_centimetres_among_feet_is_told_at_the_feet() -> None:
    _measures, problems = MeasuresForm.of(IMPERIAL | {"feet": "180"}).read()
    assert [problem.field for problem in problems] == ["feet"]


def test_every_empty_field_has_its_own_line() -> None:
    _measures, problems = MeasuresForm.of({}).read()
    assert {problem.field for problem in problems} == {"sex", "age", "height", "weight"}


@pytest.mark.django_db
def test_what_was_written_stays_and_the_body_before_is_drawn(client: Client) -> None:
    client.post("/points/", METRIC)
    before = client.get("/points/").content.decode()
    response = client.post("/points/", METRIC | {"height": "5.5", "weight": "70,5"})
    assert response.status_code == 422
    html = response.content.decode()
    assert 'value="5.5"' in html
    assert 'value="70,5"' in html
    assert "looks like feet" in html
    assert re.search(r'<a href="#height">', html)
    silhouette = re.search(r'class="b1" d="([^"]+)"', before)
    assert silhouette
    assert silhouette.group(1) in html, "the body from before"
    assert 'value="165"' in client.get("/points/").content.decode(), "and nothing wrong was kept"


@pytest.mark.django_db
def test_a_good_form_goes_on_to_the_body_and_is_forgotten_on_request(client: Client) -> None:
    response = client.post("/points/", IMPERIAL)
    assert (response.status_code, response["Location"]) == (302, "/points/")
    html = client.get("/points/").content.decode()
    assert "Example." not in html
    assert 'value="180"' in html
    client.post("/points/forget/")
    assert "Example." in client.get("/points/").content.decode()
