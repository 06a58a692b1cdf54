"""Broken files of registers: each is refused with line, column and rule, and changes nothing."""

# ruff: noqa: PLW0108 - every kind of file is made when its test runs

import csv
import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from deqi.datafiles import DATA_ROOT
from deqi.directory import RULES, FileFault, MadeUp, load_directory_tables, read_file
from deqi.web.practitioners.importing import Choices, Importer
from deqi.web.practitioners.models import (
    ExclusionRow,
    LicenceProof,
    Listing,
    PracticePlace,
    Practitioner,
    RegisterImport,
    StagedRow,
)

TABLES = load_directory_tables(DATA_ROOT)
TODAY = date(2026, 1, 31)
WRITER = MadeUp((("10001", "NY"), ("94110", "CA")), every=1)
LEIE = (
    "LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,UPIN,NPI,DOB,ADDRESS,CITY,STATE,ZIP,"
    "EXCLTYPE,EXCLDATE,REINDATE,WAIVERDATE,WVRSTATE\n"
)
PROOFS = (
    "last_name,profession,number,jurisdiction,authority,status,checked_on,expires_on,issued_on,npi,kind\n"
)
PEOPLE = "country,register,number,last_name,profession,checked_on,lat_deg,lon_deg,languages,price,currency\n"
Cells = list[list[str]]


def cells(count: int = 4) -> Cells:
    """A sound file as cells: the header, then rows."""
    text = WRITER.header_line() + "".join(WRITER.rows(count))
    return list(csv.reader(io.StringIO(text)))


def at(name: str) -> int:
    return WRITER.names.index(name)


def text(table: Cells, end: str = "\n", quoting: Any = csv.QUOTE_ALL, delimiter: str = ",") -> str:
    file = io.StringIO()
    csv.writer(file, quoting=quoting, lineterminator=end, delimiter=delimiter).writerows(table)
    return file.getvalue()


def good(count: int = 4) -> bytes:
    return text(cells(count)).encode()


def changed(row: int, column: str, value: str) -> bytes:
    table = cells()
    table[row][at(column)] = value
    return text(table).encode()


def without(*columns: str) -> bytes:
    gone = {at(column) for column in columns}
    return text([[cell for place, cell in enumerate(row) if place not in gone] for row in cells()]).encode()


def renamed(old: str, new: str) -> bytes:
    table = cells()
    table[0][at(old)] = new
    return text(table).encode()


def twice(value: str = "OTHER") -> bytes:
    table = cells()
    table.append([*table[1]])
    table[-1][at("Provider First Name")] = value
    return text(table).encode()


def raw_line(number: int, change: Callable[[bytes], bytes]) -> bytes:
    lines = good().splitlines(keepends=True)
    lines[number - 1] = change(lines[number - 1])
    return b"".join(lines)


def packed(content: bytes, name: str = "npidata_pfile_20050523-20260111.csv", **options: Any) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", options.pop("method", zipfile.ZIP_DEFLATED)) as archive:
        archive.writestr(name, content)
        for more, inside in options.items():
            archive.writestr(f"{more}.csv", inside)
    return file.getvalue()


def locked() -> bytes:
    """The bit that says "password" set in both places where a ZIP keeps it."""
    content = bytearray(packed(good()))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def wrong_checksum() -> bytes:
    content = bytearray(packed(good()))
    place = content.index(b"PK\x01\x02") + 16
    content[place] ^= 0xFF
    return bytes(content)


def moved() -> bytes:
    content = bytearray(packed(good()))
    place = content.index(b"PK\x01\x02") + 42
    content[place : place + 4] = struct.pack("<I", 7)
    return bytes(content)


def damaged() -> bytes:
    content = bytearray(packed(good(40)))
    for place in range(300, 360):
        content[place] ^= 0xA5
    return bytes(content)


def bomb() -> bytes:
    row = WRITER.row(1).encode()
    return packed(WRITER.header_line().encode() + row * 60_000)


def lying_bomb() -> bytes:
    """A gzip, whose size nobody tells beforehand."""
    engine = zlib.compressobj(9, wbits=31)
    parts = [engine.compress(WRITER.header_line().encode())]
    parts += [engine.compress(WRITER.row(1).encode() * 6_000) for _ in range(20)]
    return b"".join([*parts, engine.flush()])


PROOF = 'A,acupuncturist,1,NY,Board,Active,2026-01-02,2027-01-01,2020-01-01,"",licence\n'
PERSON = "GB,gb-bacc,1,Example,acupuncturist,2026-01-02,51.5,-0.1,en,60,GBP\n"
EXCLUDED = (
    '"X","Y","","","","","","0000000000","","","","NY","","1128a1","20250101","00000000","00000000",""\n'
)

# kind of file: (what is in it, its name, what the message must name)
BAD: dict[str, tuple[Callable[[], bytes], str, tuple[str, ...]]] = {
    "empty": (lambda: b"", "a.csv", ("[whole]", "line 1")),
    "an empty first line": (lambda: b"\n" + good(), "a.csv", ("[header]", "line 1")),
    "header alone": (lambda: good(0), "a.csv", ("[rows]",)),
    "no header": (lambda: good().split(b"\n", 1)[1], "a.csv", ("[kind]",)),
    "another table": (lambda: b"a,b,c\n1,2,3\n", "a.csv", ("[kind]",)),
    "UTF-16 with a mark": (lambda: good().decode().encode("utf-16"), "a.csv", ("[encoding]", "UTF-16")),
    "UTF-16 without": (lambda: good().decode().encode("utf-16-le"), "a.csv", ("[encoding]", "NUL")),
    "Latin-1": (
        lambda: changed(2, "Provider First Name", "Zoë").decode().encode("latin-1"),
        "a.csv",
        ("[encoding]", "line 3", "0xeb", "UTF-8"),
    ),
    "NUL": (lambda: changed(2, "Provider First Name", "A\0B"), "a.csv", ("[encoding]", "line 3", "NUL")),
    "semicolons": (lambda: text(cells(), delimiter=";").encode(), "a.csv", ("[delimiter]", "semicolons")),
    "tabs": (lambda: text(cells(), delimiter="\t").encode(), "a.csv", ("[delimiter]", "tabs")),
    "no NPI column": (lambda: without("NPI"), "a.csv", ("[header]", "'NPI'")),
    "NPI column renamed": (lambda: renamed("NPI", "Provider Number"), "a.csv", ("[header]", "'NPI'")),
    "no taxonomy columns": (
        lambda: without(*(f"Healthcare Provider Taxonomy Code_{n}" for n in range(1, 16))),
        "a.csv",
        ("[header]", "Taxonomy Code_1"),
    ),
    "first taxonomy renamed": (
        lambda: renamed("Healthcare Provider Taxonomy Code_1", "Specialty"),
        "a.csv",
        ("[header]", "column Healthcare Provider Taxonomy Code_1"),
    ),
    "a column twice": (lambda: renamed("Provider Middle Name", "NPI"), "a.csv", ("[header]", "column NPI")),
    "both names of one column": (
        lambda: renamed("Provider Middle Name", "Provider Gender Code"),
        "a.csv",
        ("[header]", "column Provider Sex Code"),
    ),
    "a value too few": (
        lambda: raw_line(3, lambda line: line.replace(b'"",', b"", 1)),
        "a.csv",
        ("[field-count]", "line 3", "329", "330"),
    ),
    "a value too many": (
        lambda: raw_line(3, lambda line: b'"",' + line),
        "a.csv",
        ("[field-count]", "line 3", "331"),
    ),
    "a quote left open": (
        lambda: raw_line(3, lambda line: line.replace(b'"EXAMPLE CITY"', b'"EXAMPLE CITY', 1)),
        "a.csv",
        ("[quoting]", "line 3"),
    ),
    "text after a quote": (
        lambda: raw_line(3, lambda line: line.replace(b'"EXAMPLE CITY"', b'"EXAMPLE" CITY', 1)),
        "a.csv",
        ("[quoting]", "line 3"),
    ),
    "a line break in a value, then too few": (
        lambda: raw_line(3, lambda line: line.replace(b"EXAMPLE CITY", b"EXAMPLE\nCITY", 1)[:-6] + b"\n"),
        "a.csv",
        ("line 3",),
    ),
    "cut in a row": (lambda: good()[:-700], "a.csv", ("line 5",)),
    "cut in the header": (lambda: good()[:300], "a.csv", ("line 1",)),
    "a line without end": (
        lambda: good() + b'"' + b"x" * 1_200_000,
        "a.csv",
        ("[line-length]", "line 6"),
    ),
    "a value of 200,000 characters": (
        lambda: changed(2, "Provider First Name", "x" * 200_000),
        "a.csv",
        ("[quoting]", "line 3", "field limit"),
    ),
    "a name of 300 characters": (
        lambda: changed(2, "Provider First Name", "x" * 300),
        "a.csv",
        ("[length]", "line 3", "column Provider First Name"),
    ),
    "a wrong check digit": (
        lambda: changed(2, "NPI", "2000000011"),
        "a.csv",
        ("[npi]", "line 3", "column NPI", "2000000011"),
    ),
    "nine digits": (lambda: changed(2, "NPI", "200000001"), "a.csv", ("[npi]", "line 3", "column NPI")),
    "no number": (lambda: changed(2, "NPI", ""), "a.csv", ("[npi]", "line 3", "column NPI")),
    "a number from a spreadsheet": (lambda: changed(2, "NPI", "2.00E+09"), "a.csv", ("[npi]", "line 3")),
    "digits of another script": (
        lambda: changed(2, "NPI", "２０００００００１８"),
        "a.csv",
        ("[npi]", "line 3"),
    ),
    "one number twice": (twice, "a.csv", ("[duplicate]", "line 6", "column NPI", "Line 2")),
    "enumerated tomorrow": (
        lambda: changed(2, "Provider Enumeration Date", "02/01/2026"),
        "a.csv",
        ("[future]", "line 3", "column Provider Enumeration Date"),
    ),
    "deactivated in 2099": (
        lambda: changed(2, "NPI Deactivation Date", "01/01/2099"),
        "a.csv",
        ("[future]", "line 3", "column NPI Deactivation Date"),
    ),
    "30 February": (
        lambda: changed(2, "Last Update Date", "02/30/2024"),
        "a.csv",
        ("[date]", "line 3", "column Last Update Date", "02/30/2024"),
    ),
    "day first": (lambda: changed(2, "Last Update Date", "31/01/2024"), "a.csv", ("[date]", "line 3")),
    "a date in words": (lambda: changed(2, "Last Update Date", "May 2024"), "a.csv", ("[date]", "line 3")),
    "an unknown kind of entity": (
        lambda: changed(2, "Entity Type Code", "3"),
        "a.csv",
        ("[code]", "line 3", "column Entity Type Code"),
    ),
    "nobody's name": (
        lambda: text(
            [
                [
                    "" if place in (at(WRITER.names[5]), at(WRITER.names[6])) and number == 2 else cell
                    for place, cell in enumerate(row)
                ]
                for number, row in enumerate(cells())
            ]
        ).encode(),
        "a.csv",
        ("[name]", "line 3"),
    ),
    "a control character": (
        lambda: changed(2, "Provider First Name", "A\x1b[2J"),
        "a.csv",
        ("[control]", "line 3", "column Provider First Name"),
    ),
    "a name that turns round": (
        lambda: changed(2, "Provider First Name", "A\u202egnp"),
        "a.csv",
        ("[control]", "line 3"),
    ),
    "a ZIP cut off": (lambda: packed(good())[:-30], "a.zip", ("[whole]",)),
    "half a ZIP": (lambda: packed(good())[:400], "a.zip", ("[whole]",)),
    "a ZIP with a wrong checksum": (wrong_checksum, "a.zip", ("[whole]", "checksum")),
    "a ZIP that points elsewhere": (moved, "a.zip", ("[whole]",)),
    "a ZIP with damaged data": (damaged, "a.zip", ("[whole]",)),
    "a locked ZIP": (locked, "a.zip", ("[container]", "password")),
    "a ZIP in a ZIP": (lambda: packed(packed(good()), "inner.zip"), "a.zip", ("[container]", "another ZIP")),
    "a ZIP of pictures": (lambda: packed(b"\x89PNG", "a.png"), "a.zip", ("[container]", "a.png")),
    "a ZIP with two tables": (
        lambda: packed(good(), "a.csv", b=good()),
        "a.zip",
        ("[container]", "a.csv, b.csv"),
    ),
    "a ZIP packed otherwise": (
        lambda: packed(good(), method=zipfile.ZIP_BZIP2),
        "a.zip",
        ("[container]", "12"),
    ),
    "an empty ZIP": (lambda: b"PK\x05\x06" + bytes(18), "a.zip", ("[container]", "nothing")),
    "a ZIP bomb": (bomb, "a.zip", ("[size]",)),
    "a gzip bomb": (lying_bomb, "a.csv.gz", ("[size]",)),
    "a gzip cut off": (lambda: gzip.compress(good())[:-20], "a.csv.gz", ("[whole]",)),
    "more behind a gzip": (lambda: gzip.compress(good()) + b"more", "a.csv.gz", ("[container]",)),
    "a full file of the future": (
        lambda: packed(good(), "npidata_pfile_20050523-20261231.csv"),
        "a.zip",
        ("[future]", "2026-12-31"),
    ),
    "a full file without most people": (
        lambda: packed(good(2), "npidata_pfile_20050523-20260125.csv"),
        "a.zip",
        ("[shrink]",),
    ),
    "a full file that is older": (
        lambda: packed(good(80), "npidata_pfile_20050523-20251214.csv"),
        "a.zip",
        ("[age]", "2025-12-14"),
    ),
    "a licence without a number": (
        lambda: (PROOFS + PROOF.replace(",1,NY", ",,NY")).encode(),
        "p.csv",
        ("[missing]", "line 2", "column number"),
    ),
    "a licence checked tomorrow": (
        lambda: (PROOFS + PROOF.replace("2026-01-02", "2026-02-01")).encode(),
        "p.csv",
        ("[future]", "line 2", "column checked_on"),
    ),
    "a licence never checked": (
        lambda: (PROOFS + PROOF.replace("2026-01-02", "")).encode(),
        "p.csv",
        ("[missing]", "line 2", "column checked_on"),
    ),
    "a licence that ends first": (
        lambda: (PROOFS + PROOF.replace("2027-01-01", "2019-01-01")).encode(),
        "p.csv",
        ("[order]", "line 2", "column expires_on"),
    ),
    "a licence for a strange trade": (
        lambda: (PROOFS + PROOF.replace("acupuncturist", "wizard")).encode(),
        "p.csv",
        ("[code]", "line 2", "column profession", "wizard"),
    ),
    "a licence twice": (
        lambda: (PROOFS + PROOF + PROOF.replace("Active", "Expired")).encode(),
        "p.csv",
        ("[duplicate]", "line 3", "column number"),
    ),
    "an exclusion without a name": (
        lambda: (LEIE + EXCLUDED.replace('"X"', '""')).encode(),
        "l.csv",
        ("[name]", "line 2", "column LASTNAME"),
    ),
    "an exclusion in month 13": (
        lambda: (LEIE + EXCLUDED.replace("20250101", "20251301")).encode(),
        "l.csv",
        ("[date]", "line 2", "column EXCLDATE"),
    ),
    "an exclusion list cut off": (lambda: (LEIE + EXCLUDED * 2)[:-40].encode(), "l.csv", ("line 3",)),
    "a person of no register": (
        lambda: (PEOPLE + PERSON.replace("gb-bacc", "gb-none")).encode(),
        "q.csv",
        ("[code]", "line 2", "column register"),
    ),
    "a person beyond the pole": (
        lambda: (PEOPLE + PERSON.replace("51.5", "151.5")).encode(),
        "q.csv",
        ("[place]", "line 2", "column lat_deg"),
    ),
    "a person with half a place": (
        lambda: (PEOPLE + PERSON.replace("-0.1", "")).encode(),
        "q.csv",
        ("[place]", "line 2", "column lon_deg"),
    ),
    "a price with cents": (
        lambda: (PEOPLE + PERSON.replace(",60,", ",60.50,")).encode(),
        "q.csv",
        ("[code]", "line 2", "column price"),
    ),
}


def importer() -> Importer:
    return Importer(TABLES, TODAY, lambda: datetime(2026, 1, 31, tzinfo=UTC))


def snapshot() -> list[Any]:
    kinds = (Practitioner, PracticePlace, LicenceProof, ExclusionRow, Listing, RegisterImport, StagedRow)
    return [list(kind.objects.order_by("pk").values()) for kind in kinds]


@pytest.fixture
def directory(tmp_path: Path, db: None) -> Path:
    """A directory of 80 people, one of them with a licence, and an exclusion list."""
    for name, content in {
        "full.zip": packed(good(80), "npidata_pfile_20050523-20260111.csv"),
        "leie.csv": (LEIE + EXCLUDED).encode(),
        "board.csv": (PROOFS + PROOF.replace(",1,NY", f",{'MU0000002'},NY")).encode(),
    }.items():
        (tmp_path / name).write_bytes(content)
        importer().run(tmp_path / name)
    assert Listing.objects.count() == 80
    return tmp_path


def test_there_are_at_least_fifty_kinds() -> None:
    assert len(BAD) >= 50


@pytest.mark.parametrize(("make", "name", "named"), BAD.values(), ids=BAD)
def test_a_broken_file_is_named_and_changes_nothing(
    directory: Path, make: Callable[[], bytes], name: str, named: tuple[str, ...]
) -> None:
    before = snapshot()
    (directory / name).write_bytes(make())
    with pytest.raises(FileFault) as caught:
        importer().run(directory / name)
    message = str(caught.value)
    for part in (*named, name, "line ", "column ", RULES[caught.value.rule_id]):
        assert part in message
    assert "Nothing" in message or "--allow-loss" in message or "Unpack" in message
    assert message.replace("\n", "").isprintable()
    assert snapshot() == before


def test_a_line_of_ten_gigabytes_is_given_up_early() -> None:
    class Endless(io.RawIOBase):
        """Ten gigabytes without a line end, made as they are read."""

        given = 0

        def seek(self, place: int, _whence: int = 0) -> int:
            return place if _whence == 0 else 10 * 1024**3

        def read(self, size: int = -1) -> bytes:
            Endless.given += size
            return b"x" * size if Endless.given < 10 * 1024**3 else b""

    with pytest.raises(FileFault, match="line-length"):
        list(read_file(Endless(), "long.csv", "nppes", tables=TABLES, today=TODAY))  # type: ignore[arg-type]
    assert Endless.given < 10_000_000


def test_sound_rows_of_a_bad_file_can_be_taken(directory: Path) -> None:
    (directory / "a.csv").write_bytes(changed(2, "NPI", "2000000011") + WRITER.row(900).encode())
    report = importer().run(directory / "a.csv", Choices(skip_bad_rows=True))[0]
    assert report["refused"] == 1
    assert "line 3, column NPI" in report["faults"][0]
    assert Practitioner.objects.filter(number=WRITER.row(900)[1:11]).exists()


HARMLESS: dict[str, Callable[[], bytes]] = {
    "a UTF-8 mark": lambda: b"\xef\xbb\xbf" + good(),
    "CRLF": lambda: text(cells(), end="\r\n").encode(),
    "mixed line ends": lambda: b"".join(
        line.replace(b"\n", b"\r\n") if place % 2 else line
        for place, line in enumerate(good().splitlines(keepends=True))
    ),
    "few quotes": lambda: text(cells(), quoting=csv.QUOTE_MINIMAL).encode(),
    "no line end at the end": lambda: good()[:-1],
    "empty lines at the end": lambda: good() + b"\n\n",
    "a line break in a value": lambda: changed(
        2, "Provider Second Line Business Practice Location Address", "a\nb"
    ),
    "columns in another order": lambda: text([row[::-1] for row in cells()]).encode(),
    "an unknown column": lambda: text(
        [[*row, "x" if n else "Extra"] for n, row in enumerate(cells())]
    ).encode(),
    "the older layout": lambda: without("Certification Date").replace(
        b"Provider Sex Code", b"Provider Gender Code"
    ),
    "headers in lower case with underscores": lambda: text(
        [[cell.lower().replace(" ", "_") for cell in cells()[0]], *cells()[1:]]
    ).encode(),
    "masks": lambda: changed(2, "Provider License Number_1", "$$$$$$$$$"),
    "the same row twice": lambda: text([*cells(), cells()[1]]).encode(),
    "gzip": lambda: gzip.compress(good()),
    "ISO dates": lambda: changed(2, "Last Update Date", "2024-05-06"),
}


@pytest.mark.parametrize("make", HARMLESS.values(), ids=HARMLESS)
def test_what_is_only_unusual_is_read(tmp_path: Path, db: None, make: Callable[[], bytes]) -> None:
    (tmp_path / "a.csv").write_bytes(make())
    importer().run(tmp_path / "a.csv")
    assert Practitioner.objects.count() == 4
    second = Practitioner.objects.get(number=WRITER.row(1)[1:11])
    assert second.first_name == cells()[2][at("Provider First Name")]
