"""How often does the rule err? Courses of made-up people, judged by the product itself.

Writes ``src/deqi/data/outcomes/rates.toml``, which the page shows, and ``result.json`` beside this file.
Run: .venv/bin/python validation/decision/simulate.py  (about two minutes)
"""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
from worlds import START, Course, World, courses, record_at

from deqi.answers import default_tables, is_it_working
from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import CourseAnswer, Verdict

SEED = 5
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
EARLY, LATE = 6, 12
WORLDS = (
    World("middle"),
    World("calm", deviation_sd=0.8, kept=0.7, rating_sd=0.7, missed=0.1),
    World("restless", deviation_sd=1.6, kept=0.9, rating_sd=1.3, missed=0.4),
    World("nothing happens", drift=0.0, drift_sd=0.0),
)
Judged = dict[int, Verdict]
TEXTS = {
    "false_stop_early": (
        "Of 100 made-up people who end clearly better, {n} are told to stop after 6 visits."
    ),
    "false_go_early": "Of 100 made-up people who do not, {n} are told to go on after 6 visits.",
    "open_early": "Of 100 made-up people, {n} are told after 6 visits that it is too early.",
    "false_stop_late": ("Of 100 made-up people who end clearly better, {n} are told to stop after 12 weeks."),
    "false_go_late": "Of 100 made-up people who do not, {n} are told to go on after 12 weeks.",
    "untreated_go": ("Of 100 made-up people with no change but chance, {n} look clearly better at 12 weeks."),
}


def judge(course: Course) -> Judged:
    found: Judged = {}
    for week in (EARLY, LATE):
        answer = is_it_working.answer(
            record=record_at(course, week), today=START + timedelta(weeks=week), tables=default_tables()
        )
        assert isinstance(answer, CourseAnswer)
        assert answer.decision is not None
        found[week] = answer.decision.verdict
    return found


def share(rows: list[tuple[Course, Judged]], of: Callable, counts: Callable) -> dict[str, float]:
    """People of 100 with the 95% interval of Agresti and Coull."""
    chosen = [counts(course, judged) for course, judged in rows if of(course)]
    n, hits = len(chosen), sum(chosen)
    centre = (hits + 2) / (n + 4)
    half = 1.96 * np.sqrt(centre * (1 - centre) / (n + 4))
    return {
        "of_100": round(100 * hits / n, 1),
        "low": round(100 * max(centre - half, 0), 1),
        "high": round(100 * min(centre + half, 1), 1),
        "n": n,
    }


def rates(rows: list[tuple[Course, Judged]]) -> dict[str, dict[str, float]]:
    good, bad = (lambda c: c.clearly_better), (lambda c: not c.clearly_better)
    return {
        "false_stop_early": share(rows, good, lambda _, j: j[EARLY] is Verdict.STOP),
        "false_go_early": share(rows, bad, lambda _, j: j[EARLY] is Verdict.GO_ON),
        "open_early": share(rows, lambda _: True, lambda _, j: j[EARLY] is Verdict.TOO_EARLY),
        "false_stop_late": share(rows, good, lambda _, j: j[LATE] is Verdict.STOP),
        "false_go_late": share(rows, bad, lambda _, j: j[LATE] is Verdict.GO_ON),
        "untreated_go": share(rows, lambda _: True, lambda _, j: j[LATE] is Verdict.GO_ON),
    }


def main() -> None:
    result = {}
    for world in WORLDS:
        rng = np.random.default_rng(SEED)
        rows = [(course, judge(course)) for course in courses(world, COUNT, rng)]
        result[world.name] = {
            "clearly_better": round(100 * float(np.mean([c.clearly_better for c, _ in rows])), 1),
            "verdicts_early": _verdicts(rows, EARLY),
            "verdicts_late": _verdicts(rows, LATE),
            **rates(rows),
        }
        print(world.name, json.dumps(result[world.name], indent=1))
    here = Path(__file__).parent
    text = json.dumps({"seed": SEED, "courses": COUNT, "worlds": result}, indent=2) + "\n"
    (here / "result.json").write_text(text, encoding="utf-8")
    (DATA_ROOT / "outcomes/rates.toml").write_text(_toml(result), encoding="utf-8")


def _verdicts(rows: list[tuple[Course, Judged]], week: int) -> dict[str, float]:
    return {v.value: round(100 * sum(j[week] is v for _, j in rows) / len(rows), 1) for v in Verdict}


def _people(of_100: float) -> str:
    return "fewer than 1" if 0 < of_100 < 1 else f"about {round(of_100)}"


def _toml(result: dict) -> str:
    """The middle world, with limits as wide as the other worlds make them."""
    lines = ['made_by = "validation/decision/simulate.py"', f"seed = {SEED}", f"courses = {COUNT}"]
    for name, text in TEXTS.items():
        alone = name == "untreated_go"
        worlds = ["nothing happens"] if alone else ["middle", "calm", "restless"]
        main_row = result[worlds[0]][name]
        low = min(result[world][name]["low"] for world in worlds)
        high = max(result[world][name]["high"] for world in worlds)
        lines += ["", "[[rate]]", f'id = "{name}"', f'text = "{text.format(n=_people(main_row["of_100"]))}"']
        lines += [f"of_100 = {main_row['of_100']}", f"low = {low}", f"high = {high}", f"n = {main_row['n']}"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
