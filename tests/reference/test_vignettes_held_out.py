"""People whom the makers of the rules had not seen: held-out vignettes, judged from guidance alone.

A vignette is under-triaged when the tier is below the least acceptable one, over-triaged when it is above the
most. Exact one-sided binomial bound: Clopper and Pearson, Biometrika 1934;26:404-413.
"""

import importlib.util
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from scipy.stats import beta

from deqi.answers import person_from_document
from deqi.datafiles import DATA_ROOT
from deqi.safety import assess, load_safety_tables
from deqi.vocabulary import SafetyAssessment, Urgency

FOLDER = Path(__file__).parent / "vignettes_held_out"
FINDINGS = [f"F{number:02}" for number in range(1, 58)]
CAUTIONS = [f"K{number:02}" for number in range(1, 31)]
FEWEST = 320
BOUND = 0.01
MOST_OVER = 0.10


@dataclass(frozen=True)
class Judged:
    """One vignette, the tiers that are acceptable, and what the check said."""

    id: str
    story: str
    least: Urgency
    most: Urgency
    must_ask_again: bool
    must_be_open: bool
    found: SafetyAssessment

    @property
    def under(self) -> bool:
        """Whether the check is less urgent than guidance allows."""
        return self.found.urgency < self.least

    @property
    def over(self) -> bool:
        """Whether the check is more urgent than guidance asks for."""
        return self.found.urgency > self.most

    def __str__(self) -> str:
        span = f"{self.least.label} to {self.most.label}"
        return f"{self.id}: {span}, got {self.found.urgency.label} ({self.story})"


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    tables = load_safety_tables(DATA_ROOT / "safety")
    people = map(json.loads, (FOLDER / "vignettes.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        Judged(
            id=row["id"],
            story=row["story"],
            least=Urgency.from_label(row["least"]),
            most=Urgency.from_label(row["most"]),
            must_ask_again=row["must_ask_again"],
            must_be_open=row["must_be_open"],
            found=assess(
                person_from_document(row["document"], finding_ids=FINDINGS, caution_ids=CAUTIONS), tables
            ),
        )
        for row in people
    ]


def upper_bound(misses: int, of: int) -> float:
    """The one-sided 95% Clopper-Pearson bound of a share."""
    return 1.0 if misses == of else float(beta.ppf(0.95, misses + 1, of - misses))


def shown(wrong: list[Judged]) -> str:
    return "\n".join(map(str, wrong))


def test_the_file_is_what_the_table_writes() -> None:
    spec = importlib.util.spec_from_file_location("write_vignettes", FOLDER / "write_vignettes.py")
    assert spec is not None
    assert spec.loader is not None
    writer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(writer)
    assert (FOLDER / "vignettes.jsonl").read_text(encoding="utf-8") == writer.lines()


def test_the_table_is_large_enough_and_every_tier_can_be_missed(judged: list[Judged]) -> None:
    assert len({case.id for case in judged}) == len(judged) >= FEWEST
    assert all(case.least <= case.most for case in judged)
    assert {case.least for case in judged} == set(Urgency)


def test_no_emergency_is_missed(judged: list[Judged]) -> None:
    missed = [case for case in judged if case.least is Urgency.EMERGENCY and case.under]
    assert not missed, shown(missed)


def test_under_triage_is_below_one_percent_with_95_percent_confidence(judged: list[Judged]) -> None:
    missed = [case for case in judged if case.under]
    bound = upper_bound(len(missed), len(judged))
    print(f"under-triaged {len(missed)} of {len(judged)}, bound {bound:.2%}")  # noqa: T201
    assert bound < BOUND, shown(missed)


def test_over_triage_is_rare(judged: list[Judged]) -> None:
    over = [case for case in judged if case.over]
    of_tier = Counter(case.most.label for case in judged)
    for tier, count in sorted(Counter(case.most.label for case in over).items()):
        print(f"over-triaged, at most {tier}: {count} of {of_tier[tier]}")  # noqa: T201
    print(f"over-triaged {len(over)} of {len(judged)}")  # noqa: T201
    assert len(over) < MOST_OVER * len(judged), shown(over)


def test_contradictions_are_asked_again_and_gaps_are_owned(judged: list[Judged]) -> None:
    silent = [case for case in judged if case.must_ask_again and not case.found.contradictions]
    closed = [case for case in judged if case.must_be_open and case.found.complete]
    assert not silent, shown(silent)
    assert not closed, shown(closed)
