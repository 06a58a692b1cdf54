"""What is said of the points: complete, checked against a second list, plain, and nothing unchecked."""

import csv
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from deqi.answers import Tables, default_tables, load_tables, place
from deqi.atlas import PointBook, load_point_book
from deqi.care import CareTables, load_care_tables
from deqi.datafiles import DATA_ROOT
from deqi.language import lint, load_rules, plain_page
from deqi.vocabulary import DataFileError, Handling, Measures, ReviewState, Sex

ROOT = Path(__file__).resolve().parents[2]
COUNTS = {
    "LU": 11,
    "LI": 20,
    "ST": 45,
    "SP": 21,
    "HT": 9,
    "SI": 19,
    "BL": 67,
    "KI": 27,
    "PC": 9,
    "TE": 23,
    "GB": 44,
    "LR": 14,
    "GV": 28,
    "CV": 24,
}
"""Points a channel, typed from the contents of the standard: 361 in all."""


@pytest.fixture(scope="module")
def tables() -> Tables:
    return default_tables()


@pytest.fixture(scope="module")
def book(tables: Tables) -> PointBook:
    return tables.points


@pytest.fixture(scope="module")
def care(tables: Tables) -> CareTables:
    return tables.care


def said(tables: Tables) -> dict[str, str]:
    """Every text about points that a person may read, by where it stands."""
    texts = {f"{p.code} find": p.find for p in tables.points.points.values()}
    texts |= {f"{p.code} variant": p.variant for p in tables.points.points.values() if p.variant}
    texts |= {f"risk {risk.id}": risk.warning for risk in tables.points.risks.values()}
    texts |= {f"alias {a.alias} {a.code}": a.why for a in tables.points.aliases}
    for group in tables.care.groups:
        parts = {"text": group.text, "chronic": group.if_chronic, "leg pain": group.if_leg_pain}
        texts |= {f"group {group.id} {name}": text for name, text in parts.items() if text}
    texts |= {f"why {p.code}": p.why for p in tables.care.points.values()}
    texts |= {f"tradition {p.code}": p.tradition for p in tables.care.points.values() if p.tradition}
    texts |= {f"rule {rule.id}": rule.reason for rule in tables.care.rules}
    texts |= {f"statement {s.id}": s.text for s in tables.care.statements}
    return texts | {"say which limb": tables.care.limbs.say_which}


def test_every_point_of_the_standard_stands_once_in_order(book: PointBook) -> None:
    standard = [code for code in book.points if not code.startswith("EX")]
    assert len(standard) == sum(COUNTS.values()) == 361
    for channel, count in COUNTS.items():
        own = [code for code in standard if re.fullmatch(rf"{channel}\d+", code)]
        assert own == [f"{channel}{number}" for number in range(1, count + 1)]
    assert set(book.points) - set(standard) == {"EX-B2", "EX-B7", "EX-B8", "EX-UE7"}


def test_names_agree_with_a_second_list_or_say_that_they_do_not(book: PointBook) -> None:
    second = {}
    for line in (ROOT / "curation/atlas/names_second_list.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            channel, *names = line.split()
            second |= {f"{channel}{number}": name for number, name in enumerate(names, 1)}
    differ = {
        code
        for code, name in second.items()
        if name != f"{book.points[code].pinyin}{book.points[code].characters_simplified}"
    }
    assert len(second) == 361
    assert differ == {"BL45", "GB22", "TE11"}
    assert {code for code in differ if not book.points[code].names_note} == set()


# typed by hand from the second list, after a report of slips in another code system
@pytest.mark.parametrize(
    ("code", "pinyin", "characters"),
    [
        ("ST45", "Lìduì", "厉兑"),
        ("KI15", "Zhōngzhù", "中注"),
        ("KI24", "Língxū", "灵墟"),
        ("KI7", "Fùliū", "复溜"),
        ("KI16", "Huāngshū", "肓俞"),
        ("KI27", "Shūfǔ", "俞府"),
        ("PC5", "Jiānshǐ", "间使"),
        ("TE18", "Chìmài", "瘈脉"),
        ("BL40", "Wěizhōng", "委中"),
    ],
)
def test_names_that_were_in_doubt(book: PointBook, code: str, pinyin: str, characters: str) -> None:
    point = book.points[code]
    assert (point.pinyin, point.characters_simplified) == (pinyin, characters)


def test_extra_points_say_that_they_are_not_in_the_standard(book: PointBook) -> None:
    extra = [point for code, point in book.points.items() if code.startswith("EX")]
    assert {point.review for point in extra} == {ReviewState.SECONDARY}
    assert {point.source for point in extra} & {"who-points-2009"} == set()


def test_points_that_the_standard_disputes_say_so(book: PointBook) -> None:
    """The standard itself names six points on whose place its authors did not agree."""
    disputed = {"LI19", "LI20", "PC8", "PC9", "GB30", "GV26"}
    assert {code for code in disputed if not book.points[code].variant} == set()


def test_texts_are_plain_and_promise_nothing(tables: Tables) -> None:
    rules = load_rules(DATA_ROOT)
    found = [str(f) for name, text in said(tables).items() for f in lint(plain_page(text, name), rules)]
    assert found == []


def test_no_text_promises_or_gives_a_depth(tables: Tables) -> None:
    allowed = {"statement field"}
    for name, text in said(tables).items():
        assert not re.search(r"\bsafe depth|\bup to \d+ mm|\bcures?\b|\bheals?\b", text, re.IGNORECASE), name
        if name not in allowed and "2 mm from the nail" not in text:
            assert not re.search(r"\d\s*mm\b", text), name


LUNG = {f"BL{number}" for number in (*range(11, 22), *range(41, 51))} | {
    "GB21",
    "LU1",
    "KI25",
    "ST15",
    "SP20",
}
KIDNEY = {"BL22", "BL23", "BL51", "BL52"}


@pytest.mark.parametrize(("risk", "codes"), [("lung", LUNG), ("kidney", KIDNEY), ("heart", {"CV17"})])
def test_points_over_lung_kidney_and_heart_carry_a_hard_warning(
    book: PointBook, risk: str, codes: set[str]
) -> None:
    for code in codes:
        first = book.points[code].risks[0]
        assert (first.id, first.hard) == (risk, True), code


def test_hard_warnings_are_scarce(book: PointBook) -> None:
    hard = [point for point in book.points.values() if any(risk.hard for risk in point.risks)]
    assert len(hard) < len(book.points) / 4


def test_the_smallest_published_depth_is_the_one_that_warns(book: PointBook) -> None:
    """Typed from the abstracts: ultrasound gives 14.6 mm at GB21, MRI 56."""
    depth = book.points["GB21"].depth
    assert depth is not None
    assert (depth.mm, depth.source) == (14.6, "chen-2018-gb21")
    assert book.points["BL52"].depth is None


def test_ranks_as_printed(care: CareTables) -> None:
    """Typed from the abstract of Lee 2012, not from the table."""
    ranks = {
        (code, use.id): use.rank for code, uses in care.uses.items() for use in uses if use.rank is not None
    }
    korea = ["BL23", "BL24", "BL25", "GB30", "BL26", "BL60", "BL32", "BL40", "KI3", "GV3", "ST36"]
    abroad = ["BL23", "BL25", "BL40", "BL60", "GB30", "GB34", "BL32", "BL26"]
    assert [ranks[code, "korea-2012"] for code in korea] == list(range(1, 12))
    assert [ranks[code, "abroad-2012"] for code in abroad] == list(range(1, 9))


def test_lists_hold_as_many_points_as_they_say(care: CareTables) -> None:
    held = Counter(use.id for uses in care.uses.values() for use in uses)
    sizes = {use.id: use.of for uses in care.uses.values() for use in uses}
    assert dict(held) == sizes


def test_no_share_is_told_of_how_a_point_was_used(tables: Tables) -> None:
    labels = [use.label for uses in tables.care.uses.values() for use in uses]
    assert not [label for label in labels if "%" in label or "percent" in label]


def test_belly_eye_throat_and_midline_are_not_pressed_at_home(book: PointBook) -> None:
    pressed = {point.area for point in book.points.values() if point.handling is Handling.PRESS}
    barred = {"upper belly", "lower belly", "neck", "face", "groin", "chest", "pelvic floor", "flank"}
    assert pressed & barred == set()
    assert not any(p.handling is Handling.PRESS and not p.bilateral for p in book.points.values())


# The release gate: what nobody has checked stands nowhere but in the list of what is held back.
def test_nothing_unchecked_is_loaded(book: PointBook, care: CareTables) -> None:
    assert book.unchecked == ("atlas/depths: bl21-cadavers", "atlas/aliases: BL23")
    assert care.unchecked == ()
    assert book.points["BL21"].depth is None
    assert not [alias for alias in book.aliases if alias.alias == "sea of vitality"]
    states = {point.review for point in book.points.values()}
    states |= {risk.review for risk in book.risks.values()}
    states |= {point.depth.review for point in book.points.values() if point.depth}
    states |= {use.review for uses in care.uses.values() for use in uses}
    states |= {statement.review for statement in care.statements}
    assert ReviewState.UNCHECKED not in states


def copy_of_the_data(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    shutil.copytree(DATA_ROOT, root)
    return root


def test_a_hard_warning_stands_first_whatever_comes_before_it(tmp_path: Path) -> None:
    root = copy_of_the_data(tmp_path)
    path = root / "atlas/risks/belly.toml"
    path.write_text(path.read_text().replace('"CV2"', '"CV2", "BL23"'))
    risks = load_point_book(root).points["BL23"].risks
    assert [risk.id for risk in risks] == ["kidney", "belly"]


def test_a_row_that_becomes_unchecked_disappears(tmp_path: Path) -> None:
    root = copy_of_the_data(tmp_path)
    path = root / "atlas/depths.csv"
    path.write_text(
        path.read_text().replace("chen-2018-gb21,abstract,seen", "chen-2018-gb21,abstract,unchecked")
    )
    depth = load_point_book(root).points["GB21"].depth
    assert depth is not None
    assert depth.mm == 56


def test_a_place_whose_definition_nobody_has_seen_says_so(tmp_path: Path) -> None:
    root = copy_of_the_data(tmp_path)
    path = root / "atlas/placement.csv"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(
        "".join(x.replace(",secondary", ",unchecked") if x.startswith("EX-B7,") else x for x in lines)
    )
    measures = Measures(sex=Sex.MALE, age_years=40, height_cm=175, weight_kg=75)
    positions = place(measures, load_tables(root)).positions
    assert not any(position.checked for position in positions["EX-B7"])
    assert all(position.checked for position in positions["BL23"])


def test_a_source_that_no_list_holds_is_refused(tmp_path: Path) -> None:
    root = copy_of_the_data(tmp_path)
    path = root / "atlas/risks/kidney.toml"
    path.write_text(path.read_text().replace('"chia-2017"', '"nobody-1999"'))
    with pytest.raises(DataFileError, match="nobody-1999"):
        _ = load_tables(root).points


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("atlas/risks/kidney.toml", '"BL22"', '"BL99"', "BL99"),
        ("atlas/aliases.csv", "B54,BL40", "B54,BL99", "BL99"),
    ],
)
def test_a_record_about_a_point_that_does_not_exist_is_refused(
    tmp_path: Path, file: str, old: str, new: str, told: str
) -> None:
    root = copy_of_the_data(tmp_path)
    (root / file).write_text((root / file).read_text().replace(old, new))
    with pytest.raises(DataFileError, match=told):
        load_point_book(root)


def test_a_group_without_its_reasons_is_refused(tmp_path: Path) -> None:
    root = copy_of_the_data(tmp_path)
    (root / "care/points/BL23.toml").unlink()
    with pytest.raises(DataFileError, match="BL23"):
        load_care_tables(root)


def test_the_table_is_what_the_texts_and_names_give() -> None:
    """points.csv is composed; a text mended there alone would be lost at the next run."""
    finds = {row["code"]: row["find"] for row in rows(ROOT / "curation/atlas/find.csv")}
    assert {row["code"]: row["find"] for row in rows(DATA_ROOT / "atlas/points.csv")} == finds


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


BY_FEEL = {"LU2", "BL57", "GB33", "GB34", "ST40", "SP9", "LR7", "SP12", "SI6", "SI12", "SI13", "LI12"}
"""Found by feeling for a hollow: their words give no distance, and the chart needs one."""


def test_the_distances_in_the_words_are_those_of_the_geometry(book: PointBook) -> None:
    """The sentences and the table that places the points were written apart from each other."""
    differ = set()
    for row in rows(DATA_ROOT / "atlas/placement.csv"):
        steps = (row["offset_cun"], row["lateral_cun"])
        wanted = {abs(float(step)) for step in steps if step and abs(float(step)) not in (0, 0.1)}
        if row["code"]:
            told = {float(n) for n in re.findall(r"([\d.]+) cun\b", book.points[row["code"]].find)}
            differ |= set() if wanted <= told else {row["code"]}
    assert differ == BY_FEEL


COUNTING = {
    "L1": "Count three bones up",
    "L2": "Count two bones up",
    "L3": "Go one bone up",
    "L4": "crosses the fourth low-back bone. From",
    "L5": "Go one bone down",
    "T12": "ends at the twelfth chest bone. From",
    "T11": "ends at the twelfth chest bone. Go one bone up",
    "T10": "Count three bones down",
    "T9": "Count two bones down",
    "T7": "seventh chest bone. From",
    "T6": "Count one bone up",
    "T5": "Count two bones up",
}
"""How the words count, from the line of the hip bones, the last rib or the tips of the shoulder blades."""


def test_the_bone_in_the_words_is_that_of_the_geometry(book: PointBook) -> None:
    checked = 0
    for row in rows(DATA_ROOT / "atlas/placement.csv"):
        bone = re.search(r"\b([TL]\d+)\b", row["level"])
        if row["code"].startswith("BL") and bone and bone[1] in COUNTING:
            checked += 1
            assert COUNTING[bone[1]] in book.points[row["code"]].find, row["code"]
    assert checked >= 20
