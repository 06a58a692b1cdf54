"""The layouts that are published: header files of the register, and a number from its own documents."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from deqi.datafiles import DATA_ROOT
from deqi.directory import (
    Begin,
    Entry,
    Location,
    MadeUp,
    OtherName,
    guess_layout,
    is_full,
    load_directory_tables,
    npi_holds,
    period_of,
    read_file,
)

TABLES = load_directory_tables(DATA_ROOT)
HEADERS = Path(__file__).with_name("nppes_headers")
TODAY = date(2026, 1, 31)


def header(name: str) -> list[str]:
    with (HEADERS / f"{name}_FileHeader.csv").open(newline="", encoding="utf-8") as file:
        return next(csv.reader(file))


def read(names: list[str], values: dict[str, str], layout: str) -> object:
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerows([names, [values.get(name, "") for name in names]])
    begin, found = read_file(
        io.BytesIO(file.getvalue().encode()), "a.csv", layout, tables=TABLES, today=TODAY
    )
    assert isinstance(begin, Begin)
    return found


PERSON = {
    "NPI": "1234567893",
    "Entity Type Code": "1",
    "Provider Last Name (Legal Name)": "EXAMPLE",
    "Provider First Name": "ADA",
}


def test_the_example_number_of_the_standard_passes_and_its_neighbours_do_not() -> None:
    """123456789 with check digit 3 is the worked example of the NPI check digit documents."""
    assert [digit for digit in "0123456789" if npi_holds("123456789" + digit)] == ["3"]


def test_made_up_files_have_the_published_columns() -> None:
    assert header("npidata_pfile_V2") == MadeUp(()).names


def test_the_older_layout_lacks_one_column_and_names_one_differently() -> None:
    newer, older = header("npidata_pfile_V2"), MadeUp((), older=True).names
    assert len(older) == 329
    assert set(newer) - set(older) == {"Certification Date", "Provider Sex Code"}
    assert set(older) - set(newer) == {"Provider Gender Code"}


@pytest.mark.parametrize(
    ("name", "layout"),
    [("npidata_pfile_V2", "nppes"), ("pl_pfile", "locations"), ("othername_pfile", "other-names")],
)
def test_every_published_column_that_we_use_is_found_by_name(name: str, layout: str) -> None:
    published = set(header(name))
    assert {column.header for column in TABLES.columns[layout]} <= published
    assert guess_layout(header(name), TABLES) == layout


def test_endpoints_are_not_mistaken_for_something_else() -> None:
    assert guess_layout(header("endpoint_pfile"), TABLES) is None


@pytest.mark.parametrize("slot", range(1, 16))
def test_each_of_fifteen_slots_is_read(slot: int) -> None:
    told = {
        f"Healthcare Provider Taxonomy Code_{slot}": "171100000x",
        f"Provider License Number_{slot}": "PAK000196",
        f"Provider License Number State Code_{slot}": "PA",
        f"Healthcare Provider Primary Taxonomy Switch_{slot}": "N",
    }
    entry = read(header("npidata_pfile_V2"), PERSON | told, "nppes")
    assert isinstance(entry, Entry)
    (found,) = entry.slots
    assert (found.code, found.licence, found.state, found.primary) == ("171100000X", "PAK000196", "PA", False)


@pytest.mark.parametrize("mask", ["$$$$$$$$$", "*********", "_________", "<UNAVAIL>", "--", "========="])
def test_a_mask_reads_as_unknown(mask: str) -> None:
    told = {"Healthcare Provider Taxonomy Code_1": "171100000X", "Provider License Number_1": mask}
    entry = read(header("npidata_pfile_V2"), PERSON | told, "nppes")
    assert isinstance(entry, Entry)
    assert entry.slots[0].licence == ""


@pytest.mark.parametrize(
    ("off", "on", "active"),
    [
        ("", "", True),
        ("05/01/2020", "", False),
        ("05/01/2020", "05/02/2020", True),
        ("05/01/2020", "05/01/2020", True),
        ("05/01/2020", "04/30/2020", False),
    ],
)
def test_a_number_is_in_use_until_it_is_deactivated_and_again_after_a_later_reactivation(
    off: str,
    on: str,
    active: bool,  # noqa: FBT001 - a table
) -> None:
    told = {"NPI Deactivation Date": off, "NPI Reactivation Date": on}
    entry = read(header("npidata_pfile_V2"), PERSON | told, "nppes")
    assert isinstance(entry, Entry)
    assert entry.active is active


def test_a_deactivated_number_may_stand_alone() -> None:
    told = {"NPI": "1234567893", "NPI Deactivation Date": "05/01/2020"}
    entry = read(header("npidata_pfile_V2"), told, "nppes")
    assert isinstance(entry, Entry)
    assert not entry.active


def test_a_further_location_and_another_name_are_read() -> None:
    names = header("pl_pfile")
    told = dict.fromkeys(names, "") | {"NPI": "1234567893", names[1]: "2 SIDE ROAD", names[5]: "100012424"}
    location = read(names, told, "locations")
    assert isinstance(location, Location)
    assert (location.address.line_1, location.address.postal_code) == ("2 SIDE ROAD", "100012424")
    name = read(
        header("othername_pfile"),
        {"NPI": "1234567893", "Provider Other Organization Name": "POINT CLINIC"},
        "other-names",
    )
    assert isinstance(name, OtherName)
    assert name.name == "POINT CLINIC"


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("npidata_pfile_20050523-20260111.csv", True),
        ("NPPES_x.zip/npidata_pfile_20260105-20260111.csv", False),
        ("my-copy.csv", None),
        ("npidata_pfile_20051323-20260111.csv", None),
    ],
)
def test_the_name_says_whether_a_file_replaces_everything(name: str, full: bool | None) -> None:  # noqa: FBT001
    assert is_full(name) is full
    assert (period_of(name) is None) is (full is None)


@pytest.mark.parametrize(
    ("code", "lat", "lon", "precision"),
    [
        ("10001", 40.75, -74.0, "zip"),
        ("10001-2424", 40.75, -74.0, "zip"),
        ("100012424", 40.75, -74.0, "zip"),
        ("601", 18.18, -66.75, "zip"),  # a spreadsheet took the zeros away from 00601
        ("10008", 40.75, -74.0, "region"),  # post-office boxes have no area of their own
    ],
)
def test_a_zip_is_located_or_falls_back_to_its_region(
    code: str, lat: float, lon: float, precision: str
) -> None:
    found = TABLES.places.find(code)
    assert found
    assert found.precision == precision
    assert (found.point.lat_deg, found.point.lon_deg) == pytest.approx((lat, lon), abs=0.06)


@pytest.mark.parametrize("code", ["", "12", "123456", "ABCDE", "00000", "SW1A 1AA", "1" * 50])
def test_what_is_no_zip_is_nowhere(code: str) -> None:
    assert TABLES.places.find(code) is None
