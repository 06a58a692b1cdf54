"""The course of back pain: the published averages, from the table, drawn where they belong."""

from dataclasses import replace

import pytest

from deqi.answers import default_tables
from deqi.vocabulary import ReviewState
from deqi.web.pages.presenters.course import course

# Typed by hand from the reviews of 2024 and 2012.
PUBLISHED = {
    "acute": ["56", "26", "22", "21"],
    "subacute": ["63", "29", "29", "31"],
    "persistent": ["56", "48", "43", "40"],
    "older": ["51", "33", "26", "23"],
}


@pytest.fixture
def rows():
    return default_tables().evidence.pooled


def test_the_lines_are_those_of_the_reviews(rows) -> None:
    assert {line.id: [point.number for point in line.points] for line in course(rows).series} == PUBLISHED


def test_weeks_run_to_the_right_and_pain_up(rows) -> None:
    points = [point for line in course(rows).series for point in line.points]
    for one in points:
        for other in points:
            assert (one.week < other.week) == (one.x < other.x)
            assert (float(one.number) < float(other.number)) == (one.y > other.y)
    chart = course(rows)
    assert all(chart.left <= point.x <= chart.right for point in points)
    assert all(chart.top <= point.y <= chart.bottom for point in points)


def test_ranges_are_shown_only_where_they_were_printed(rows) -> None:
    ranges = {line.id: [point.range_text for point in line.points] for line in course(rows).series}
    assert ranges["older"] == ["44 to 59", "29 to 38", "20 to 33", "16 to 30"]
    assert ranges["persistent"] == ["", "", "", ""]


def test_a_line_without_rows_is_left_out(rows) -> None:
    without = [row for row in rows if row.source_id != "menezes-costa-2012"]
    assert [line.id for line in course(without).series] == ["acute", "subacute", "persistent"]
    assert course([]).series == ()


def test_a_row_without_a_number_is_no_point(rows) -> None:
    empty = [replace(row, estimate=None) if row.pooled_id == "wallwork-2024-114" else row for row in rows]
    line = next(line for line in course(empty).series if line.id == "persistent")
    assert [point.week for point in line.points] == [0, 6, 26]


def test_a_time_that_is_no_week_is_named(rows) -> None:
    odd = [replace(row, time="later") if row.pooled_id == "wallwork-2024-114" else row for row in rows]
    with pytest.raises(ValueError, match="wallwork-2024-114"):
        course(odd)


def test_the_table_says_what_the_chart_says(look) -> None:
    page = look("/back-pain/")
    table = page.all("table")[0]
    cells = [[cell.text().split(" ")[0] for cell in row.all("td")[:4]] for row in table.all("tr")[1:]]
    assert cells == list(PUBLISHED.values())
    described = page.by_id("course-desc").text()
    assert "48 points in week 6, 43 points in week 26, 40 points in week 52" in described


def test_second_hand_averages_say_so(rows) -> None:
    marked = {line.id: line.secondary for line in course(rows).series}
    assert marked == {"acute": True, "subacute": True, "persistent": True, "older": False}
    assert any(row.review is ReviewState.SECONDARY for row in rows)
