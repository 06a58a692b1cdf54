"""Every page and message of Deqi speaks by the rules of ``data/language``.

``pytest tests/web/test_language.py -s`` prints the reading grade of each page.
"""

import importlib.util
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from deqi.answers import default_tables, would_it_help
from deqi.datafiles import DATA_ROOT
from deqi.language import Finding, Page, Rules, lint, load_rules, page_reading, plain_page, read_page
from deqi.vocabulary import Answer, Stratum, Urgency

pytestmark = pytest.mark.django_db


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        f"deqi_tests_{name}", Path(__file__).with_name(f"{name}.py")
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


crawl = _load("crawl")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules(DATA_ROOT)


@pytest.fixture(scope="module")
def said(every_page: list[Any], django_db_blocker: Any) -> list[Page]:
    """Everything that is said, collected once; what it stored is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        client = Client()
        html = [crawl.as_page(rendered) for rendered in every_page]
        told = [*html, *crawl.pdfs(), *crawl.diary_papers(), *crawl.command_line()]
        told += [*crawl.api_messages(client), *crawl.data_texts()]
        transaction.set_rollback(True)
    return told


def each_sentence_once(findings: list[Finding]) -> list[str]:
    found = {(finding.rule, finding.sentence): str(finding) for finding in reversed(findings)}
    return list(found.values())


def test_no_page_breaks_a_rule_of_speech(said: list[Page], rules: Rules) -> None:
    broken = each_sentence_once([finding for page in said for finding in lint(page, rules)])
    assert not broken, "\n\n".join([f"{len(broken)} sentences break a rule:", *broken])


def test_every_page_was_read(said: list[Page], rules: Rules) -> None:
    grades = {page.name: measured for page in said if (measured := page_reading(page, rules))}
    for name, measured in sorted(grades.items(), key=lambda item: -item[1].grade):
        sys.stdout.write(f"{measured.grade:5.1f}  {measured.words:5} words  {name}\n")
    names = [page.name for page in said]
    assert {"/", "/check/", "/examples/", "404", "500", "403", "413", "wrong input"} <= set(names)
    assert sum(name.endswith(": /answer/") for name in grades) >= 12
    assert sum(name.startswith("PDF") for name in names) >= 6
    assert sum(name.startswith("diary ") for name in names) >= 40
    assert sum(name.startswith("deqi ") for name in names) >= len(crawl.PEOPLE)
    assert sum(name.startswith("API error") for name in names) == len(crawl.BAD_DOCUMENTS)
    assert sum(name.startswith("safety/rules/") for name in names) >= 40
    assert [page.name for page in said if not page.sentences] == []


def test_every_tier_and_every_group_is_asked_for() -> None:
    tables = default_tables()
    people = [crawl.person({**crawl.CALM, **replies}) for replies in crawl.PEOPLE.values()]
    answers = [would_it_help.answer(person=each, today=date(2030, 1, 2), tables=tables) for each in people]
    assert {answer.safety.urgency for answer in answers} == set(Urgency)
    assert {answer.ledger.stratum for answer in answers if isinstance(answer, Answer)} == set(Stratum)


def test_nothing_is_allowed_that_nobody_says(said: list[Page], rules: Rules) -> None:
    """An exception that no page needs any more is taken out."""
    texts = [sentence.own for page in said for sentence in page.sentences]
    unused = [
        f"{rule.id}: {entry.pattern.pattern}"
        for rule in rules.rules
        for entry in rule.allowed
        if not any(entry.pattern.search(text) for text in texts)
    ]
    assert unused == []


PLANTED = {
    "one-in-x": "About 1 in 10 people feel tired.",
    "ratio": "The odds are 1:1000.",
    "effect-abbreviation": "It helps (RR 1.4).",
    "denominator": "7 of 1,000 people bleed.",
    "relative-risk": "It lowers pain by 30%.",
    "chance-word": "Bleeding is rare.",
    "promise": "It will help you.",
    "diagnosis": "You are suffering from a slipped disc.",
    "tradition": "Qi flows through the body.",
}


@pytest.mark.parametrize(("rule", "sentence"), PLANTED.items())
def test_a_planted_sentence_is_found_on_a_real_page(rules: Rules, rule: str, sentence: str) -> None:
    html = Client().get("/").content.decode()
    planted = html.replace("</main>", f'<section><p id="planted">{sentence}</p></section></main>')
    before, after = (lint(read_page(text, "home"), rules) for text in (html, planted))
    new = [finding for finding in after if finding not in before]
    assert [finding.rule for finding in new] == [rule]
    assert new[0].place.endswith("p#planted")
    assert new[0].sentence == sentence


def test_every_rule_was_planted_once(rules: Rules) -> None:
    assert {rule.id for rule in rules.rules} == set(PLANTED)


def test_a_page_that_is_too_hard_names_its_hardest_sentence(rules: Rules) -> None:
    hard = (
        "Notwithstanding considerable heterogeneity, methodological limitations necessitate interpretation."
    )
    page = plain_page(
        "\n\n".join([*["The pain went away after a week."] * 3, *[f"{hard} {hard[16:]}"] * 9]), "x"
    )
    found = [finding for finding in lint(page, rules) if finding.rule == "reading-grade"]
    assert found == []  # the same sentence again and again counts once: too little text for a grade
    texts = [f"{hard.removesuffix('.')} number {n}." for n in range(9)]
    found = [f for f in lint(plain_page("\n\n".join(texts), "x"), rules) if f.rule == "reading-grade"]
    assert len(found) == 1
    assert "Notwithstanding" in found[0].sentence
