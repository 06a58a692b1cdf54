"""Write ``data/atlas/points.csv`` from the definitions, the texts and the second list of names.

    python curation/atlas/compose_points.py POINT_DEFINITIONS.csv

The definitions are facts taken from the standard, in fields (a row a point). The sentences of ``find.csv``
are our own and are written by hand; mend them there and run this again. ``names_second_list.txt`` was typed
from another list than the first, so that a tone mark or a character stands on two legs. Run twice, it
writes the same bytes.
"""

import csv
import re
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "src/deqi/data/atlas/points.csv"
STANDARD = "who-points-2009"
REVIEW = "secondary"
"""The standard was read in a copy of its text, names in two copies, extra points on teaching pages."""
NAME = re.compile(r"([^\u2e80-\U0003ffff]+)(.+)")

AREAS = {
    "head": "head",
    "face": "face",
    "anterior neck": "neck",
    "posterior neck": "neck",
    "posterior neck/shoulder": "shoulder",
    "shoulder girdle": "shoulder",
    "scapular": "shoulder",
    "upper back": "upper back",
    "lumbar": "lower back",
    "back": "lower back",
    "sacral": "sacrum",
    "buttock": "buttock",
    "perineal": "pelvic floor",
    "anterior thoracic": "chest",
    "lateral thoracic": "chest",
    "lateral abdomen": "flank",
    "upper abdomen": "upper belly",
    "lower abdomen": "lower belly",
    "abdomen": "lower belly",
    "groin": "groin",
    "axilla": "arm",
}
"""The regions of the standard that say where a point lies; the rest is told by the last word."""
BY_LAST_WORD = {
    "arm": "arm",
    "elbow": "arm",
    "forearm": "arm",
    "wrist": "arm",
    "hand": "hand",
    "palm": "hand",
    "thumb": "hand",
    "finger": "hand",
    "thigh": "thigh",
    "knee": "knee",
    "leg": "lower leg",
    "ankle": "ankle",
    "foot": "foot",
    "toe": "foot",
    "sole": "foot",
}

PRESS = frozenset(
    {
        *(f"BL{number}" for number in (23, 24, 25, 26, *range(27, 35), 36, 37, 39, 40, 52, 53, 54)),
        *(f"BL{number}" for number in (*range(55, 61), 62)),
        *("EX-B7", "EX-UE7", "GB29", "GB30", "GB31", "GB34", "GB39", "GB41", "KI3", "KI7", "LI4", "LR3"),
        *("LU7", "SI3", "SP6", "ST36"),
    }
)
"""Muscle or hand, foot and leg, away from eye, throat, large vessels and belly. Our judgement."""
LEAVE = {"CV1", "CV8", "GV28", "ST17"}
"""A private place, the mouth, the navel, the nipple."""

EXTRA = {
    "EX-B2": ("Jiājǐ", "meandqi-ex-b2", "two teaching pages agree: 17 pairs, half a cun from the midline"),
    "EX-B7": ("Yāoyǎn", "nepal-ex-b7", "three teaching pages agree: level of L4, 3.5 cun from the midline"),
    "EX-UE7": (
        "Yāotòngdiǎn",
        "nepal-ex-ue7",
        "teaching pages differ: midpoint of wrist and knuckles, or base of bones",
    ),
    "EX-B8": ("Shíqīzhuī", "nomina-ex-b8", "one teaching page: on the midline below L5"),
}

VARIANTS = {
    "LI19": "The standard also names another place: level with the upper third of the groove.",
    "LI20": "The standard also names another place: level with the lower edge of the nostril.",
    "PC8": "The standard also names another place: between the bones of the middle and ring finger.",
    "PC9": "The standard also names another place: beside the corner of the nail, on the index-finger side.",
    "GB30": "The standard also names another place: the same step on the line to the front of the hip bone.",
    "GV26": "The standard also names another place: the upper third of the groove.",
    "EX-UE7": "Teaching pages differ by about a thumb width; both places lie in the same two grooves.",
}
DIFFER = {
    "BL45": "Two lists print different simplified characters; both are in use.",
    "GB22": "Two lists print different simplified characters; both are in use.",
    "TE11": "The standard prints 冷 (lěng), the other list 泠 (líng).",
}


def second_names() -> dict[str, tuple[str, str]]:
    """Code to tone-marked pinyin and simplified characters, from the second list."""
    found = {}
    for line in (HERE / "names_second_list.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        channel, *names = line.split()
        for number, name in enumerate(names, 1):
            match = NAME.fullmatch(name)
            assert match, name
            found[f"{channel}{number}"] = (match[1], match[2])
    return found


def plain(pinyin: str) -> str:
    """Pinyin without tone marks and apostrophes; only the first letter large."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", pinyin) if not unicodedata.combining(sign))
    return bare.replace("'", "").capitalize()


def area(code: str, region: str) -> str:
    """One plain word for the part of the body."""
    if code == "EX-B2":
        return "lower back"
    return AREAS.get(region) or next(
        BY_LAST_WORD[word] for word in reversed(region.split()) if word in BY_LAST_WORD
    )


def main(definitions: Path) -> None:
    """Write the table."""
    finds = {row["code"]: row["find"] for row in _rows(HERE / "find.csv")}
    seconds = second_names()
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        rows = [_point(row, finds, seconds) for row in _rows(definitions)]
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _point(row: dict[str, str], finds: dict[str, str], seconds: dict[str, tuple[str, str]]) -> dict[str, str]:
    code = row["code"]
    extra = EXTRA.get(code)
    tone, simplified = seconds.get(code, (extra[0] if extra else "", row["characters_simplified"]))
    pinyin = row["pinyin"] if code in DIFFER else tone
    page = row["who_page_source"].partition(", ")[2]
    return {
        "code": code,
        "pinyin": pinyin,
        "pinyin_plain": plain(pinyin),
        "characters_traditional": row["characters_traditional"],
        "characters_simplified": row["characters_simplified"] if code in DIFFER else simplified,
        "channel": row["channel"],
        "bilateral": row["bilateral"],
        "region": row["region_who"],
        "area": area(code, row["region_who"]),
        "find": finds[code],
        "variant": VARIANTS.get(code, ""),
        "surface_cue": row["surface_cue"],
        "same_level_as": row["same_level_as"],
        "posture": row["posture_note"],
        "handling": "press" if code in PRESS else "leave" if code in LEAVE else "needle",
        "low_back_set": "yes" if row["low_back_group"] else "no",
        "source": extra[1] if extra else STANDARD,
        "source_location": extra[2] if extra else (page or f"entry {code}"),
        "review": REVIEW,
        "names_review": REVIEW,
        "names_note": DIFFER.get(code, ""),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
