"""``deqi points``: places, facts, a search, one person's points, and many people in one run."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deqi.cli import main

WOMAN = ("--sex", "female", "--age", "45", "--height", "165", "--weight", "70")
CALM = {"age": 45, "sex": "male", "pain_weeks": 40, "leg_pain": "no", "pregnant": "no"}


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["points", *arguments], input=stdin)


def told(*arguments: str, stdin: str | None = None) -> dict[str, object]:
    done = run(*arguments, stdin=stdin)
    assert done.exit_code == 0, done.output
    document: dict[str, object] = json.loads(done.stdout)
    return document


def test_json_has_measures_tier_landmarks_girths_points_and_provenance() -> None:
    document = told(*WOMAN, "--json")
    assert document["measures"]["height_cm"] == 165  # type: ignore[index]
    assert document["tier"] == "height and weight"
    assert "x to the person's right" in str(document["frame"])
    c7 = document["landmarks"]["c7"]  # type: ignore[index]
    assert 1.3 < c7["value_m"] < 1.5
    assert c7["sd_mm"] > 0
    assert "atlas/placement" in document["provenance"]["tables"]  # type: ignore[index]


def test_every_point_is_printed_on_both_sides() -> None:
    rows = told(*WOMAN, "--json")["points"]
    assert isinstance(rows, list)
    assert len({row["code"] for row in rows}) >= 360
    assert {row["side"] for row in rows if row["code"] == "BL23"} == {"left", "right"}
    assert {row["side"] for row in rows if row["code"] == "GV4"} == {"midline"}
    for row in rows:
        assert {"code", "side", "x", "y", "z", "radius_mm", "level", "group", "coarse"} <= set(row)


def test_all_adds_what_no_marker_belongs_on() -> None:
    shown = {row["code"] for row in told(*WOMAN, "--json")["points"]}  # type: ignore[attr-defined]
    every = {row["code"] for row in told(*WOMAN, "--json", "--all")["points"]}  # type: ignore[attr-defined]
    assert len(every) == 365
    assert "GV28" in every - shown


def test_one_point_by_any_name_and_a_group() -> None:
    rows = told(*WOMAN, "--json", "--point", "B54 behind the knee", "--group", "hand")["points"]
    assert {row["code"] for row in rows} == {"BL40", "EX-UE7", "SI3", "LI4", "LU7"}  # type: ignore[attr-defined]


def test_more_measures_reach_a_better_tier() -> None:
    marks = ("--inseam", "76", "--c7", "141", "--iliac-crest", "101")
    assert told(*WOMAN, *marks, "--json", "--point", "BL23")["tier"] == "marks on the back"


def test_the_table_says_that_a_place_is_no_target() -> None:
    done = run(*WOMAN, "--point", "BL40")
    assert done.exit_code == 0
    assert "not a needle target" in done.output
    assert "BL40" in done.output


def test_facts_put_the_hard_warning_first() -> None:
    lines = run("--point", "BL13").output.splitlines()
    assert lines[0].startswith("BL13  Fèishū")
    assert lines[1].startswith("WARNING: The lung lies under this point")
    assert "not a depth to aim for" in " ".join(" ".join(lines).split())


def test_find_tells_why() -> None:
    done = run("find", "B54", "behind", "the", "knee")
    assert done.exit_code == 0
    assert done.output.startswith("BL40  Wěizhōng")
    assert "is not meant" in " ".join(done.output.split())


def test_find_without_a_match_gives_near_spellings() -> None:
    done = run("find", "wei", "zhon")
    assert done.exit_code == 2
    assert "Weizhong (BL40)" in done.output


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        (("--sex", "female", "--age", "45"), "--height"),
        ((), "--sex"),
        ((*WOMAN[:4], "--height", "5.4", "--weight", "70"), "feet"),
        ((*WOMAN[:6], "--weight", "0"), "weight_kg"),
        ((*WOMAN[:6], "--weight", "nan"), "weight_kg"),
        ((*WOMAN, "--c7", "100", "--iliac-crest", "140"), "c7"),
        ((*WOMAN, "--point", "BL99"), "BL99"),
        ((*WOMAN, "--point", "B54"), "2 points"),
        ((*WOMAN, "--group", "elbow"), "elbow"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_drawn(arguments: tuple[str, ...], where: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert where in done.stderr
    assert "Traceback" not in done.output


def test_choose_gives_points_with_places() -> None:
    document = told("choose", "--json", "-", *WOMAN, stdin=json.dumps(CALM | {"findings": {}}))
    assert document["kind"] == "points"
    assert document["body"] is not None


def test_choose_refuses_the_urgent() -> None:
    done = run("choose", "--json", "-", stdin=json.dumps(CALM | {"findings": {"F01": "yes"}}))
    assert done.exit_code == 0
    assert json.loads(done.stdout)["kind"] == "refusal"
    assert "groups" not in json.loads(done.stdout)


def test_choose_keeps_the_reason_of_an_override() -> None:
    pregnant = CALM | {"sex": "female", "age": 30, "pregnant": "yes", "findings": {}}
    reason = "Trained in obstetrics; consent was given."
    document = told("choose", "--json", "-", "--override-reason", reason, stdin=json.dumps(pregnant))
    assert document["override"]["reason"] == reason  # type: ignore[index]


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(
        "id,sex,age,height_cm,weight_kg,inseam_cm\n"
        "a,female,45,165,70,\n"
        "b,male,30,5.9,80,\n"
        "c,male,30,180,80,82\n"
        "d,dog,30,180,80,82\n"
        "e,male,30,tall,80,82\n"
        "f,male,,180,80,82\n"
    )
    return path


def test_many_people_in_one_run_and_no_row_is_dropped(people: Path) -> None:
    done = run("--people", str(people), "--point", "BL23")
    assert done.exit_code == 2
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["line"], line["id"]) for line in lines] == [
        *((2, "a"), (3, "b"), (4, "c"), (5, "d"), (6, "e"), (7, "f")),
    ]
    assert [line["id"] for line in lines if "error" not in line] == ["a", "c"]
    assert {point["code"] for point in lines[0]["points"]} == {"BL23"}
    assert lines[2]["tier"] == "inseam"
    assert "feet" in lines[1]["error"]["next_step"]
    assert "4 rows could not be used" in done.stderr


def test_a_person_of_a_file_gets_what_the_same_person_alone_gets(people: Path) -> None:
    alone = told(*WOMAN, "--json", "--point", "BL23")
    first = json.loads(run("--people", str(people), "--point", "BL23").stdout.splitlines()[0])
    assert first["points"] == alone["points"]
    assert first["landmarks"] == alone["landmarks"]


def test_landmarks_only(people: Path) -> None:
    first = json.loads(run("--people", str(people), "--landmarks-only").stdout.splitlines()[0])
    assert "points" not in first
    assert first["landmarks"]["iliac_crest"]["value_m"] > 0.9


def test_a_file_with_strange_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("sex,age,height,weight_kg\nfemale,45,165,70\n")
    done = run("--people", str(path))
    assert done.exit_code == 2
    assert "height_cm" in done.stderr
    assert done.stdout == ""
