"""Guidelines: the two questions from the table, and nobody's words that nobody has read."""

from deqi.answers import default_tables
from deqi.web.pages.presenters.comparators import two_questions


def test_two_questions_as_printed() -> None:
    evidence = default_tables().evidence
    two = two_questions(evidence.results, evidence.contrasts)
    assert two is not None
    assert (two.usual, two.sham, two.real) == ("27.4", "44.2", "47.6")
    assert (two.over_usual.number, two.over_usual.range_text) == ("20.2", "13.4 to 26.7")
    assert (two.over_sham.number, two.over_sham.range_text) == ("3.4", "−3.7 to 10.3")


def test_without_a_number_there_is_no_picture() -> None:
    evidence = default_tables().evidence
    some = [row for row in evidence.results if row.role.value != "sham"]
    assert two_questions(some, evidence.contrasts) is None
    assert two_questions(evidence.results, []) is None


def test_payers_stand_apart_from_guidelines(look) -> None:
    page = look("/guidelines/")
    headings = [node.text() for node in page.walk() if node.tag in {"h2", "h3"}]
    place = headings.index("Who pays")
    assert any("NICE" in text for text in headings[:place])
    assert any("Medicare" in text for text in headings[place:])
    assert not any("Medicare" in text for text in headings[:place])


def test_the_unread_guideline_is_nowhere(look) -> None:
    assert "Veterans" not in look("/guidelines/").text()
