"""Two curators read a trial in, each alone; a third decides; the rows pass the tables."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from deqi.datafiles import DATA_ROOT
from deqi.evidence import load_evidence_tables
from deqi.web.curation.models import Curator, Event, Study

pytestmark = pytest.mark.django_db

TRIAL = {
    "title": "A made-up trial", "year": "2001", "country": "Nowhere", "n_randomised": "120",
    "group": "chronic", "condition": "chronic", "modality": "needling", "design": "RCT",
    "sham": "penetrating",
    "source_location": "Table 2", "review": "seen",
}  # fmt: skip
RESULT = {
    "arm": "verum", "role": "acupuncture", "modality": "needling", "n": "60", "outcome": "pain",
    "instrument": "VAS-100", "scale_min": "0", "scale_max": "100", "higher_is_better": "no", "weeks": "12",
    "weeks_approximate": "no", "statistic": "mean", "value": "34.5", "sd": "21", "computed": "no",
    "source_location": "Table 2", "review": "seen",
}  # fmt: skip
STUDY = "/curation/made-up-2001"


@pytest.fixture(autouse=True)
def curation_on(settings: Any) -> None:
    settings.CURATION = True


def link(name: str, capsys: pytest.CaptureFixture[str]) -> str:
    call_command("curator_add", name)
    found = re.search(r"/curation/enter/\S+", capsys.readouterr().out)
    assert found
    return found.group()


@pytest.fixture
def curators(capsys: pytest.CaptureFixture[str]) -> list[Client]:
    clients = []
    for name in ("Ann", "Ben", "Chi", "Dee"):
        client = Client()
        address = link(name, capsys)
        assert name in client.get(address).content.decode()
        assert client.post(address).status_code == 302
        clients.append(client)
    return clients


def opened(client: Client) -> None:
    answer = client.post("/curation/open/", {"study_id": "made-up-2001", "source_id": "haake-2007"})
    assert answer.status_code == 302, answer.content.decode()


def read(
    client: Client, *, trial: dict[str, str] | None = None, results: tuple[dict[str, str], ...] = (RESULT,)
) -> None:
    client.post(f"{STUDY}/begin/")
    assert client.post(f"{STUDY}/reading/trial/", {**TRIAL, **(trial or {})}).status_code == 302
    for number, row in enumerate(results, start=1):
        assert client.post(f"{STUDY}/reading/result/{number}/", row).status_code == 302
    assert client.post(f"{STUDY}/reading/close/").status_code == 302


def text(client: Client, path: str) -> str:
    return client.get(f"{STUDY}{path}").content.decode()


def test_the_whole_way_from_two_readings_to_rows(
    curators: list[Client], settings: Any, tmp_path: Path
) -> None:
    ann, ben, chi, _ = curators
    opened(ann)
    read(ann)
    read(
        ben,
        trial={"n_randomised": "121"},
        results=({**RESULT, "sd": "12"}, {**RESULT, "arm": "sham", "role": "sham"}),
    )
    page = text(chi, "/decide/")
    assert "3 differences are open" in page
    where = re.findall(r'name="where-\d" value="([^"]+)"', page)
    decisions = {
        "where-1": where[0], "choice-1": "second",
        "where-2": where[1], "choice-2": "other", "text-2": "21.5",
        "where-3": where[2], "choice-3": "second",
    }  # fmt: skip
    done = chi.post(f"{STUDY}/decide/", decisions).content.decode()
    assert "No difference is open" in done
    assert chi.post(f"{STUDY}/decide/", {"agree": "1"}).headers["Location"] == f"{STUDY}/rows/"
    csv = chi.get(f"{STUDY}/rows/results.csv").content.decode()
    assert "made-up-2001,verum,,acupuncture,needling,60,,pain,VAS-100,0,100,no,12,no,mean,34.5,21.5" in csv
    assert "sd: read as 21 and 12, decided 21.5" in csv
    root = tmp_path / "data"
    shutil.copytree(DATA_ROOT, root)
    settings.CURATION_FOLDER = str(root)
    assert ann.post(f"{STUDY}/rows/write/").status_code == 302
    tables = load_evidence_tables(root)
    assert tables.trials["made-up-2001"].n_randomised == 121
    assert {row.sd for row in tables.results if row.study_id == "made-up-2001"} == {21.5, 21.0}
    told = [(event.curator.name, event.what) for event in Event.objects.select_related("curator")]
    assert told == [
        ("Ann", "opened"),
        ("Ann", "began to read"),
        ("Ann", "closed the reading"),
        ("Ben", "began to read"),
        ("Ben", "closed the reading"),
        ("Chi", "decided"),
        ("Chi", "made the rows"),
        ("Ann", "wrote the rows into the working copy"),
    ]
    assert all(event.at for event in Event.objects.all())


def test_rows_that_break_the_tables_are_taken_back(
    curators: list[Client], settings: Any, tmp_path: Path
) -> None:
    ann, ben, chi, _ = curators
    opened(ann)
    read(ann)
    read(ben)
    chi.post(f"{STUDY}/decide/", {"agree": "1"})
    root = tmp_path / "data"
    shutil.copytree(DATA_ROOT, root)
    settings.CURATION_FOLDER = str(root)
    chi.post(f"{STUDY}/rows/write/")
    once = (root / "evidence/trials.csv").read_bytes()
    again = chi.post(f"{STUDY}/rows/write/")
    assert again.status_code == 422
    assert "Nothing was written" in again.content.decode()
    assert (root / "evidence/trials.csv").read_bytes() == once


def test_the_second_reader_never_sees_the_first(curators: list[Client]) -> None:
    ann, ben, chi, dee = curators
    opened(ann)
    read(ann, trial={"country": "Xanadu"}, results=({**RESULT, "value": "77.7"},))
    ben.post(f"{STUDY}/begin/")
    for client in (ben, chi, dee):
        for path in (
            "/reading/",
            "/reading/trial/",
            "/reading/result/1/",
            "/decide/",
            "/rows/",
            "/rows/trials.csv",
        ):
            page = client.get(f"{STUDY}{path}")
            assert "Xanadu" not in page.content.decode()
            assert "77.7" not in page.content.decode()
    assert text(ben, "/reading/result/1/")  # an empty form of their own
    for path in ("/decide/", "/rows/", "/rows/trials.csv"):
        assert ann.get(f"{STUDY}{path}").status_code == 404


def test_who_read_does_not_decide_and_nobody_reads_third(curators: list[Client]) -> None:
    ann, ben, chi, _ = curators
    opened(ann)
    read(ann)
    read(ben, trial={"year": "2002"})
    assert ann.get(f"{STUDY}/decide/").status_code == ben.get(f"{STUDY}/decide/").status_code == 404
    chi.post(f"{STUDY}/begin/")
    assert chi.get(f"{STUDY}/reading/").status_code == 404
    assert Study.objects.get().readings.count() == 2


def test_a_closed_reading_stays_as_it_is(curators: list[Client]) -> None:
    ann = curators[0]
    opened(ann)
    read(ann)
    assert ann.post(f"{STUDY}/reading/trial/", {**TRIAL, "year": "1999"}).status_code == 404
    assert ann.post(f"{STUDY}/reading/result/1/", {**RESULT, "remove": "1"}).status_code == 404
    assert Study.objects.get().readings.get().entry.trial["year"] == "2001"


def test_nobody_makes_rows_while_a_difference_is_open(curators: list[Client]) -> None:
    ann, ben, chi, _ = curators
    opened(ann)
    read(ann)
    read(ben, trial={"year": "2002"})
    page = chi.post(f"{STUDY}/decide/", {"agree": "1"})
    assert "1 difference is open" in page.content.decode()
    stale = {"where-1": "trial.country", "choice-1": "first", "agree": "1"}
    assert "1 difference is open" in chi.post(f"{STUDY}/decide/", stale).content.decode()
    wrong = {"where-1": "trial.year", "choice-1": "other", "text-1": "soon", "agree": "1"}
    refused = chi.post(f"{STUDY}/decide/", wrong)
    assert refused.status_code == 422
    assert "is not a whole number" in refused.content.decode()
    assert chi.get(f"{STUDY}/rows/").status_code == 404


def test_a_cell_that_does_not_fit_is_named_and_nothing_is_lost(curators: list[Client]) -> None:
    ann = curators[0]
    opened(ann)
    ann.post(f"{STUDY}/begin/")
    page = ann.post(f"{STUDY}/reading/trial/", {**TRIAL, "year": "two", "country": ""})
    shown = page.content.decode()
    assert page.status_code == 422
    assert 'href="#cell-year"' in shown
    assert "is not a whole number" in shown
    assert "Country: It is empty." in shown
    assert 'value="A made-up trial"' in shown


def test_a_reading_without_results_cannot_be_closed(curators: list[Client]) -> None:
    ann = curators[0]
    opened(ann)
    ann.post(f"{STUDY}/begin/")
    ann.post(f"{STUDY}/reading/trial/", TRIAL)
    refused = ann.post(f"{STUDY}/reading/close/")
    assert refused.status_code == 422
    assert "No result was read." in refused.content.decode()


def test_a_new_result_starts_without_any_number_of_the_last(curators: list[Client]) -> None:
    ann = curators[0]
    opened(ann)
    ann.post(f"{STUDY}/begin/")
    ann.post(f"{STUDY}/reading/result/1/", RESULT)
    page = text(ann, "/reading/result/2/")
    assert 'value="VAS-100"' in page
    assert "34.5" not in page
    assert ann.get(f"{STUDY}/reading/result/3/").status_code == 404


@pytest.mark.parametrize(
    ("study_id", "source_id", "message"),
    [
        ("haake-2007", "haake-2007", "This trial is there already."),
        ("Made Up", "haake-2007", "Enter a valid value."),
        ("made-up-2001", "nobody-1999", "No checked source"),
    ],
)
def test_a_trial_is_opened_once_and_with_a_known_source(
    curators: list[Client], study_id: str, source_id: str, message: str
) -> None:
    page = curators[0].post("/curation/open/", {"study_id": study_id, "source_id": source_id})
    assert page.status_code == 422
    assert message in page.content.decode()


PATHS = ["", "open/", "made-up-2001/reading/", "made-up-2001/decide/", "made-up-2001/rows/"]


@pytest.mark.parametrize("path", PATHS)
def test_without_a_link_nobody_comes_in(client: Client, path: str) -> None:
    page = client.get(f"/curation/{path}")
    assert page.status_code == 403
    assert "needs your own link" in page.content.decode()


@pytest.mark.parametrize("path", [*PATHS, "enter/x/"])
def test_the_pages_are_not_there_unless_asked_for(client: Client, settings: Any, path: str) -> None:
    settings.CURATION = False
    assert client.get(f"/curation/{path}").status_code == 404


def test_a_wrong_or_old_link_opens_nothing(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    old = link("Ann", capsys)
    new = link("Ann", capsys)
    assert client.get("/curation/enter/wrong/").status_code == 404
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    assert Curator.objects.count() == 1


def test_the_token_itself_is_stored_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    token = link("Ann", capsys).split("/")[-2]
    assert token not in str(Curator.objects.values())


def test_a_curator_who_was_switched_off_is_out(curators: list[Client]) -> None:
    Curator.objects.filter(name="Ann").update(active=False)
    assert curators[0].get("/curation/").status_code == 403


def test_leaving_forgets_the_curator(curators: list[Client]) -> None:
    curators[0].post("/curation/leave/")
    assert curators[0].get("/curation/").status_code == 403


def test_a_form_needs_its_token(capsys: pytest.CaptureFixture[str]) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link("Ann", capsys)).status_code == 403


def test_a_new_link_ends_the_sessions_of_the_old_one(
    curators: list[Client], capsys: pytest.CaptureFixture[str]
) -> None:
    ann, ben = curators[:2]
    assert ann.get("/curation/").status_code == 200
    new = link("Ann", capsys)
    assert ann.get("/curation/").status_code == 403
    assert ben.get("/curation/").status_code == 200
    ann.post(new)
    assert ann.get("/curation/").status_code == 200


@pytest.mark.parametrize("held", [1, [1], {"a": 1}, "1", None, True])
def test_a_session_of_another_shape_lets_nobody_in(curators: list[Client], held: Any) -> None:
    client = curators[0]
    session = client.session
    session["curator"] = held
    session.save()
    client.cookies["deqi_answers"] = session.session_key
    assert client.get("/curation/").status_code == 403
