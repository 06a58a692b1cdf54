"""Files of a selection: each parses, all say the same, and the programs reproduce the estimate."""

import csv
import io
import json
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from deqi.answers import default_tables
from deqi.web.evidence_library.version import stamp

FUNCTION = {"comparator": "usual-care", "outcome": "function"}
SHAM = {"comparator": "sham", "outcome": "function", "from": "0", "to": "520"}
ONE = {"comparator": "sham", "outcome": "pain", "group": "sciatica"}
NONE = {"comparator": "sham", "outcome": "pain", "group": "acute"}
METAFOR = -9.47307109443058
"""R 4, metafor 3.8-1: the estimate of FUNCTION."""
SVG = "{http://www.w3.org/2000/svg}"
SHOWN = ("estimate", "ci_low", "ci_high", "prediction_low", "prediction_high", "tau2")


def download(get, kind, query, **more):
    response = get(f"pool/selection.{kind}", **{**query, **more})
    version = stamp(default_tables().evidence)
    assert response["Deqi-Data-Version"] == version
    assert f"-{version}." in response["Content-Disposition"]
    return response


def as_json(get, query, **more):
    return json.loads(download(get, "json", query, **more).content)


def test_json_holds_question_rows_estimate_sources_and_provenance(get):
    document = as_json(get, FUNCTION)
    assert document["question"]["comparator"] == "usual care"
    assert document["pooled"]["estimate"] == pytest.approx(METAFOR, abs=1e-9)
    assert [study["study_id"] for study in document["studies"]] == ["witt-2006", "cherkin-2009"]
    assert {row["source_id"] for row in document["rows"]} == {source["id"] for source in document["sources"]}
    assert document["provenance"]["data_sha256"].startswith(document["provenance"]["data"])
    assert document["note"] == ""


def test_csv_has_the_rows_as_shipped_and_the_estimate(get, raw):
    lines = list(csv.DictReader(io.StringIO(download(get, "csv", FUNCTION).content.decode())))
    shipped = {(row["study_id"], row["arm"], row["difference_0_100"]) for row in raw("effects")}
    contrasts = [line for line in lines if line["line"] == "contrast"]
    assert len(contrasts) == 3
    assert {(line["study_id"], line["arm"], line["difference_0_100"]) for line in contrasts} <= shipped
    (pooled,) = [line for line in lines if line["line"] == "pooled"]
    assert float(pooled["difference_0_100"]) == pytest.approx(METAFOR, abs=1e-9)
    weights = [float(line["weight_percent"]) for line in lines if line["line"] == "study"]
    assert sum(weights) == pytest.approx(100)


def test_ris_has_one_complete_record_a_trial(get, raw):
    content = download(get, "ris", FUNCTION).content.decode()
    records = [block.split("\r\n") for block in content.strip("\r\n").split("\r\n\r\n")]
    titles = {row["study_id"]: row["title"] for row in raw("trials")}
    assert len(records) == 2
    for lines in records:
        assert lines[0].startswith("TY  - ")
        assert lines[-1] == "ER  - "
        assert all(line[2:6] == "  - " and line[:2].isupper() for line in lines)
        tags = {line[:2]: line[6:] for line in lines}
        assert tags["TI"] == titles[tags["ID"]]
        assert "AU" not in tags  # authors are not in the tables, so none is made up


@pytest.mark.parametrize("query", [FUNCTION, SHAM, ONE, NONE])
def test_svg_stands_alone_and_names_its_comparator(get, query):
    picture = ET.fromstring(download(get, "svg", query).content)  # noqa: S314 - our own picture
    assert picture.tag == f"{SVG}svg"
    title, described = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert query["comparator"].split("-")[0] in title.text
    assert described.text
    assert not [node for node in picture.iter() if "style" in node.attrib or node.tag == f"{SVG}style"]
    words = " ".join("".join(node.itertext()) for node in picture.iter(f"{SVG}text"))
    assert stamp(default_tables().evidence) in words


@pytest.mark.parametrize("query", [FUNCTION, NONE])
def test_png_is_a_picture_of_a_useful_size(get, query):
    content = download(get, "png", query).content
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width = int.from_bytes(content[16:20], "big")
    assert width >= 1800


@pytest.mark.parametrize("kind", ["csv", "json", "svg", "png", "ris", "py", "r"])
@pytest.mark.parametrize("query", [NONE, ONE, FUNCTION, SHAM])
def test_every_kind_is_made_for_any_number_of_trials(get, kind, query):
    response = download(get, kind, query)
    assert response.content or kind == "ris"


def test_an_old_version_is_named_inside_the_files(get):
    assert "The address asked for data version 00000000" in as_json(get, FUNCTION, data="00000000")["note"]
    assert (
        b"# The address asked for data version 00000000"
        in download(get, "r", FUNCTION, data="00000000").content
    )


def test_an_unknown_kind_is_not_found(get):
    get("pool/selection.xlsx", status=404, **FUNCTION)


def printed(output: str) -> dict[str, float]:
    found = {}
    for line in output.splitlines():
        name, _, value = line.strip().partition(" ")
        if name in SHOWN and value.strip() not in ("None", "NA", ""):
            found[name] = float(value)
    return found


@pytest.mark.parametrize("query", [FUNCTION, ONE, {**SHAM, "tau2": "DL", "interval": "normal"}])
def test_the_python_program_prints_the_estimate_again(get, tmp_path: Path, query):
    program = tmp_path / "selection.py"
    program.write_bytes(download(get, "py", query).content)
    run = subprocess.run([sys.executable, program], capture_output=True, text=True, cwd=tmp_path, check=True)
    expected = as_json(get, query)["pooled"]
    found = printed(run.stdout)
    assert found["estimate"] == expected["estimate"]
    assert found == {name: expected[name] for name in SHOWN if expected[name] is not None}


@pytest.mark.r
@pytest.mark.parametrize(
    "options", [{"interval": "normal", "tau2": "PM"}, {"tau2": "DL"}, {"tau2": "common"}]
)
def test_the_r_program_gives_the_same_numbers(get, tmp_path: Path, options):
    r_agrees(get, tmp_path, {**SHAM, **options})


@pytest.mark.r
@pytest.mark.parametrize("query", [FUNCTION, ONE])
def test_the_r_program_works_with_one_and_two_trials(get, tmp_path: Path, query):
    r_agrees(get, tmp_path, query)


@pytest.mark.r
def test_the_r_program_agrees_over_twelve_trials(get, tmp_path: Path, altered, many):
    tables = altered(effects=many(12))
    response = get("pool/selection.r", comparator="sham", outcome="pain")
    assert response["Deqi-Data-Version"] == stamp(tables)
    expected = json.loads(get("pool/selection.json", comparator="sham", outcome="pain").content)["pooled"]
    compare(run_r(response.content, tmp_path), expected)


def r_agrees(get, tmp_path: Path, query) -> None:
    expected = as_json(get, query)["pooled"]
    compare(run_r(download(get, "r", query).content, tmp_path), expected)
    assert (tmp_path / "forest.pdf").read_bytes().startswith(b"%PDF")


def run_r(program: bytes, folder: Path) -> dict[str, float]:
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("no Rscript on this machine")
    (folder / "selection.R").write_bytes(program)
    run = subprocess.run([rscript, "selection.R"], capture_output=True, text=True, cwd=folder, check=False)
    if "there is no package called" in run.stderr:
        pytest.skip("R has no metafor")
    assert run.returncode == 0, run.stderr
    return printed(run.stdout)


def compare(found: dict[str, float], expected: dict[str, float]) -> None:
    for name in ("estimate", "ci_low", "ci_high", "tau2"):
        assert found[name] == pytest.approx(expected[name], abs=1e-6), name
    if expected["prediction_low"] is not None:
        assert found["prediction_low"] == pytest.approx(expected["prediction_low"], abs=1e-6)
        assert found["prediction_high"] == pytest.approx(expected["prediction_high"], abs=1e-6)
