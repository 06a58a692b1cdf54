"""Answers with invented figures: they test how an answer is shown, never what is true."""

from dataclasses import replace

from deqi.vocabulary import (
    Answer,
    Caution,
    Certainty,
    Count,
    Doubt,
    Harm,
    Horizon,
    Ledger,
    LedgerStatus,
    Option,
    Position,
    Provenance,
    Reason,
    Refusal,
    Reported,
    ReviewState,
    SafetyAssessment,
    SignOff,
    Source,
    Stratum,
    Urgency,
)

SOURCES = (
    Source(
        "s1",
        "A made-up trial of needles. Journal of Examples, 2001.",
        doi="10.0000/example.1",
        review=ReviewState.SEEN,
    ),
    Source(
        "s2", "A made-up overview. Journal of Examples, 2002.", pmid="00000000", review=ReviewState.SECONDARY
    ),
)
PROVENANCE = Provenance("0.0.0", {"safety": "a" * 64, "evidence": "b" * 64}, "2030-01-02")


def horizon(weeks, label, usual, sham, acupuncture, certainty=Certainty.MODERATE):
    """Arms as (estimate, low, high) or None; the differences follow with wide made-up limits."""

    def count(arm):
        return None if arm is None else Count(*arm)

    def gap(lower, upper):
        if lower is None or upper is None:
            return None
        middle = upper[0] - lower[0]
        return Count(middle, middle - 9, middle + 8)

    rest = (
        None
        if acupuncture is None
        else Count(100 - acupuncture[0], 100 - acupuncture[2], 100 - acupuncture[1])
    )
    return Horizon(
        weeks=weeks,
        label=label,
        usual_care=count(usual),
        sham=count(sham),
        acupuncture=count(acupuncture),
        visits=gap(usual, sham),
        needle_place=gap(sham, acupuncture),
        added=gap(usual, acupuncture),
        not_better=rest,
        certainty=certainty,
        basis="12 made-up trials with 3,000 people.",
    )


def safety(urgency=Urgency.NOTE):
    """An assessment of this tier."""
    return SafetyAssessment(
        urgency=urgency,
        headline="Nothing here needs a doctor today.",
        action="Tell the acupuncturist what stands below before the first needle.",
        reasons=(Reason("R1", urgency, "You told us that you have diabetes.", ("F10",)),),
        notes=("A note about how often this happens.",),
        cautions=(
            Caution(
                "K07", "ask a doctor first", "Blood thinners", "Ask before the first needle.", certain=False
            ),
            Caution("K01", "tell the acupuncturist", "Pacemaker", "No electric current."),
        ),
        come_back_if=(
            "Get emergency help if you feel numb between the legs.",
            "Be seen today if you get a fever.",
            "Be seen today if you fell.",
            "A line of another kind.",
        ),
        unanswered=(),
        contradictions=(),
        complete=True,
        sign_off=SignOff(),
    )


def ledger():
    """A ledger with every part filled."""
    return Ledger(
        status=LedgerStatus.KNOWN,
        stratum=Stratum.CHRONIC,
        denominator=100,
        responder_definition="pain at least 30% lower than at the start",
        interval_level=0.9,
        headline="In trials, more people were clearly better with acupuncture than with usual care.",
        horizons=(
            horizon(10, "at 8 to 12 weeks", (26.6, 19, 36), (35.4, 26, 46), (45.2, 36, 55)),
            horizon(26, "at 26 weeks", (29, 20, 39), (37, 26, 49), (43, 31, 54), Certainty.LOW),
            horizon(52, "at 52 weeks", (33, 21, 47), None, (41, 27, 55), Certainty.VERY_LOW),
        ),
        harms=(
            Harm(
                "minor",
                "A minor harm, such as a bruise",
                Count(9, 8, 10),
                Certainty.MODERATE,
                "Bruises, bleeding, pain.",
                ("s1",),
                ReviewState.SEEN,
            ),
            Harm(
                "serious",
                "A serious harm",
                Count(0.011, 0.004, 0.025),
                Certainty.LOW,
                "Such as a lung that is hit.",
                ("s2",),
                ReviewState.SECONDARY,
            ),
        ),
        options=(
            Option(
                "acupuncture",
                "Acupuncture",
                "against usual care or nothing",
                "usual care",
                "12 weeks",
                Count(10, 3, 17),
                Certainty.LOW,
                "Made up.",
                ("s1",),
                ReviewState.SEEN,
            ),
            Option(
                "exercise",
                "Exercise",
                "against usual care or nothing",
                "usual care",
                "12 weeks",
                Count(8, 5, 11),
                Certainty.MODERATE,
                "Made up.",
                ("s2",),
                ReviewState.SECONDARY,
            ),
            Option(
                "stay-active",
                "Carry on and stay active",
                "against usual care or nothing",
                "usual care",
                "12 weeks",
                None,
                Certainty.LOW,
                "No number was seen.",
                (),
                ReviewState.SEEN,
            ),
            Option(
                "nsaid",
                "Anti-inflammatory medicine",
                "against placebo or sham",
                "placebo",
                "12 weeks",
                Count(4, -1, 9),
                Certainty.LOW,
                "Made up.",
                ("s2",),
                ReviewState.SEEN,
            ),
        ),
        positions=(
            Position(
                "g1",
                "Guideline of Example Land",
                2020,
                "Do not offer it.",
                "acupuncture with sham",
                "current",
                ("s1",),
                ReviewState.SEEN,
            ),
            Position(
                "g2",
                "Guideline of Other Land",
                2017,
                "Consider it.",
                "acupuncture with usual care",
                "current",
                ("s2",),
                ReviewState.SEEN,
            ),
        ),
        known=(),
        not_forecast=(
            Reported(
                "sleep",
                "Sleep",
                "Two small made-up trials measured it.",
                Certainty.VERY_LOW,
                ("s1",),
                ReviewState.SEEN,
            ),
        ),
        would_change=("A large trial against sham that lasts a year.",),
    )


def answer(**changes):
    """A whole answer; ``changes`` replace parts of the ledger."""
    return Answer(
        safety=safety(),
        ledger=replace(ledger(), **changes),
        doubts=(Doubt("no-sex", "You did not tell your sex."),),
        sources=SOURCES,
        provenance=PROVENANCE,
    )


def refusal(urgency=Urgency.EMERGENCY):
    """Somebody who must be seen first."""
    urgent = replace(
        safety(urgency),
        headline="This can be an emergency.",
        action="Call the emergency number now. Do not book acupuncture.",
        cautions=(),
    )
    return Refusal(safety=urgent, sources=SOURCES[:1], provenance=PROVENANCE)
