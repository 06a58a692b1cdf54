"""A directory of people who do not exist, made through the same door as a real one."""

import csv
import io
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from deqi.directory import DirectoryTables, MadeUp
from deqi.web.practitioners.importing import Choices, Importer
from deqi.web.practitioners.models import Practitioner, RegisterImport

PLACES = (
    *(("10001", "NY"), ("10027", "NY"), ("11201", "NY"), ("11375", "NY"), ("07030", "NJ"), ("08540", "NJ")),
    *(("90012", "CA"), ("91101", "CA"), ("94110", "CA"), ("94704", "CA"), ("92103", "CA"), ("95060", "CA")),
    *(("98101", "WA"), ("60614", "IL"), ("78704", "TX"), ("33130", "FL"), ("80206", "CO"), ("87501", "NM")),
)
PEOPLE = 240
LANGUAGES = ("en", "en zh", "en es", "en ko", "en de")
LEIE = [
    "LASTNAME",
    "FIRSTNAME",
    "MIDNAME",
    "BUSNAME",
    "SPECIALTY",
    "NPI",
    "CITY",
    "STATE",
    "EXCLTYPE",
    "EXCLDATE",
    "REINDATE",
]
BOARD = (
    *(
        "kind",
        "npi",
        "last_name",
        "first_name",
        "profession",
        "number",
        "jurisdiction",
        "authority",
        "status",
    ),
    *("issued_on", "expires_on", "checked_on", "acaom_degree"),
)
PRACTICE = (
    *("country", "register", "number", "last_name", "first_name", "profession", "checked_on"),
    *("languages", "price", "currency"),
)


def fill_with_made_up_people(
    *, tables: DirectoryTables, today: date, now: Callable[[], datetime]
) -> dict[str, int]:
    """Import made-up files: a register, an exclusion list, licences of every kind, and what practices tell.

    Whoever was made up before is made again, so that no fact grows old. Real people are left alone.
    """
    Practitioner.objects.filter(is_made_up=True).delete()
    RegisterImport.objects.filter(file_name__startswith="made-up").delete()
    has_real_list = RegisterImport.objects.filter(layout="leie").exists()
    importer = Importer(tables, today, now)
    with tempfile.TemporaryDirectory() as folder:

        def take(name: str, layout: str, text: str, stands_for: date | None = None) -> None:
            path = Path(folder) / name
            path.write_text(text, encoding="utf-8")
            choices = Choices(layout=layout, full=False, stands_for=stands_for, made_up=True)
            importer.run(path, choices)

        writer = MadeUp(PLACES, every=1)
        rows = list(writer.rows(PEOPLE))
        take("made-up-register.csv", "nppes", writer.header_line() + "".join(rows), today)
        people = list(Practitioner.objects.filter(is_made_up=True).order_by("number"))
        if not has_real_list:
            take("made-up-exclusions.csv", "leie", _text(LEIE, _excluded(people, today)), today)
        take("made-up-licences.csv", "proofs", _text(BOARD, _licences(people, today)))
        take("made-up-practices.csv", "people", _text(PRACTICE, _practices(people, today)))
    return {"made_up_people": len(people)}


def _text(header: Sequence[str], rows: list[list[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows([header, *rows])
    return file.getvalue()


def _excluded(people: list[Practitioner], today: date) -> list[list[str]]:
    day = f"{today - timedelta(days=400):%Y%m%d}"
    by_number, by_name = people[7].number, people[20]
    return [
        [
            *("MADEUP-OTHER", "PAT", "", "", "ACUPUNCTURE", by_number, "EXAMPLE CITY", "NY"),
            *("1128a1", day, "00000000"),
        ],
        [
            *(by_name.last_name, by_name.first_name, "", "", "NURSE", "0000000000", "EXAMPLE CITY"),
            *(by_name.slots[0]["state"], "1128b4", day, "00000000"),
        ],
    ]


def _licences(people: list[Practitioner], today: date) -> list[list[str]]:
    """Most are active and lately checked; a few show each thing that can be wrong, and some have none."""

    def day(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    kinds = {
        0: ("Active", 500, -400),
        1: ("Expired", -30, -5),
        2: ("Revoked", 300, -5),
        3: ("Probation", 300, -5),
    }
    rows = []
    for index, person in enumerate(people):
        if index % 5 == 4:
            continue
        status, expires, checked = kinds.get(index % 28, ("Active", 40 + index, -(index % 60) - 1))
        slot = person.slots[0]
        rows.append(
            [
                *("licence", person.number, person.last_name, person.first_name, "acupuncturist"),
                *(slot["licence"], slot["state"], "Made-up Acupuncture Board", status),
                *(day(-1500), day(expires), day(checked), "yes" if index % 3 else ""),
            ]
        )
        if index % 4 == 0:
            rows.append(
                [
                    *("certificate", person.number, person.last_name, person.first_name, "acupuncturist"),
                    *(f"C{index:05d}", "US", "Made-up Certification Body", "Active"),
                    *(day(-900), day(700), day(-20), ""),
                ]
            )
    return rows


def _practices(people: list[Practitioner], today: date) -> list[list[str]]:
    return [
        [
            *("US", "us-npi", person.number, person.last_name, person.first_name, "acupuncturist"),
            *(today.isoformat(), LANGUAGES[index % 5], str(60 + 5 * (index % 17)), "USD"),
        ]
        for index, person in enumerate(people)
        if index % 3
    ]
