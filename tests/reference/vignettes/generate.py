"""Write ``vignettes.jsonl`` from the reviewer's table: the same table always gives the same file.

The table says what a clinician-minded reader of published guidance expects. Nothing here knows the
rules under test. Run it with ``python tests/reference/vignettes/generate.py``.
"""

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SEED = "back pain triage 1"
TIERS = ("NONE", "NOTE", "WITHIN 2 WEEKS", "SAME DAY", "EMERGENCY")
# the least tier while an urgent question is open, and while only later-added ones (F29 on) are blank
OPEN_QUESTION = "WITHIN 2 WEEKS"
OPEN_LATER_QUESTION = "NOTE"
FIRST_FORM = tuple(f"F{number:02d}" for number in range(1, 27) if number != 6)
AROUND_WOMEN = ("F22", "F23", "@headache_vision_pregnancy", "@recent_birth", "@trouble_after_birth")
# questions that matter on their own and that no pattern of the table combines with others by a blank
STANDING_ALONE = ("F24", "F21", "@cold_leg", "@tearing_pain", "@belly_pain_vomiting")
WEAK_FLAGS = ("F10", "F15", "F16", "F18", "@diabetes")
WEEKS = (0.3, 1, 1.5, 1.9, 2, 3, 4, 6, 8, 11, 12, 13, 16, 26, 40, 51, 52, 60, 78, 90, 104, 156, 260, 520)
WRAPPINGS = ("plain", "young_mild_long", "blanks", "unsure_around", "mixture", "no_person", "weak_flags",
             "old_severe")  # fmt: skip
EXACT = ("exact", "exact_low", "exact_high", "few_blank", "few_unsure", "first_form")
WHOLE = ("exact", "exact_low", "exact_high")

# which end of the row's ranges a wrapping takes: 0 the low one, 1 the high one, otherwise any value
ENDS_OF_LIFE = {"exact_low": 0.0, "exact_high": 1.0, "young_mild_long": 0.0, "old_severe": 1.0}
END_OF_TIME = {"exact_low": 0.0, "exact_high": 1.0, "young_mild_long": 1.0}

Row = dict[str, str]


@dataclass(frozen=True)
class Names:
    """The id of each symbol (a symbol with no id yet stays as it is), and what the form cannot ask."""

    id_of: dict[str, str]

    def resolve(self, key: str) -> str:
        return self.id_of.get(key) or key

    @property
    def symbols(self) -> tuple[str, ...]:
        return tuple(symbol for symbol, name in self.id_of.items() if name != "none")


def read_table() -> list[Row]:
    """Every row of the reviewer's table."""
    with (HERE / "reviewers_table.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_names() -> Names:
    """Which finding id each symbol stands for."""
    with (HERE / "finding_names.csv").open(encoding="utf-8", newline="") as file:
        return Names({row["symbol"]: row["id"] for row in csv.DictReader(file)})


def vignettes() -> Iterator[dict[str, Any]]:
    """Every vignette, in the order of the table."""
    names = read_names()
    for row in read_table():
        named = f"{row['yes']} {row['unknown']} {row['missing']}".split()
        if any(names.id_of.get(key) == "none" for key in named):
            continue
        for variant in variants_of(row):
            yield vignette(row, variant, names)


def variants_of(row: Row) -> tuple[str, ...]:
    """The wrappings that keep this row's expectation true."""
    if row["others"] == "wrap":
        return WRAPPINGS
    # a row about a question of the later form cannot be told with the first form alone
    later = any(key.startswith("@") for key in f"{row['yes']} {row['unknown']}".split())
    if row["others"] != "no":
        return WHOLE
    return EXACT[:-1] if later else EXACT


def vignette(row: Row, variant: str, names: Names) -> dict[str, Any]:
    """One vignette: the person, every reply, and the tiers that are acceptable."""
    rng = random.Random(f"{SEED}/{row['pattern']}/{variant}")  # noqa: S311 (vignettes, not secrets)
    person = person_of(row, variant, rng)
    replies = replies_of(row, variant, person, names, rng)
    findings = {names.resolve(key): reply for key, reply in replies.items()}
    cautions = dict.fromkeys(row["cautions"].split(), "yes")
    if not cautions and row["others"] == "wrap" and rng.random() < 0.3:
        cautions = {"K07": "no", "K12": "no", "K13": "no"}
    at_least, at_most = accepted(row, variant, replies)
    return {
        "id": f"{row['pattern']}-{variant}",
        "pattern": row["pattern"],
        "group": row["group"],
        "title": row["title"],
        "input": person | {"findings": findings, "cautions": cautions},
        "at_least": at_least,
        "at_most": at_most,
    }


def accepted(row: Row, variant: str, replies: dict[str, str]) -> tuple[str, str]:
    """The tiers of the row; open questions of an urgent kind raise both ends."""
    if variant not in {"few_blank", "few_unsure", "first_form"}:
        return row["at_least"], row["at_most"]
    only_later_blanks = variant != "few_unsure" and {"F21", "F24"} <= set(replies)
    floor = OPEN_LATER_QUESTION if only_later_blanks else OPEN_QUESTION
    return max(row["at_least"], floor, key=TIERS.index), max(row["at_most"], OPEN_QUESTION, key=TIERS.index)


def person_of(row: Row, variant: str, rng: random.Random) -> dict[str, Any]:
    """Age, sex, weeks, pain, leg pain and pregnancy. What is not known is left out."""
    young_or_old = ENDS_OF_LIFE.get(variant)
    age = number(row["age"], range(18, 91), young_or_old, rng)
    weeks = number(row["pain_weeks"], WEEKS, END_OF_TIME.get(variant), rng)
    pain = number(row["pain_now"], range(11), young_or_old, rng)
    sex = row["sex"] or rng.choice(["female", "male"])
    person = {
        "age": age,
        "sex": sex,
        "pain_weeks": weeks,
        "pain_now": pain,
        "leg_pain": leg_pain(row, rng),
        "pregnant": pregnancy(row, sex, age),
    }
    if variant == "no_person":
        person = {key: value for key, value in person.items() if row[key]}
    return {key: value for key, value in person.items() if value not in {None, "missing"}}


def number(span: str, allowed: Any, end: float | None, rng: random.Random) -> float | None:
    """A value of ``allowed`` inside ``span`` ("2-11"): at its low end, its high end, or any."""
    if span == "missing":
        return None
    low, high = (float(part) for part in span.split("-")) if span else (min(allowed), max(allowed))
    values = [value for value in allowed if low <= value <= high] or list(range(int(low), int(high) + 1))
    if end is not None:
        return values[0] if end == 0 else values[-1]
    return rng.choice(values)


def leg_pain(row: Row, rng: random.Random) -> str:
    choices = {"": ["yes", "no"], "any_yn": ["yes", "no"], "any": ["yes", "no", "unknown", "missing"]}
    return rng.choice(choices.get(row["leg_pain"], [row["leg_pain"]]))


def pregnancy(row: Row, sex: str, age: float | None) -> str | None:
    if row["pregnant"]:
        return row["pregnant"]
    return "no" if sex == "female" and (age is None or age <= 55) else None


def replies_of(
    row: Row, variant: str, person: dict[str, Any], names: Names, rng: random.Random
) -> dict[str, str]:
    """The row's own replies, and around them what the wrapping says of every other question."""
    own = dict.fromkeys(row["yes"].split(), "yes") | dict.fromkeys(row["unknown"].split(), "unknown")
    left_out = set(row["missing"].split())
    around: dict[str, str] = {}
    if row["others"] != "missing":
        base = "unknown" if row["others"] == "unknown" else "no"
        asked = [*FIRST_FORM, *names.symbols]
        around = {key: base for key in asked if applies(key, person, rng)}
        around = wrapped(around, variant, set(own), rng)
    return {key: reply for key, reply in (around | own).items() if key not in left_out}


def applies(key: str, person: dict[str, Any], rng: random.Random) -> bool:
    """Whether this person would be asked; a man may well be shown a question for women and say no."""
    age = person.get("age", 40)
    if key == "F19":
        return bool(age <= 70)
    if key == "F20":
        return bool(age >= 18)
    if key in AROUND_WOMEN and (person.get("sex") == "male" or age > 60):
        return rng.random() < 0.5
    return True


def wrapped(around: dict[str, str], variant: str, own: set[str], rng: random.Random) -> dict[str, str]:
    """Change the benign replies around a pattern as the wrapping says."""
    free = [key for key in around if key not in own]
    one_alone = rng.choice([key for key in STANDING_ALONE if key in free] or [""])
    unsure: list[str] = []
    blank: set[str] = set()
    weak: list[str] = []
    match variant:
        case "blanks":
            blank = set(free)
        case "first_form":
            blank = {key for key in free if key.startswith("@")}
        case "few_blank":
            blank = {one_alone}
        case "few_unsure":
            unsure = [one_alone]
        case "unsure_around":
            unsure = rng.sample(free, rng.randint(3, 8))
        case "mixture":
            unsure = [key for key in free if rng.random() < 0.25]
            blank = {key for key in free if rng.random() < 0.25}
        case "weak_flags":
            weak = [key for key in WEAK_FLAGS if key in free]
    changed = around | dict.fromkeys(unsure, "unknown") | dict.fromkeys(weak, "yes")
    return {key: reply for key, reply in changed.items() if key not in blank}


def written() -> str:
    """The whole file, one vignette a line."""
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in vignettes())


if __name__ == "__main__":
    (HERE / "vignettes.jsonl").write_text(written(), encoding="utf-8")
