"""An answer as plain text: what to do first, then the ledger, then doubts and sources."""

import textwrap
from collections.abc import Iterable, Iterator

import click

from deqi.vocabulary import Answer, AskedResult, Caution, Count, Horizon, Ledger, Option, SafetyAssessment

WIDTH = 96
NOT_KNOWN = "not known"


def tell(result: AskedResult) -> None:
    """Print an answer or a refusal."""
    for line in lines(result):
        click.echo(line)


def lines(result: AskedResult) -> Iterator[str]:
    """The answer line by line, wrapped for a terminal."""
    yield from _safety(result.safety)
    if isinstance(result, Answer):
        yield from _ledger(result.ledger)
        yield from listed("What to keep in mind", (doubt.text for doubt in result.doubts))
    else:
        yield ""
        yield from wrapped("You see no figures about acupuncture now: being seen comes first.")
    yield from listed("Sources", (source.citation for source in result.sources))
    yield ""
    yield f"Deqi {result.provenance.engine_version}, {result.provenance.date}"


def _safety(safety: SafetyAssessment) -> Iterator[str]:
    yield ""
    yield f"Is it safe for me?  {safety.urgency.label}"
    yield from wrapped(safety.headline)
    yield from wrapped(safety.action)
    yield from listed("Why", (reason.text for reason in safety.reasons))
    yield from listed("Please look at these answers again", safety.contradictions)
    yield from listed("Please note", safety.notes)
    yield from listed("Before the first needle", map(_caution, safety.cautions))
    yield from listed("Come back if", safety.come_back_if)


def _ledger(ledger: Ledger) -> Iterator[str]:
    yield ""
    yield "Would it help me?"
    yield from wrapped(ledger.headline)
    if ledger.horizons:
        yield from wrapped(f'"Clearly better" means: {ledger.responder_definition}.')
        yield f"The ranges hold {ledger.interval_level:.0%} of what the trials leave possible."
    for horizon in ledger.horizons:
        yield from _horizon(horizon, ledger)
    harms = (f"{harm.label}: {_count(harm.of_100)} of 100. {harm.text}" for harm in ledger.harms)
    yield from listed("Harms", harms)
    yield from listed("Other things that people do for back pain", map(_option, ledger.options))
    positions = (f"{position.body} ({position.year}): {position.says}" for position in ledger.positions)
    yield from listed("What guidelines say", positions)
    told = (*ledger.known, *ledger.not_forecast)
    yield from listed("What else is known", (f"{finding.title}: {finding.text}" for finding in told))
    yield from listed("What would change this answer", ledger.would_change)


def _horizon(horizon: Horizon, ledger: Ledger) -> Iterator[str]:
    yield ""
    yield f"{horizon.label.capitalize()}: of {ledger.denominator} people like you, clearly better"
    rows = {
        "with usual care": horizon.usual_care,
        "with sham needling": horizon.sham,
        "with acupuncture": horizon.acupuncture,
        "more with sham than with usual care": horizon.visits,
        "more with real needling than with sham": horizon.needle_place,
        "not clearly better with acupuncture": horizon.not_better,
    }
    for label, count in rows.items():
        yield f"  {label:<38}{_people(count)}"
    yield f"  {'how sure we can be':<38}{horizon.certainty.value}"


def _option(option: Option) -> str:
    compared = f"compared with {option.comparator}" if option.comparator else ""
    what = ", ".join(part for part in (option.label, compared, option.when) if part)
    return f"{what}: {_points(option.points)}. {option.text}"


def _caution(caution: Caution) -> str:
    sure = "" if caution.certain else ", you were not sure"
    return f"{caution.title} ({caution.level}{sure}): {caution.text}"


def _people(count: Count | None) -> str:
    """Whole people; a difference may be below zero."""
    if count is None:
        return NOT_KNOWN
    middle, low, high = (round(number) for number in (count.estimate, count.low, count.high))
    return f"about {middle} (from {low} to {high})"


def _count(count: Count | None) -> str:
    if count is None:
        return NOT_KNOWN
    return f"about {_figure(count.estimate)} (from {_figure(count.low)} to {_figure(count.high)})"


def _figure(number: float) -> str:
    """A whole number, or two digits where a whole number would say nothing."""
    return f"{number:.0f}" if abs(number) >= 2 or number == 0 else f"{number:.2g}"


def _points(count: Count | None) -> str:
    return NOT_KNOWN if count is None else f"{_count(count)} points of 100 less pain"


def listed(title: str, items: Iterable[str]) -> Iterator[str]:
    """A title with its items below it, each wrapped; nothing when there is no item."""
    found = list(items)
    if not found:
        return
    yield ""
    yield f"{title}:"
    for item in found:
        yield from textwrap.wrap(item, WIDTH, initial_indent="  - ", subsequent_indent="    ")


def wrapped(text: str) -> list[str]:
    """The lines of a paragraph."""
    return textwrap.wrap(text, WIDTH)
