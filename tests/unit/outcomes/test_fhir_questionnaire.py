"""A licensed questionnaire comes from a FHIR R4 file; its words are not ours."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from deqi.answers import default_tables
from deqi.outcomes import fhir_questionnaire, score
from deqi.vocabulary import InputError

FORMS = default_tables().outcomes.questionnaires
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"


def options(high: int) -> list[dict[str, Any]]:
    return [
        {
            "valueCoding": {
                "display": f"made-up answer {value}",
                "extension": [{"url": ORDINAL, "valueDecimal": value}],
            }
        }
        for value in range(high + 1)
    ]


PHQ4: dict[str, Any] = {
    "resourceType": "Questionnaire",
    "status": "active",
    "title": "Made-up PHQ-4",
    "copyright": "A notice of the owner.",
    "item": [
        {
            "linkId": "group",
            "type": "group",
            "item": [
                # the first by its LOINC code, the others by their linkId
                {
                    "linkId": "/69725-0",
                    "type": "choice",
                    "text": "made-up question 1",
                    "code": [{"system": "http://loinc.org", "code": "69725-0"}],
                    "answerOption": options(3),
                },
                *(
                    {
                        "linkId": f"phq4-{n}",
                        "type": "choice",
                        "text": f"made-up question {n}",
                        "answerOption": options(3),
                    }
                    for n in (2, 3, 4)
                ),
                {"linkId": "thanks", "type": "display", "text": "Thank you"},
            ],
        }
    ],
}


def test_texts_and_answers_come_from_the_file_and_scoring_from_the_definition() -> None:
    form = fhir_questionnaire(PHQ4, FORMS["phq4"])
    assert form.ready
    assert form.licence == "A notice of the owner."
    assert form.items[0].text == "made-up question 1"
    assert form.items[3].choices[3] == "made-up answer 3"
    answers: dict[str, float | None] = dict.fromkeys((item.id for item in form.items), 2)
    assert score(answers, form.score_rule("total"), form).value == 8


def test_a_table_gives_the_t_score() -> None:
    document = {
        **PHQ4,
        "item": [{"linkId": f"promis-pi-{n}", "type": "integer", "text": "made up"} for n in range(1, 5)],
    }
    form = fhir_questionnaire(document, FORMS["promis_pain_interference_4a"], {8: 55.6})
    answers: dict[str, float | None] = {f"promis-pi-{n}": 2 for n in range(1, 5)}
    assert score(answers, form.score_rule("total"), form).value == 55.6


def _group(document: dict[str, Any]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = document["item"][0]["item"]
    return items


BREAK: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "another resource": (lambda d: d.update(resourceType="Patient"), ""),
    "no owner": (lambda d: d.pop("copyright"), "copyright"),
    "an item is missing": (lambda d: _group(d).pop(1), "item"),
    "an item twice": (lambda d: _group(d).append(copy.deepcopy(_group(d)[1])), "item.0.item.5"),
    "no linkId": (lambda d: _group(d)[1].pop("linkId"), "item.0.item.1"),
    "no text": (lambda d: _group(d)[1].update(text=" "), "item.0.item.1.text"),
    "other scores": (lambda d: _group(d)[1].update(answerOption=options(4)), "item.0.item.1.answerOption"),
    "no scores": (
        lambda d: _group(d)[1].update(answerOption=[{"valueString": "often"}]),
        "item.0.item.1.answerOption.0",
    ),
    "not a list": (lambda d: d.update(item={"linkId": "x"}), "item"),
}


@pytest.mark.parametrize("name", BREAK)
def test_what_does_not_fit_is_refused_with_its_place(name: str) -> None:
    document = copy.deepcopy(PHQ4)
    change, where = BREAK[name]
    change(document)
    with pytest.raises(InputError) as caught:
        fhir_questionnaire(document, FORMS["phq4"])
    assert caught.value.where == where


def test_groups_without_end_are_refused() -> None:
    deep: dict[str, Any] = {"linkId": "x", "type": "group"}
    for _ in range(40):
        deep = {"linkId": "x", "type": "group", "item": [deep]}
    with pytest.raises(InputError):
        fhir_questionnaire({**PHQ4, "item": [deep]}, FORMS["phq4"])
