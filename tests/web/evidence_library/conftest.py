"""Pages of the library, over the shipped tables or over altered copies of them."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client

from deqi.datafiles import DATA_ROOT
from deqi.evidence import EvidenceTables, load_evidence_tables

VIEWS = ("overview", "trials", "pool", "data")
Rows = list[dict[str, str]]


@pytest.fixture
def get() -> Callable[..., HttpResponse]:
    """``get("pool/", comparator="sham", ...)`` asks the library; a list gives a name more than once."""

    def ask(path: str = "", status: int = 200, **query: object) -> HttpResponse:
        address = f"/evidence/{path}"
        response = Client().get(address + (f"?{urlencode(query, doseq=True)}" if query else ""), follow=True)
        assert response.status_code == status, response.content.decode()[:2000]
        return response

    return ask


@pytest.fixture
def raw() -> Callable[[str], Rows]:
    """A shipped table as plain text cells, read without Deqi."""

    def read(name: str) -> Rows:
        with (DATA_ROOT / "evidence" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture
def altered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., EvidenceTables]:
    """``altered(effects=change)`` serves the pages from tables that ``change(rows)`` has rewritten."""

    def serve(**changes: Callable[[Rows], Rows]) -> EvidenceTables:
        root = tmp_path / "data"
        for part in ("evidence", "schemas"):
            shutil.copytree(DATA_ROOT / part, root / part)
        shutil.copy(DATA_ROOT / "sources.csv", root / "sources.csv")
        for name, change in changes.items():
            _rewrite(root / "evidence" / f"{name}.csv", change)
        tables = load_evidence_tables(root)
        for view in VIEWS:
            place = f"deqi.web.evidence_library.views.{view}.default_tables"
            monkeypatch.setattr(place, lambda: SimpleNamespace(evidence=tables))
        return tables

    return serve


def _rewrite(path: Path, change: Callable[[Rows], Rows]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), list(reader.fieldnames or ())
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(change(rows))


@pytest.fixture
def many() -> Callable[[int], Callable[[Rows], Rows]]:
    """``many(12)`` turns the effects into one made-up selection: sham, pain, week 8, of that many trials."""

    def make(k: int) -> Callable[[Rows], Rows]:
        def change(rows: Rows) -> Rows:
            with (DATA_ROOT / "evidence" / "trials.csv").open(encoding="utf-8", newline="") as file:
                studies = [row["study_id"] for row in csv.DictReader(file)][:k]
            template = next(row for row in rows if row["comparator"] == "sham" and row["outcome"] == "pain")
            made = []
            for place, study in enumerate(studies):
                middle, spread = -6.0 + (place * 7 % 11) - 5, 2.0 + place % 4
                made.append(
                    template
                    | {
                        "study_id": study,
                        "group": "chronic",
                        "modality": "needling",
                        "weeks": "8",
                        "review": "seen",
                        "duplicate": "no",
                        "difference_0_100": str(middle),
                        "se_0_100": str(spread),
                        "ci_low_0_100": str(middle - 2 * spread),
                        "ci_high_0_100": str(middle + 2 * spread),
                    }
                )
            return made

        return change

    return make
