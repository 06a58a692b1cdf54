"""How far heights and girths of real people lie from what the survey's means and covariances expect.

    python validation/atlas/survey_sd.py [--people FILE.csv]

Without people it prints the spread that the covariances imply: one standard deviation, by sex, and pooled
over the surveyed women and men. With a CSV of measured people it prints the spread of their residuals,
person by person, for the heights that ``build_body`` gives and for the girths of its mesh. The CSV has a
column ``sex`` (female, male) and columns named like those of ``body_survey.csv``. The people of that table's
half of the survey must not be in it.
"""

import argparse
import csv
from pathlib import Path

import numpy as np

from deqi.atlas import AtlasTables, build_body, load_atlas_tables
from deqi.atlas.survey import expect
from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import InputError, Measures, Sex

BASIC = ("age_years", "stature_mm", "weight_kg")
TIERS = {
    "basic": BASIC,
    "inseam": (*BASIC, "crotchheight_mm"),
    "inseam, waist": (*BASIC, "crotchheight_mm", "waistcircumference_mm"),
    "inseam, sitting height": (*BASIC, "crotchheight_mm", "sittingheight_mm"),
    "inseam, marks": (*BASIC, "crotchheight_mm", "cervicaleheight_mm", "iliocristaleheight_mm"),
}
HEIGHTS = {
    "c7": "cervicaleheight_mm",
    "iliac_crest": "iliocristaleheight_mm",
    "trochanter": "trochanterionheight_mm",
    "knee_line": "tibialheight_mm",
    "navel": "waistheightomphalion_mm",
}
GIRTHS = {
    "waist": "waistcircumference_mm",
    "bust": "chestcircumference_mm",
    "hip": "buttockcircumference_mm",
}
OPTIONAL = {
    "crotchheight_mm": "inseam_cm",
    "waistcircumference_mm": "waist_cm",
    "sittingheight_mm": "sitting_height_cm",
    "cervicaleheight_mm": "c7_height_cm",
    "iliocristaleheight_mm": "iliac_crest_height_cm",
}


def implied(tables: AtlasTables) -> None:
    print("implied by the covariances, 1 SD in mm: women, men, pooled")
    columns = HEIGHTS | GIRTHS
    for tier, known in TIERS.items():
        print(tier)
        for name, column in columns.items():
            spread, people = [], []
            for sex in (Sex.FEMALE, Sex.MALE):
                survey = tables.body.surveys[sex]
                found = expect(survey, {key: survey.mean[survey.index(key)] for key in known})
                spread.append(found[column][1])
                people.append(survey.people)
            pooled = np.sqrt(np.average(np.square(spread), weights=people))
            print(f"  {name:<12}{spread[0]:7.1f}{spread[1]:7.1f}{pooled:7.1f}")


def measured(path: Path, tables: AtlasTables) -> None:
    with path.open(newline="", encoding="utf-8") as file:
        people = list(csv.DictReader(file))
    for tier, known in TIERS.items():
        off: dict[str, list[float]] = {name: [] for name in (*HEIGHTS, *GIRTHS)}
        left_out = 0
        for person in people:
            optional = {OPTIONAL[key]: float(person[key]) / 10 for key in known if key in OPTIONAL}
            try:
                measures = Measures(
                    sex=Sex(person["sex"]),
                    age_years=max(18.0, float(person["age_years"])),
                    height_cm=float(person["stature_mm"]) / 10,
                    weight_kg=float(person["weight_kg"]),
                    **optional,
                )
            except InputError:
                left_out += 1
                continue
            body = build_body(measures, tables)
            for name, column in HEIGHTS.items():
                off[name].append(1000 * body.heights[name].value_m - float(person[column]))
            for name, column in GIRTHS.items():
                off[name].append(1000 * body.girths[name] - float(person[column]))
        print(f"{tier}: {len(people) - left_out} people, {left_out} left out; mean, SD in mm")
        for name, values in off.items():
            print(f"  {name:<12}{np.mean(values):7.1f}{np.std(values):7.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=Path)
    asked = parser.parse_args()
    tables = load_atlas_tables(DATA_ROOT)
    implied(tables)
    if asked.people:
        measured(asked.people, tables)


if __name__ == "__main__":
    main()
