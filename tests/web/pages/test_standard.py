"""The standard: all twelve criteria, and each is met where the page says that it is."""

import shutil
from pathlib import Path

import pytest
from django.urls import reverse

from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import DataFileError
from deqi.web.pages.site_files import criteria, load_criteria

pytestmark = pytest.mark.django_db

# The twelve criteria for aids about treatment, as two published tables name them, in a word each.
TWELVE = {
    "qualifying": ["condition", "choice", "options", "for", "against", "living"],
    "certifying": ["equal", "studies", "when it was made", "up to date", "sure", "paid"],
}
PLACES = [(criterion, place) for criterion in criteria() for place in criterion.places]


def test_all_twelve_are_there_in_their_order() -> None:
    for kind, words in TWELVE.items():
        told = [criterion.criterion for criterion in criteria() if criterion.kind == kind]
        assert len(told) == 6
        for word, text in zip(words, told, strict=True):
            assert word in text


@pytest.mark.parametrize(
    ("criterion", "place"), PLACES, ids=[f"{c.id}-{p.page}-{p.anchor}" for c, p in PLACES]
)
def test_each_place_shows_it(criterion, place, walk, tree_of) -> None:
    response = walk()
    if place.page != "ask:answer":
        response = response.client.get(reverse(place.page))
    assert response.status_code == 200
    page = tree_of(response.content.decode())
    anchor = page.by_id(place.anchor)
    assert anchor is not None, f"{place.page} has no #{place.anchor}"
    around = next(up for up in anchor.up() if up.tag in {"section", "details", "table"})
    assert place.shows.lower() in around.text().lower()


def test_the_page_names_each_criterion_and_links_to_its_places(look) -> None:
    page = look("/standard/")
    for criterion in criteria():
        item = page.by_id(criterion.id)
        assert criterion.criterion in item.text()
        assert ("Not met" in item.text()) == (not criterion.met)
        assert len(item.all("a")) == len(criterion.places)


def test_met_without_a_place_is_refused(tmp_path: Path) -> None:
    root = _copy(tmp_path)
    file = root / "ipdas" / "c6.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.split("[[places]]")[0], encoding="utf-8")
    with pytest.raises(DataFileError, match="places"):
        load_criteria(root)
    file.write_text(text.split("[[places]]")[0].replace("met = true", "met = false"), encoding="utf-8")
    assert [criterion.id for criterion in load_criteria(root) if not criterion.met] == ["c6"]


def test_a_criterion_that_is_not_met_says_so(client, monkeypatch, tmp_path: Path) -> None:
    root = _copy(tmp_path)
    file = root / "ipdas" / "c6.toml"
    text = file.read_text(encoding="utf-8").split("[[places]]")[0]
    file.write_text(text.replace("met = true", "met = false"), encoding="utf-8")
    monkeypatch.setattr("deqi.web.pages.views.about.criteria", lambda: load_criteria(root))
    shown = client.get("/standard/").content.decode()
    assert "Not met: 1." in shown
    assert "All of them are met" not in shown


def _copy(root: Path) -> Path:
    for name in ("ipdas", "schemas"):
        shutil.copytree(DATA_ROOT / name, root / name)
    return root
