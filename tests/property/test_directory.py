"""What must hold for every file, place and search of the directory."""

import io
import math
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deqi.answers import who_should_treat
from deqi.datafiles import DATA_ROOT
from deqi.directory import (
    RULES,
    Begin,
    Box,
    ExclusionFinding,
    FileFault,
    MadeUp,
    Point,
    Proof,
    RowFault,
    Spot,
    Standing,
    Wanted,
    box_around,
    load_directory_tables,
    luhn_digit,
    luhn_holds,
    miles_between,
    nearest,
    npi_holds,
    read_cursor,
    read_file,
    shelf_for,
    write_cursor,
)
from deqi.vocabulary import FactKind, FactState, InputError

TABLES = load_directory_tables(DATA_ROOT)
TODAY = date(2026, 1, 31)
WRITER = MadeUp((("10001", "NY"), ("94110", "CA")), every=2)
SOUND = (WRITER.header_line() + "".join(WRITER.rows(6))).encode()
LAYOUTS = sorted(TABLES.columns)
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""The machine may be busy: how long an example takes says nothing here."""
EARTH_MILES = 6371.0088 / 1.609344

degrees_north = st.floats(-90, 90, allow_nan=False)
degrees_east = st.floats(-180, 180, allow_nan=False)
points = st.builds(Point, degrees_north, degrees_east)


def read(content: bytes, layout: str = "nppes", **how: object) -> list[object]:
    return list(
        read_file(io.BytesIO(content), "a.csv", layout, tables=TABLES, today=TODAY, **how)  # type: ignore[arg-type]
    )


def _is_told(fault: FileFault) -> None:
    assert fault.line >= 1
    assert RULES[fault.rule_id] in fault.rule


@CALM
@given(st.from_regex(r"[0-9]{1,30}", fullmatch=True), st.data())
def test_one_changed_digit_breaks_the_check(digits: str, data: st.DataObject) -> None:
    whole = digits + luhn_digit(digits)
    assert luhn_holds(whole)
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != whole[place]]))
    assert not luhn_holds(whole[:place] + other + whole[place + 1 :])


@CALM
@given(st.text(max_size=12))
def test_no_text_that_is_not_ten_digits_is_an_npi(text: str) -> None:
    assert not npi_holds(text) or (len(text) == 10 and text.isascii() and text.isdigit())


@CALM
@given(points, points)
def test_distance_agrees_with_the_angle_between_vectors(a: Point, b: Point) -> None:
    def vector(point: Point) -> tuple[float, float, float]:
        north, east = math.radians(point.lat_deg), math.radians(point.lon_deg)
        return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)

    u, v = vector(a), vector(b)
    cross = math.dist(
        (0, 0, 0),
        (u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]),
    )
    angle = math.atan2(cross, sum(x * y for x, y in zip(u, v, strict=True)))
    # the haversine loses digits only where two points lie on opposite sides of the globe
    assert miles_between(a, b) == pytest.approx(EARTH_MILES * angle, abs=0.7 if angle > 3.1 else 1e-5)


@CALM
@given(points, points, st.floats(0.1, 3000))
def test_a_box_holds_everything_within_the_radius(centre: Point, other: Point, miles: float) -> None:
    if miles_between(centre, other) > miles:
        return
    box = box_around(centre, miles)
    assert box.south <= other.lat_deg <= box.north
    assert any(west <= other.lon_deg <= east for west, east in box.spans)
    assert math.floor(other.lat_deg * 10) in box.bands


spots = st.lists(
    st.tuples(st.integers(1, 12), st.floats(50, 51), st.floats(179, 181).map(lambda x: x - 360 * (x > 180))),
    max_size=40,
)


@CALM
@given(spots, st.floats(0.5, 60), st.integers(1, 6))
def test_pages_one_after_another_are_the_sorted_list(
    found: list[tuple[int, float, float]], radius: float, limit: int
) -> None:
    centre = Point(50.5, 179.9)
    rows: list[Spot] = [(key, place, lat, lon) for place, (key, lat, lon) in enumerate(found)]

    def fetch(box: Box) -> list[Spot]:
        return [
            row
            for row in rows
            if box.south <= row[2] <= box.north and any(west <= row[3] <= east for west, east in box.spans)
        ]

    best: dict[int, float] = {}
    for key, _, lat, lon in rows:
        best[key] = min(best.get(key, math.inf), miles_between(centre, Point(lat, lon)))
    expected = sorted((miles, key) for key, miles in best.items() if miles <= radius)
    paged: list[tuple[float, int]] = []
    after = None
    while True:
        page = nearest(centre, radius, limit, fetch, after)
        paged += [(near.miles, near.key) for near in page.people]
        if not page.more:
            break
        after = paged[-1]
    assert paged == expected


@CALM
@given(st.binary(max_size=300), st.sampled_from(LAYOUTS))
def test_no_bytes_end_in_a_traceback(content: bytes, layout: str) -> None:
    try:
        read(content, layout)
    except FileFault as fault:
        _is_told(fault)


@CALM
@given(st.data())
def test_a_damaged_file_is_refused_or_read_and_never_ends_in_a_traceback(data: st.DataObject) -> None:
    content = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content) - 1))
        end = data.draw(st.integers(start, min(start + 40, len(content))))
        content[start:end] = data.draw(st.binary(max_size=6))
    try:
        read(bytes(content), wanted=Wanted(TABLES.acupuncture_codes))
    except FileFault as fault:
        _is_told(fault)


@CALM
@given(st.lists(st.text(max_size=8), min_size=1, max_size=6), st.sampled_from(LAYOUTS))
def test_any_cells_below_a_sound_header_are_records_or_faults(cells: list[str], layout: str) -> None:
    columns = TABLES.columns[layout]
    header = ",".join(f'"{column.header}"' for column in columns)
    values = [cells[place % len(cells)].replace('"', "'") for place in range(len(columns))]
    row = ",".join(f'"{value}"' for value in values)
    try:
        found = read(f"{header}\n{row}\n".encode("utf-8", "replace"), layout)
    except FileFault:
        return
    assert len(found) == 2
    if isinstance(found[1], RowFault):
        assert found[1].line == 2
        assert found[1].column in {column.header for column in columns}


@CALM
@given(st.sets(st.integers(0, 40)), st.sampled_from(["\n", "\r\n"]))
def test_the_quick_way_finds_what_reading_everything_finds(wanted: set[int], end: str) -> None:
    writer = MadeUp((("10001", "NY"), ("94110", "CA")), every=7)
    content = writer.header_line() + "".join(writer.rows(41))
    content = content.replace("\n", end)
    numbers = frozenset(writer.row(n)[1:11] for n in wanted)
    choice = Wanted(TABLES.acupuncture_codes, numbers)
    with pytest.MonkeyPatch.context() as patch:
        # so that this file counts as large
        patch.setattr("deqi.directory.reading.SMALL", 10)
        quick = read(content.encode(), wanted=choice)
    full = read(content.encode(), wanted=choice, thorough=True)
    assert quick[0] == Begin(thorough=False)
    assert quick[1:] == full[1:]


@CALM
@given(st.floats(0, 20_000), st.text(alphabet="abcXYZ019_-", min_size=1, max_size=22), st.text(max_size=40))
def test_a_cursor_comes_back_as_it_was(miles: float, public_id: str, query: str) -> None:
    cursor = write_cursor(miles, public_id, query)
    assert read_cursor(cursor, query) == (miles, public_id)
    with pytest.raises(InputError):
        read_cursor(cursor, query + "x")


@CALM
@given(st.text(max_size=200))
def test_a_made_up_cursor_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_cursor(text, "a search")


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
proofs = st.builds(
    Proof,
    line=st.just(1),
    kind=st.sampled_from(["licence", "certificate"]),
    profession=st.sampled_from(["acupuncturist", "physician", "physical-therapist"]),
    number=st.sampled_from(["1", "2"]),
    jurisdiction=st.just("NY"),
    authority=st.just("Board"),
    status=st.sampled_from(["Active", "Expired", "Revoked", "Probation", "Something new"]),
    last_name=st.just("Example"),
    checked_on=days,
    expires_on=st.none() | days,
)
standings = st.builds(
    Standing,
    register=st.just("us-npi"),
    number=st.just("2000000002"),
    is_person=st.booleans(),
    active=st.booleans(),
    codes=st.lists(st.sampled_from(["171100000X", "225100000X", "207Q00000X", "999999999X"])).map(tuple),
    seen_on=st.none() | days,
    exclusion=st.sampled_from(ExclusionFinding),
    exclusion_on=st.none() | days,
    proofs=st.lists(proofs, max_size=4).map(tuple),
)


@CALM
@given(standings, days)
def test_checked_means_a_fresh_active_licence_and_a_fresh_clear_list(standing: Standing, today: date) -> None:
    told = who_should_treat.answer(standing=standing, today=today, tables=TABLES)
    if not told.is_checked:
        return
    by_kind = {kind: [fact.state for fact in told.facts if fact.kind is kind] for kind in FactKind}
    assert standing.active
    assert FactState.HOLDS in by_kind[FactKind.LICENCE]
    assert by_kind[FactKind.EXCLUSION] == [FactState.HOLDS]
    newest = max(proof.checked_on for proof in standing.proofs if proof.profession == "acupuncturist")
    assert today - newest <= timedelta(days=TABLES.limits.fresh_days["licence"])


@CALM
@given(standings, days)
def test_nobody_excluded_inactive_or_of_another_trade_alone_is_shown(standing: Standing, today: date) -> None:
    told = who_should_treat.answer(standing=standing, today=today, tables=TABLES)
    if not standing.active or standing.exclusion is ExclusionFinding.LISTED or not standing.is_person:
        assert not told.is_shown
    if "171100000X" not in standing.codes and not standing.proofs:
        assert not told.is_shown
    assert told.is_shown == (told.why_hidden == "")


@CALM
@given(standings, days, st.integers(1, 2000))
def test_time_alone_never_makes_anybody_checked(standing: Standing, today: date, later: int) -> None:
    until = shelf_for(standing, TABLES).checked_until
    now = until is not None and until >= today
    then = until is not None and until >= today + timedelta(days=later)
    assert now or not then
