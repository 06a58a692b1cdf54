"""People who do not exist, in files shaped like those of NPPES: for demonstrations, tests and measurements.

Everything follows from the number of the row, so that the same numbers give the same people. Their NPIs begin
with 2, which no register has given out, and pass the check digit. Every family name says "Madeup".
"""

from collections.abc import Iterator, Sequence

SLOTS, OTHER_IDS = 15, 50
FIRST = (
    "Ada",
    "Ben",
    "Chloe",
    "Diego",
    "Emi",
    "Farid",
    "Grace",
    "Hugo",
    "Ines",
    "Jun",
    "Kofi",
    "Lena",
    "Mei",
)
LAST = (
    "Adler",
    "Brook",
    "Cedar",
    "Dale",
    "Elm",
    "Fern",
    "Grove",
    "Heath",
    "Ivy",
    "Juniper",
    "Knoll",
    "Linden",
)
OTHER_CODES = (
    "163W00000X",
    "207R00000X",
    "1041C0700X",
    "183500000X",
    "225100000X",
    "111N00000X",
    "207Q00000X",
)
SALT = 2654435761
EVERY = 240
"""One row in so many is an acupuncturist: about the share in the published file."""

_HEAD = [
    "NPI",
    "Entity Type Code",
    "Replacement NPI",
    "Employer Identification Number (EIN)",
    "Provider Organization Name (Legal Business Name)",
    "Provider Last Name (Legal Name)",
    "Provider First Name",
    "Provider Middle Name",
    "Provider Name Prefix Text",
    "Provider Name Suffix Text",
    "Provider Credential Text",
    "Provider Other Organization Name",
    "Provider Other Organization Name Type Code",
    "Provider Other Last Name",
    "Provider Other First Name",
    "Provider Other Middle Name",
    "Provider Other Name Prefix Text",
    "Provider Other Name Suffix Text",
    "Provider Other Credential Text",
    "Provider Other Last Name Type Code",
]
_LINES = ("First Line Business {0} Address", "Second Line Business {0} Address")
_PARTS = (
    "City Name",
    "State Name",
    "Postal Code",
    "Country Code (If outside U.S.)",
    "Telephone Number",
    "Fax Number",
)
_DATES = """Provider Enumeration Date|Last Update Date|NPI Deactivation Reason Code|NPI Deactivation Date|\
NPI Reactivation Date|Provider {sex} Code|Authorized Official Last Name|Authorized Official First Name|\
Authorized Official Middle Name|Authorized Official Title or Position|Authorized Official Telephone Number"""
_TAIL = [
    "Is Sole Proprietor",
    "Is Organization Subpart",
    "Parent Organization LBN",
    "Parent Organization TIN",
    "Authorized Official Name Prefix Text",
    "Authorized Official Name Suffix Text",
    "Authorized Official Credential Text",
]


def header(*, older: bool = False) -> list[str]:
    """The 330 columns of the second version of the file, or the 329 of the version before."""
    names = list(_HEAD)
    for kind in ("Mailing", "Practice Location"):
        names += [f"Provider {line.format(kind)}" for line in _LINES]
        names += [f"Provider Business {kind} Address {part}" for part in _PARTS]
    names += _DATES.format(sex="Gender" if older else "Sex").split("|")
    for n in range(1, SLOTS + 1):
        names += [f"Healthcare Provider Taxonomy Code_{n}", f"Provider License Number_{n}"]
        names += [
            f"Provider License Number State Code_{n}",
            f"Healthcare Provider Primary Taxonomy Switch_{n}",
        ]
    for n in range(1, OTHER_IDS + 1):
        names += [f"Other Provider Identifier_{n}", f"Other Provider Identifier Type Code_{n}"]
        names += [f"Other Provider Identifier State_{n}", f"Other Provider Identifier Issuer_{n}"]
    names += _TAIL
    names += [f"Healthcare Provider Taxonomy Group_{n}" for n in range(1, SLOTS + 1)]
    return names if older else [*names, "Certification Date"]


def number(n: int) -> str:
    """The NPI of made-up person ``n`` (below 100,000,000)."""
    stem = f"2{n:08d}"
    # Luhn over the prefix and the first nine digits; the prefix adds 24
    total = 24
    for place, digit in enumerate(stem):
        value = ord(digit) - 48
        total += value if place % 2 else (value * 2 - 9 if value > 4 else value * 2)
    return stem + str(-total % 10)


def is_made_up(npi: str, last_name: str) -> bool:
    """Whether this number and name are of somebody who does not exist."""
    return npi.startswith("2") and last_name.startswith("MADEUP-")


class MadeUp:
    """Writes rows. ``zips`` are ZIP and state of places that people work in."""

    def __init__(self, zips: Sequence[tuple[str, str]], *, every: int = EVERY, older: bool = False) -> None:
        self.names = header(older=older)
        self.zips = zips
        self.every = every
        blank = dict.fromkeys(self.names, "")
        blank |= {
            "Entity Type Code": "1",
            "Provider First Line Business Mailing Address": "1 MADE-UP STREET",
            "Provider Business Mailing Address City Name": "EXAMPLE CITY",
            "Provider Business Mailing Address Country Code (If outside U.S.)": "US",
            "Provider Business Mailing Address Telephone Number": "2025550100",
            "Provider Business Practice Location Address City Name": "EXAMPLE CITY",
            "Provider Business Practice Location Address Country Code (If outside U.S.)": "US",
            "Healthcare Provider Primary Taxonomy Switch_1": "Y",
            "Is Sole Proprietor": "N",
        }
        told = {
            "NPI": "{npi}",
            "Provider Last Name (Legal Name)": "MADEUP-{last}",
            "Provider First Name": "{first}",
            "Provider Credential Text": "{credential}",
            "Provider Business Mailing Address State Name": "{state}",
            "Provider Business Mailing Address Postal Code": "{zip}",
            "Provider First Line Business Practice Location Address": "{house} MADE-UP STREET",
            "Provider Business Practice Location Address State Name": "{state}",
            "Provider Business Practice Location Address Postal Code": "{zip}{plus:04d}",
            "Provider Business Practice Location Address Telephone Number": "20255501{phone:02d}",
            "Provider Enumeration Date": "{month:02d}/{day:02d}/{year}",
            "Last Update Date": "{month:02d}/{day:02d}/{updated}",
            f"Provider {'Gender' if older else 'Sex'} Code": "{sex}",
            "Healthcare Provider Taxonomy Code_1": "{code}",
            "Provider License Number_1": "{licence}",
            "Provider License Number State Code_1": "{state}",
            "Healthcare Provider Taxonomy Code_2": "{second}",
        }
        self.template = ",".join(f'"{told.get(name, blank[name])}"' for name in self.names) + "\n"

    def header_line(self) -> str:
        """The first line of the file."""
        return ",".join(f'"{name}"' for name in self.names) + "\n"

    def row(self, n: int) -> str:
        """Row ``n``, with its line end."""
        chance = (n * SALT + 12345) % 2**32 // 64
        zip_code, state = self.zips[chance % len(self.zips)]
        acupuncture = n % self.every == 0
        own = OTHER_CODES[chance % 7]
        # now and then acupuncture stands in the second slot, behind another profession
        first, second = ("171100000X", "") if n % (3 * self.every) else (own, "171100000X")
        return self.template.format(
            npi=number(n),
            last=LAST[chance % 12].upper(),
            first=FIRST[chance % 13].upper(),
            credential="L.AC." if acupuncture else "R.N.",
            state=state,
            zip=zip_code,
            house=1 + chance % 999,
            plus=chance % 10000,
            phone=chance % 100,
            month=1 + chance % 12,
            day=1 + chance % 28,
            year=2007 + chance % 15,
            updated=2022 + chance % 4,
            sex="MF"[chance % 2],
            code=first if acupuncture else own,
            second=second if acupuncture else "",
            licence=f"MU{n:07d}",
        )

    def rows(self, count: int, start: int = 0) -> Iterator[str]:
        """``count`` rows from row ``start`` on."""
        return map(self.row, range(start, start + count))
