"""Build your own selection: strict addresses, one comparator, and what few trials can and cannot tell."""

import re
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from deqi.answers import default_tables
from deqi.evidence import Group, Modality
from deqi.vocabulary import Comparator
from deqi.web.evidence_library.query import PoolQuery, read
from deqi.web.evidence_library.version import stamp

FUNCTION = {"comparator": "usual-care", "outcome": "function"}


def text(response) -> str:
    plain = unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return " ".join(plain.split())


def test_an_address_with_nothing_is_the_form(get):
    page = get("pool/").content.decode()
    assert 'name="comparator"' in page
    assert 'role="alert"' not in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"outcome": "pain"}, "A comparator is needed"),
        ({"comparator": ["sham", "usual-care"], "outcome": "pain"}, "never mixed"),
        ({"comparator": "sham,usual-care", "outcome": "pain"}, "It is one of"),
        ({"comparator": "any", "outcome": "pain"}, "It is one of"),
        ({"comparator": "sham"}, "outcome"),
        ({**FUNCTION, "colour": "red"}, "The names are"),
        ({**FUNCTION, "outcome": "hope"}, "hope"),
        ({**FUNCTION, "from": "nan"}, "from 0 to 520"),
        ({**FUNCTION, "from": "inf"}, "from 0 to 520"),
        ({**FUNCTION, "to": "1_0"}, "from 0 to 520"),
        ({**FUNCTION, "from": "-1"}, "from 0 to 520"),
        ({**FUNCTION, "from": "-0"}, "from 0 to 520"),
        # finer than the citation writes it: two selections would bear one address
        ({**FUNCTION, "from": "8.0000001"}, "two decimals"),
        ({**FUNCTION, "to": "11.9999999"}, "two decimals"),
        ({**FUNCTION, "threshold": "1e-320"}, "two decimals"),
        ({**FUNCTION, "to": "٤"}, "two decimals"),
        ({**FUNCTION, "from": "20", "to": "10"}, "last week"),
        ({**FUNCTION, "threshold": "0"}, "above 0"),
        ({**FUNCTION, "tau2": "SJ"}, "REML"),
        ({**FUNCTION, "without": "nobody-1999"}, "no such trial"),
        ({**FUNCTION, "data": 'x"); system("ls'}, "data version"),
        ({**FUNCTION, "data": "12345678\nx"}, "data version"),
    ],
)
def test_a_question_without_meaning_is_refused_and_named(get, query, words):
    assert words in text(get("pool/", status=400, **query))
    for kind in ("csv", "r"):
        refused = get(f"pool/selection.{kind}", status=400, **query)
        assert words in refused.content.decode()
        assert refused["Content-Type"].startswith("text/plain")


def test_the_address_names_selection_and_data_version():
    response = Client().get("/evidence/pool/", FUNCTION)
    assert response.status_code == 302
    version = stamp(default_tables().evidence)
    assert response["Location"] == (
        "/evidence/pool/?comparator=usual-care&outcome=function&group=chronic&modality=needling&from=4&to=17"
        f"&tau2=REML&interval=hksj&threshold=10&data={version}"
    )


QUERIES = st.builds(
    PoolQuery,
    comparator=st.sampled_from(Comparator),
    outcome=st.sampled_from(["pain", "function", "quality-of-life"]),
    group=st.sampled_from(Group),
    modality=st.sampled_from(Modality),
    weeks=st.tuples(st.integers(0, 520), st.integers(0, 520)).map(lambda pair: (min(pair), max(pair))),
    tau2_method=st.sampled_from(["REML", "PM", "DL", "common"]),
    interval=st.sampled_from(["hksj", "normal"]),
    threshold=st.integers(1, 400).map(lambda number: number / 4),
    without=st.sets(st.sampled_from(["haake-2007", "cherkin-2009"])).map(lambda ids: tuple(sorted(ids))),
)


@given(QUERIES)
def test_an_address_means_the_selection_that_it_was_made_from(asked):
    reading = read(QueryDict(asked.address("0123abcd")), default_tables().evidence)
    assert reading.faults == []
    assert reading.query == asked
    assert reading.data == "0123abcd"


def test_two_trials_give_what_metafor_gives(get):
    # R 4, metafor 3.8: rma(c(-9.4, -10.4846462510078), c(0.314721, 4.35690675408761), test = "knha")
    page = text(get("pool/", **FUNCTION))
    assert "−9.5 [−12.9, −6.0]" in page
    assert "Witt 2006" in page
    assert "Cherkin 2009" in page
    assert "From 2 trials that range is itself a rough guess." in page


def test_the_comparator_stands_in_every_title(get):
    page = get("pool/", **FUNCTION).content.decode()
    assert "<h1>Acupuncture compared with usual care: daily function</h1>" in page
    titles = re.findall(r'<title id="forest[a-z-]*">([^<]+)</title>', page)
    assert titles == ["Acupuncture compared with usual care: daily function"] * 2


def test_no_trial_says_not_known(get):
    page = get("pool/", comparator="sham", outcome="pain", group="acute").content.decode()
    assert "That means: not known." in page
    assert "<figure" not in page


def test_one_trial_is_not_called_pooled(get):
    page = text(get("pool/", comparator="sham", outcome="pain", group="sciatica"))
    assert "One trial: on average 16.0 points better with acupuncture (95% interval −21.4 to −10.6)" in page
    assert "One trial cannot disagree with others." in page
    assert "Prediction interval" not in page


def test_few_trials_draw_no_funnel_and_say_why(get):
    page = text(get("pool/", **FUNCTION))
    assert "There is no funnel plot and no Egger's test: this selection has 2." in page
    assert "There is no bubble plot" in page


@pytest.mark.parametrize("k", [9, 10, 12])
def test_the_funnel_comes_with_ten_trials(get, altered, many, k):
    altered(effects=many(k))
    page = get("pool/", comparator="sham", outcome="pain").content.decode()
    assert ('id="funnel-title"' in page) == (k >= 10)
    assert ("Egger’s test" in page) == (k >= 10)
    assert 'id="bubble-year-title"' in page


def test_a_trial_can_be_left_out_and_is_named(get):
    whole, part = get("pool/", **FUNCTION), get("pool/", **FUNCTION, without="witt-2006")
    assert "Cherkin 2009" in text(part)
    assert "Witt 2006 : you left it out." in text(part)
    assert "2 trials together" in text(whole)
    assert "One trial: on average 10.5 points better with acupuncture" in text(part)


def test_leaving_all_out_leaves_nothing(get):
    page = text(get("pool/", **FUNCTION, without=["witt-2006", "cherkin-2009"]))
    assert "not known" in page


def test_an_old_data_version_is_said_plainly_with_todays_numbers(get):
    page = text(get("pool/", **FUNCTION, data="00000000"))
    assert "The data have moved on" in page
    assert "This address names data version 00000000." in page
    assert "−9.5 [−12.9, −6.0]" in page
    fresh = text(get("pool/", **FUNCTION, data=stamp(default_tables().evidence)))
    assert "moved on" not in fresh


def test_one_changed_figure_changes_the_version(altered, get):
    before = stamp(default_tables().evidence)

    def change(rows):
        rows[0]["difference_0_100"] = "3.8"
        return rows

    after = stamp(altered(effects=change))
    assert after != before
    assert "The data have moved on" in text(get("pool/", **FUNCTION, data=before))


def test_the_threshold_is_a_choice_and_is_named(get):
    page = text(get("pool/", **FUNCTION, threshold=3))
    assert "a benefit of 3 points or more" in page
    shares = re.search(r"settings like these, (\d+) would.*?, (\d+) a harm.*?and (\d+) neither", page)
    assert shares
    assert sum(int(number) for number in shares.groups()) == 100


def test_chinese_trials_against_another_treatment_carry_a_note(get):
    asked = {"outcome": "function", "group": "mixed-duration", "from": 0, "to": 520}
    page = text(get("pool/", comparator="active-care", **asked))
    assert "Done in China, against another treatment" in page
    assert "nothing is left in this selection" in page or "Without them the estimate is" in page
    assert "Done in China" not in text(get("pool/", comparator="sham", outcome="pain", group="sciatica"))


def test_open_trials_lower_certainty_and_sham_is_not_judged(get):
    open_, sham = (
        text(get("pool/", comparator=kind, outcome="function", **{"from": 0, "to": 520}))
        for kind in ("usual-care", "sham")
    )
    assert "Risk of bias lowers certainty People knew what they got" in open_
    assert "Risk of bias not judged" in sham
    assert "at most" in open_


def test_what_was_left_out_is_listed_with_its_reason(get):
    page = text(get("pool/", comparator="sham", outcome="function", **{"from": 0, "to": 520}))
    assert "What was left out, and why" in page
    assert "measured later in the window" in page


def test_every_figure_leads_to_a_source(get):
    page = get("pool/", **FUNCTION).content.decode()
    listed = set(re.findall(r'<li id="source-\d+" data-source="([a-z0-9-]+)"', page))
    used = set(" ".join(re.findall(r'data-figure data-source="([^"]*)"', page)).split())
    assert used == listed
    assert all(f'id="{target}"' in page for target in re.findall(r'href="#(source-\d+)"', page))


def test_every_cell_of_the_overview_of_questions_holds_its_number(get):
    page = get("pool/").content.decode()
    cells = re.findall(r'<a href="\?(comparator[^"]+)" aria-label="(\d+) trial', page)
    assert len(cells) > 40
    for address, trials in cells[:12]:
        shown = get("pool/", **dict(pair.split("=") for pair in unescape(address).split("&")))
        table = shown.content.decode().split("<tbody>")[1]
        assert table.split('class="total"')[0].count("<cite>") == int(trials), address
