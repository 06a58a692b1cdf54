"""The ledger for one person: the group of trials that fits them, and their share of 100."""

from functools import lru_cache

from deqi.datafiles import Row
from deqi.evidence.content import LedgerContent
from deqi.evidence.ledger.predict import count_of_100, shares
from deqi.evidence.ledger.tables import FittedLedger
from deqi.vocabulary import (
    Certainty,
    Count,
    Doubt,
    Horizon,
    Ledger,
    LedgerStatus,
    Person,
    Reply,
    Sex,
    Stratum,
)

DENOMINATOR = 100


def stratum_of(person: Person, groups: Row) -> Stratum:
    """The group whose trials fit this person. Unknown leg pain, duration, age: the largest group."""
    told = [person.pregnant, *(person.cautions.get(name) for name in groups["pregnancy_cautions"])]
    if Reply.YES in told:
        return Stratum.PREGNANCY
    if person.leg_pain is Reply.YES:
        return Stratum.SCIATICA
    if person.pain_weeks is not None and person.pain_weeks < groups["chronic_from_weeks"]:
        return Stratum.ACUTE
    if person.age is not None and person.age >= groups["older_from_age"]:
        return Stratum.CHRONIC_65
    return Stratum.CHRONIC


def ledger_for(person: Person, fitted: FittedLedger, content: LedgerContent) -> Ledger:
    """The honest ledger for this person. Numbers appear only where the group's trials support them."""
    model = fitted.tables.model
    stratum = stratum_of(person, model["groups"])
    words = fitted.tables.strata[stratum]
    return Ledger(
        status=LedgerStatus(words["status"]),
        stratum=stratum,
        denominator=DENOMINATOR,
        responder_definition=model["responder_definition"],
        interval_level=model["interval_level"],
        headline=words["headline"],
        horizons=tuple(_horizon(person, stratum, row, fitted) for row in words["horizon"]),
        harms=content.harms,
        options=content.options_for(stratum),
        positions=content.positions,
        known=content.known_for(stratum),
        not_forecast=content.not_forecast_for(stratum),
        would_change=tuple(words["would_change"]),
    )


def doubts_for(person: Person, ledger: Ledger, doubts: Row, *, safety_complete: bool) -> tuple[Doubt, ...]:
    """Reasons for care in reading this person's ledger, the personal ones first."""
    numbers = bool(ledger.horizons)
    low = doubts["when"]["pain_low_below"]
    may_be_pregnant = person.sex is not Sex.MALE and person.pregnant is Reply.UNKNOWN
    holds = {
        "under_18": person.age is not None and person.age < doubts["when"]["adult_from"],
        "safety_incomplete": not safety_complete,
        "duration_unknown": numbers and person.pain_weeks is None,
        "leg_pain_unknown": numbers and person.leg_pain in (None, Reply.UNKNOWN),
        "pregnant_unknown": numbers and may_be_pregnant,
        "age_unknown": numbers and person.age is None,
        "pain_unknown": numbers and person.pain_now is None and person.function is None,
        "pain_low": numbers and person.pain_now is not None and person.pain_now < low,
        "severity": numbers and (person.pain_now is not None or person.function is not None),
        "open_label": numbers,
        "setting": numbers,
    }
    return tuple(Doubt(name, doubts["text"][name]) for name, held in holds.items() if held)


def _horizon(person: Person, stratum: Stratum, row: Row, fitted: FittedLedger) -> Horizon:
    excess = fitted.tables.severity.excess(person.pain_now, person.function)
    return Horizon(
        weeks=row["weeks"],
        label=row["label"],
        certainty=Certainty(row["certainty"]),
        basis=row["basis"],
        **_counts(fitted, row["weeks"], stratum, excess, frozenset(row["shown"])),
    )


@lru_cache(maxsize=512)
def _counts(
    fitted: FittedLedger, weeks: float, stratum: Stratum, excess: float, shown: frozenset[str]
) -> dict[str, Count | None]:
    """Every count whose arms are all shown; the others are not known.

    Remembered, because all people of one group with the same severity share their numbers.
    """
    older = stratum is Stratum.CHRONIC_65
    severity, level = fitted.tables.severity, fitted.tables.model["interval_level"]
    drawn = shares(fitted.draws, severity, weeks, older=older, excess=excess, noise=fitted.noise)
    parts = {
        "usual_care": ({"usual_care"}, drawn.usual_care),
        "sham": ({"sham"}, drawn.sham),
        "acupuncture": ({"acupuncture"}, drawn.acupuncture),
        "visits": ({"sham", "usual_care"}, drawn.sham - drawn.usual_care),
        "needle_place": ({"acupuncture", "sham"}, drawn.acupuncture - drawn.sham),
        "added": ({"acupuncture", "usual_care"}, drawn.acupuncture - drawn.usual_care),
        "not_better": ({"acupuncture"}, 1 - drawn.acupuncture),
    }
    return {
        name: count_of_100(share, level) if needed <= shown else None
        for name, (needed, share) in parts.items()
    }
