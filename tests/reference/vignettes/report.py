"""Measure the triage against the vignettes: ``python tests/reference/vignettes/report.py``.

Prints the number of vignettes, under-triage with its one-sided 95% Clopper-Pearson upper bound,
over-triage by tier, and every miss. Exit status 1 when an emergency is missed or the bound is 1% or more.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scipy.stats import beta

from deqi.answers import person_from_document
from deqi.datafiles import DATA_ROOT
from deqi.safety import assess, load_safety_tables
from deqi.vocabulary import SafetyAssessment, Urgency

HERE = Path(__file__).parent
TABLES = load_safety_tables(DATA_ROOT / "safety")
FINDING_IDS = frozenset(f"F{number:02d}" for number in range(1, 100))
CAUTION_IDS = frozenset(f"K{number:02d}" for number in range(1, 100))
LIMIT = 0.01
"""Under-triage must be below this share, at its upper bound."""


@dataclass(frozen=True)
class Outcome:
    """One vignette, what was accepted, and what the assessment said."""

    vignette: dict[str, Any]
    got: Urgency

    @property
    def at_least(self) -> Urgency:
        return Urgency.from_label(self.vignette["at_least"])

    @property
    def at_most(self) -> Urgency:
        return Urgency.from_label(self.vignette["at_most"])

    @property
    def under(self) -> bool:
        return self.got < self.at_least

    @property
    def over(self) -> bool:
        return self.got > self.at_most


def read_vignettes() -> list[dict[str, Any]]:
    """Every vignette of the file."""
    with (HERE / "vignettes.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def judged(vignettes: Iterable[dict[str, Any]]) -> list[Outcome]:
    """What the assessment says of each vignette."""
    return [Outcome(vignette, urgency_of(vignette["input"])) for vignette in vignettes]


def urgency_of(document: dict[str, Any]) -> Urgency:
    """The tier for an input as a user would write it."""
    return assessed(document).urgency


def assessed(document: dict[str, Any]) -> SafetyAssessment:
    """The whole assessment of an input as a user would write it."""
    person = person_from_document(document, finding_ids=FINDING_IDS, caution_ids=CAUTION_IDS)
    return assess(person, TABLES)


def upper_bound(misses: int, total: int) -> float:
    """One-sided 95% Clopper-Pearson upper bound of a share (a beta quantile)."""
    return 1.0 if misses >= total else float(beta.ppf(0.95, misses + 1, total - misses))


def lines(outcomes: Sequence[Outcome]) -> list[str]:
    """The report, a line at a time."""
    under = [outcome for outcome in outcomes if outcome.under]
    over = [outcome for outcome in outcomes if outcome.over]
    total = len(outcomes)
    emergencies = [outcome for outcome in outcomes if outcome.at_least is Urgency.EMERGENCY]
    missed = sum(outcome.under for outcome in emergencies)
    bound = upper_bound(len(under), total)
    text = [
        f"vignettes {total}, patterns {len({outcome.vignette['pattern'] for outcome in outcomes})}",
        f"under-triage {len(under)} of {total} ({len(under) / total:.2%}), upper 95% bound {bound:.3%}",
        f"emergencies under-triaged {missed} of {len(emergencies)}",
        f"over-triage {len(over)} of {total} ({len(over) / total:.2%})",
    ]
    could_be_over = Counter(o.at_most for o in outcomes)
    were_over = Counter(o.at_most for o in over)
    for tier in sorted(could_be_over, reverse=True):
        if tier is not Urgency.EMERGENCY:
            share = were_over[tier] / could_be_over[tier]
            text.append(
                f"  at most {tier.label}: {were_over[tier]} of {could_be_over[tier]} over ({share:.2%})"
            )
    return [*text, *(miss("UNDER", o) for o in under), *(miss("over", o) for o in over)]


def miss(word: str, outcome: Outcome) -> str:
    """One line for a vignette outside its range."""
    item = outcome.vignette
    accepted = f"{item['at_least']} to {item['at_most']}"
    return f"{word} {item['id']}: {item['title']}. Accepted {accepted}, got {outcome.got.label}"


def main() -> int:
    """Print the report; 1 when it fails."""
    outcomes = judged(read_vignettes())
    sys.stdout.write("\n".join(lines(outcomes)) + "\n")
    under = [outcome for outcome in outcomes if outcome.under]
    missed_emergency = any(outcome.at_least is Urgency.EMERGENCY for outcome in under)
    return int(missed_emergency or upper_bound(len(under), len(outcomes)) >= LIMIT)


if __name__ == "__main__":
    sys.exit(main())
