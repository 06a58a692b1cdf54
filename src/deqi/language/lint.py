"""Hold what a page says against the rules."""

from collections.abc import Iterator
from dataclasses import dataclass

from deqi.language.page import Page, Sentence
from deqi.language.reading import Reading, ReadingRule, reading
from deqi.language.rules import Rule, Rules, Scope

READING = "reading-grade"
UNKNOWN_LANGUAGE = "unknown-language"


@dataclass(frozen=True)
class Finding:
    """One sentence that breaks one rule. ``found`` are the words that did; a ``warning`` fails nothing."""

    rule: str
    page: str
    place: str
    sentence: str
    found: str
    what_to_do: str
    warning: bool = False

    def __str__(self) -> str:
        where = f"{self.page} [{self.place}]" if self.place else self.page
        return f"{where}: {self.rule} ({self.found!r}) in {self.sentence!r}. {self.what_to_do}"


def lint(page: Page, rules: Rules) -> list[Finding]:
    """Everything on ``page`` that breaks a rule, in the order of the page; then its reading grade.

    In a language without rules of its own only the rules for every language are used, and a warning says so.
    """
    findings = list(_unknown_language(page, rules))
    spoken = rules.spoken_in(page.language)
    for sentence in page.sentences:
        for rule in spoken:
            findings.extend(_broken(rule, sentence))
    findings.extend(_hard_to_read(page, rules))
    return findings


def page_reading(page: Page, rules: Rules) -> Reading | None:
    """The reading grade of a page; ``None`` when it has too little text or its language has no rule.

    Labels, headings and cells do not count: short as they are, they would hide hard sentences. Nor does
    what is written for researchers.
    """
    rule = rules.reading.get(page.language)
    if rule is None:
        return None
    found = reading(_graded(page), rule)
    return found if found and found.words >= rule.fewest_words else None


def _graded(page: Page) -> list[str]:
    told = dict.fromkeys(
        sentence.own for sentence in page.sentences if sentence.prose and not sentence.expert
    )
    return list(told)


def _unknown_language(page: Page, rules: Rules) -> Iterator[Finding]:
    if page.language in rules.languages:
        return
    yield Finding(
        rule=UNKNOWN_LANGUAGE,
        page=page.name,
        place="html",
        sentence="",
        found=page.language,
        what_to_do="Write rules for this language in data/language, or have a reader check the page.",
        warning=True,
    )


def _broken(rule: Rule, sentence: Sentence) -> Iterator[Finding]:
    text = sentence.own
    if not rule.in_questions and text.rstrip('"”’)').endswith("?"):
        return
    matches = list(rule.pattern.finditer(text))
    if not matches or (rule.unless is not None and rule.unless.search(_around(sentence, rule.near))):
        return
    spared = [match.span() for entry in rule.allowed for match in entry.pattern.finditer(text)]
    for match in matches:
        start, end = match.span()
        if not any(low <= start and end <= high for low, high in spared):
            found = match.group().strip()
            yield Finding(rule.id, sentence.page, sentence.place, sentence.text, found, rule.what_to_do)


def _around(sentence: Sentence, scope: Scope) -> str:
    return {Scope.SENTENCE: sentence.own, Scope.BLOCK: sentence.block, Scope.SECTION: sentence.section}[scope]


def _hard_to_read(page: Page, rules: Rules) -> Iterator[Finding]:
    measured = page_reading(page, rules)
    rule = rules.reading.get(page.language)
    if measured is None or rule is None or measured.grade <= rule.highest:
        return
    worst = hardest(page, rule)[:3]
    yield Finding(
        rule=READING,
        page=page.name,
        place=worst[0].place if worst else "",
        sentence=" / ".join(sentence.own for sentence in worst),
        found=f"grade {measured.grade:.1f}",
        what_to_do=f"Grade {rule.highest:g} at most: shorter sentences and shorter words, these first.",
    )


def hardest(page: Page, rule: ReadingRule) -> list[Sentence]:
    """The sentences of a page that weigh most on its grade, hardest first."""
    graded = {sentence.own: sentence for sentence in page.sentences if sentence.prose and not sentence.expert}
    weight = {
        text: (found.grade - rule.highest) * found.words
        for text in graded
        if (found := reading([text], rule))
    }
    return [graded[text] for text in sorted(weight, key=lambda text: -weight[text])]
