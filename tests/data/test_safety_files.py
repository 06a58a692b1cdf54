"""The reviewed files: complete, reachable, calm in tone, without unseen figures, without negation."""

import itertools
import json
import re

import pytest

from deqi.datafiles import DATA_ROOT
from deqi.safety import assess, load_safety_tables
from deqi.safety.formula import SaidNo
from deqi.vocabulary import Person, Reply, ReviewState, Sex, Urgency

TABLES = load_safety_tables(DATA_ROOT / "safety")
SCHEMAS = DATA_ROOT / "schemas"
ASKED = {id_: finding for id_, finding in TABLES.findings.items() if finding.asked}
FIRST_LIST_URGENT = [f"F{number:02d}" for number in (*range(1, 6), 7, 8, 9, 11, 12, 13, *range(21, 27))]

EMERGENCY_ALONE = ["F01", "F02", "F07", "F22", "F23", "F24", "F25", "F29", "F30", "F36", "F38", "F41", "F56"]
EMERGENCY_WHEN_NEW = ["F03", "F05", "F11", "F33", "F37"]
BENIGN = [
    Person(age=25, sex=Sex.FEMALE, pain_weeks=1, pain_now=0, leg_pain=Reply.NO, pregnant=Reply.NO),
    Person(age=45, sex=Sex.MALE, pain_weeks=1.5, pain_now=1, leg_pain=Reply.NO, pregnant=Reply.NO),
    Person(age=80, sex=Sex.FEMALE, pain_weeks=1, pain_now=2, leg_pain=Reply.NO, pregnant=Reply.NO),
]


def with_replies(person, yes):
    replies = dict.fromkeys(TABLES.findings, Reply.NO) | dict.fromkeys(yes, Reply.YES)
    return Person(
        age=person.age,
        sex=person.sex,
        pain_weeks=person.pain_weeks,
        pain_now=person.pain_now,
        leg_pain=person.leg_pain,
        pregnant=person.pregnant,
        findings=replies,
        cautions=dict.fromkeys(TABLES.cautions, Reply.NO),
    )


@pytest.mark.parametrize("person", BENIGN, ids=["young woman", "man", "old woman"])
@pytest.mark.parametrize("finding", EMERGENCY_ALONE + EMERGENCY_WHEN_NEW)
def test_every_emergency_sign_shines_through_benign_answers(finding, person):
    result = assess(with_replies(person, [finding]), TABLES)
    assert result.urgency is Urgency.EMERGENCY
    assert finding in result.reasons[0].findings


@pytest.mark.parametrize("finding", EMERGENCY_ALONE)
def test_long_standing_pain_does_not_hide_an_emergency_sign(finding):
    person = Person(age=50, sex=Sex.MALE, pain_weeks=1000, pain_now=0, leg_pain=Reply.NO)
    assert assess(with_replies(person, [finding]), TABLES).urgency is Urgency.EMERGENCY


def ids_in(formula):
    return sorted({literal.id for literal in formula.literals() if hasattr(literal, "id")})


def answers_to(ids):
    """Every way to answer one, two or three of ``ids`` with yes or not sure, all the others with no."""
    for size in range(min(3, len(ids)) + 1):
        for some in itertools.combinations(ids, size):
            for replies in itertools.product((Reply.YES, Reply.UNKNOWN), repeat=size):
                yield dict.fromkeys(ids, Reply.NO) | dict(zip(some, replies, strict=True))


def people_who_answer(replies):
    """People with these replies; age, weeks, pain and sex run through a grid."""
    findings = dict.fromkeys(TABLES.findings, Reply.NO)
    findings |= {id_: reply for id_, reply in replies.items() if id_[0] == "F"}
    cautions = {id_: reply for id_, reply in replies.items() if id_[0] == "K"}
    own = {id_: reply for id_, reply in replies.items() if id_ in ("leg_pain", "pregnant")}
    grid = itertools.product((None, 10, 40, 80), (None, 1, 4, 20, 60, 200), (None, 9), (Sex.MALE, Sex.FEMALE))
    for age, weeks, pain, sex in grid:
        about = {"age": age, "pain_weeks": weeks, "pain_now": pain, "sex": sex}
        yield Person(**about, **own, findings=findings, cautions=cautions)


@pytest.mark.parametrize("rule", TABLES.rules, ids=lambda rule: rule.id)
def test_every_rule_is_told_to_somebody(rule):
    fitting = (
        person
        for replies in answers_to(ids_in(rule.when))
        for person in people_who_answer(replies)
        if rule.when.holds(person)
    )
    assert any(rule.id in {reason.rule for reason in assess(person, TABLES).reasons} for person in fitting)


@pytest.mark.parametrize("clash", TABLES.contradictions, ids=lambda clash: clash.id)
def test_every_contradiction_can_arise(clash):
    denied = {literal.id for literal in clash.when.literals() if isinstance(literal, SaidNo)}
    replies = {id_: Reply.NO if id_ in denied else Reply.YES for id_ in ids_in(clash.when)}
    found = [clash.text in assess(person, TABLES).contradictions for person in people_who_answer(replies)]
    assert any(found)


def test_no_rule_term_or_condition_can_negate():
    formulas = [rule.when for rule in TABLES.rules]
    formulas += [item.asked_when for item in (*TABLES.findings.values(), *TABLES.cautions.values())]
    formulas += [item.derived_when for item in TABLES.cautions.values() if item.derived_when]
    assert not [x for formula in formulas for x in formula.literals() if isinstance(x, SaidNo)]
    for name in ("rules", "terms"):
        words = json.loads((SCHEMAS / f"safety-{name}.json").read_text())["$defs"]["formula"]["properties"]
        assert not {"no", "not", "none", "unless", "except"} & set(words)


def test_rules_and_terms_speak_one_language():
    read = {name: json.loads((SCHEMAS / f"safety-{name}.json").read_text()) for name in ("rules", "terms")}
    assert read["rules"]["$defs"] == read["terms"]["$defs"]


def test_an_open_urgent_question_of_the_first_list_demands_a_doctor_within_two_weeks():
    for id_ in FIRST_LIST_URGENT:
        finding = TABLES.findings[id_]
        assert (finding.if_unknown, finding.if_missing) == (Urgency.WITHIN_2_WEEKS, Urgency.WITHIN_2_WEEKS), (
            id_
        )


def test_an_open_urgent_question_is_never_silent():
    """Whatever alone leads to today or now must not be passed over while it is open."""
    for id_, finding in ASKED.items():
        alone = assess(with_replies(BENIGN[0], [id_]), TABLES).urgency
        if alone >= Urgency.SAME_DAY:
            assert finding.if_unknown >= Urgency.WITHIN_2_WEEKS, id_
            assert finding.if_missing >= Urgency.NOTE, id_
        assert finding.if_unknown >= finding.if_missing, id_


def test_the_ids_of_the_published_list_are_all_there():
    assert {f"F{number:02d}" for number in range(1, 29)} <= set(TABLES.findings)
    assert {f"K{number:02d}" for number in range(1, 31)} | {"N01", "N02"} == set(TABLES.cautions)


def items_with_basis():
    return [*TABLES.findings.values(), *TABLES.rules, *TABLES.cautions.values(), *TABLES.notes]


def test_every_item_says_when_it_was_reviewed_and_what_is_our_own_judgement():
    for item in items_with_basis():
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", item.basis.reviewed_on), item.id
        assert item.basis.sources or item.basis.judgement, item.id
        if item.basis.review is ReviewState.SEEN:
            assert item.basis.sources, item.id
            assert item.basis.where, item.id
    for rule in TABLES.rules:
        assert "sign-off" in rule.basis.judgement, rule.id


def test_every_source_is_used_and_says_where_it_can_be_found_or_is_plain():
    used = {source for item in items_with_basis() for source in item.basis.sources}
    used |= {
        f.source for item in (*TABLES.findings.values(), *TABLES.cautions.values()) for f in item.figures
    }
    assert used == {source.id for source in TABLES.sources}


def test_figures_are_published_ones_in_range():
    for item in (*TABLES.findings.values(), *TABLES.cautions.values()):
        for figure in item.figures:
            if figure.measure in ("sensitivity", "specificity"):
                assert 0 <= figure.value <= 1, item.id
            if figure.low is not None and figure.high is not None:
                assert figure.low <= figure.value <= figure.high, item.id


def test_likelihood_ratios_that_we_computed_agree_with_their_sensitivity_and_specificity():
    """LR+ = sens / (1 - spec), LR- = (1 - sens) / spec, to the one or two digits that are printed."""
    for id_ in ("F01", "F02", "F03", "F04"):
        by = {figure.measure: figure.value for figure in TABLES.findings[id_].figures}
        sens, spec = by["sensitivity"], by["specificity"]
        assert by["positive likelihood ratio"] == pytest.approx(sens / (1 - spec), abs=0.051)
        assert by["negative likelihood ratio"] == pytest.approx((1 - sens) / spec, abs=0.0051)


def patient_texts():
    for finding in TABLES.findings.values():
        yield from ((finding.id, finding.question), (finding.id, finding.help))
    for caution in TABLES.cautions.values():
        for text in (caution.title, caution.question, caution.help, caution.text):
            yield caution.id, text
    for item in (*TABLES.rules, *TABLES.contradictions, *TABLES.notes):
        yield item.id, item.text
    for advice in (*TABLES.advice.values(), TABLES.cannot_tell, TABLES.partly_asked):
        yield from (("tiers", advice.headline), ("tiers", advice.action))
    yield from (("come_back_if", text) for text in TABLES.come_back_if)
    yield from (("sign_off", TABLES.unsigned), ("tiers", TABLES.not_answered))
    for screen in TABLES.screens:
        yield from ((screen.id, screen.title), (screen.id, screen.lead))
        for question in screen.questions:
            yield from ((screen.id, question.text), (screen.id, question.help))
            yield from ((screen.id, choice.label) for choice in question.choices)


@pytest.mark.parametrize(
    "barred",
    [
        r"\b(1|one) in \d",
        r"%",
        r"\b(un)?likely\b",
        r"\brare(ly)?\b",
        r"\byou will\b",
        r"\bodds\b",
        r"\brelative risk\b",
        r"\bmiracle\b",
        r"—",
        r"!",
        r"\bsafe depth\b",
        r"\b\d+ ?mm\b",
        r"\btimes (as|more)\b",
    ],
)
def test_words_that_mislead_are_not_used(barred):
    found = [(id_, text) for id_, text in patient_texts() if re.search(barred, text, re.IGNORECASE)]
    assert not found


def test_no_figure_is_printed_but_those_that_were_seen():
    """Every share or count in a text, against the list of those that somebody has seen published."""
    seen = {"80 of 100", "1 of 100", "24 of 100", "4 of these"}
    found = {match for _, text in patient_texts() for match in re.findall(r"\d+ of \w+", text)}
    assert found <= seen
    unchecked = {
        f"{figure.value:g}"
        for item in (*TABLES.findings.values(), *TABLES.cautions.values())
        for figure in item.figures
        if figure.review is ReviewState.UNCHECKED
    }
    numbers = {number for _, text in patient_texts() for number in re.findall(r"\d+(?:\.\d+)?", text)}
    assert not numbers & unchecked


def syllables(word):
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, groups - (word.lower().endswith("e") and not word.lower().endswith("le") and groups > 1))


def grade(texts):
    """Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid 1975)."""
    text = " ".join(text if text[-1] in ".?:" else f"{text}." for text in texts)
    sentences = len(re.findall(r"[.?:](?=\s|$)", text))
    words = re.findall(r"[A-Za-z']+", text)
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_texts_read_at_grade_eight_or_below():
    kinds = {
        "questions": [finding.question for finding in ASKED.values()],
        "rules": [rule.text for rule in TABLES.rules],
        "cautions": [caution.text for caution in TABLES.cautions.values()],
        "actions": [advice.action for advice in TABLES.advice.values()],
        "come back if": list(TABLES.come_back_if),
    }
    assert {kind: round(grade(texts), 1) for kind, texts in kinds.items() if grade(texts) > 8} == {}


def test_no_reason_or_advice_is_much_harder_than_the_rest():
    """Names of medicines make some questions hard whatever we do; what to do now has no such excuse."""
    texts = [rule.text for rule in TABLES.rules] + [advice.action for advice in TABLES.advice.values()]
    texts += [TABLES.cannot_tell.action, TABLES.partly_asked.action, TABLES.not_answered, TABLES.unsigned]
    assert [text for text in texts if grade([text]) > 11.5] == []


def test_emergency_advice_says_what_to_do_now():
    action = TABLES.advice[Urgency.EMERGENCY].action
    assert "Do not book acupuncture" in action
    assert "emergency number" in action
    assert "today" in TABLES.advice[Urgency.SAME_DAY].action
    assert "today" in TABLES.cannot_tell.action
