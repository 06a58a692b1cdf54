"""Any public set of reviews as CSV: columns found by name, in the many names that such sets use."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from deqi.directory.trust.features import Review
from deqi.vocabulary import InputError

COLUMNS = {
    "place": (
        *("place", "product", "productid", "prodid", "business", "businessid", "restaurant", "restaurantid"),
        *("hotel", "hotelid", "item", "itemid", "asin", "parentasin", "practice", "practitioner", "placeid"),
    ),
    "author": (
        *("author", "user", "userid", "reviewer", "reviewerid", "customer", "customerid", "authorid"),
        *("reviewername", "username"),
    ),
    "date": ("date", "reviewdate", "day", "time", "timestamp", "reviewtime", "unixreviewtime", "datetime"),
    "stars": ("stars", "rating", "star", "starrating", "overall", "score", "reviewrating"),
    "text": (
        *("text", "review", "reviewtext", "reviewcontent", "content", "body", "reviewbody", "comment"),
        *("comments",),
    ),
    "label": ("label", "flagged", "fake", "isfake", "filtered", "spam", "isspam", "class", "deceptive"),
}
"""What a column may be called: only letters and digits count, and case does not."""
NEEDED = ("place", "date", "stars")
BAD_WORDS = frozenset(
    ("y", "yr", "yes", "true", "fake", "filtered", "spam", "deceptive", "cg", "flagged", "t", "notgenuine")
)
GOOD_WORDS = frozenset(
    ("n", "nr", "no", "false", "genuine", "real", "ham", "truthful", "or", "recommended", "f", "unfiltered")
)
MOST_BAD = 0.05
"""A file with a larger share of rows that cannot be read is refused."""
LONGEST_CELL = 1_000_000
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PARTS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")


@dataclass(frozen=True)
class ReviewFile:
    """Reviews in order of day. ``judged``: ``True`` is not genuine, empty without labels.

    ``lines`` are the lines of the file where each row ends. ``bad_rows`` says of the rows that could not be
    read where and why.
    """

    reviews: tuple[Review, ...]
    judged: tuple[bool, ...]
    lines: tuple[int, ...]
    bad_rows: tuple[str, ...]


def read_reviews(path: Path, *, label: str = "", bad_label: str = "") -> ReviewFile:
    """Read a CSV (comma, semicolon or tab; UTF-8). Raises ``InputError``, which names column and rule.

    ``label``: the column with judgements, looked for under its usual names when empty; "-" for none.
    ``bad_label``: the value that means "not genuine", when the usual words do not tell.
    """
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            begin = file.read(65_536)
            file.seek(0)
            return _read(csv.reader(file, delimiter=_delimiter(begin)), label, bad_label)
    except OSError as error:
        raise _fault(
            str(path), f"It cannot be read: {error.strerror}.", "It is a file.", "Give another."
        ) from None
    except csv.Error as error:
        raise _fault(path.name, f"It is not a table: {error}.", "It is CSV.", "Save it as CSV.") from None


def _delimiter(begin: str) -> str:
    first = begin.partition("\n")[0]
    return max((",", ";", "\t"), key=first.count)


def _read(rows: Iterator[list[str]], label: str, bad_label: str) -> ReviewFile:
    header = next(rows, [])
    columns = _columns(header, label)
    kept: list[tuple[date, str, float, str | None, str | None, str, int]] = []
    bad: list[str] = []
    cells = [(line, row) for line, row in enumerate(rows, 2) if any(cell.strip() for cell in row)]
    month_first = _month_first(row[columns["date"]] for _line, row in cells if len(row) > columns["date"])
    for line, row in cells:
        try:
            kept.append((*_row(row, columns, month_first=month_first), line))
        except ValueError as error:
            bad.append(f"row {line}: {error}")
    if not kept or len(bad) > MOST_BAD * len(cells):
        shown = f" The first: {bad[0]}" if bad else ""
        raise _fault(
            "rows",
            f"{len(bad)} of {len(cells)} rows cannot be read.{shown}",
            f"At most {100 * MOST_BAD:g} of 100 rows may be unreadable.",
            "Look at the named row; dates are written YYYY-MM-DD and stars are numbers from 1 to 5.",
        )
    kept.sort(key=lambda one: one[0])
    judged = _judged([one[5] for one in kept], bad_label) if "label" in columns else ()
    reviews = tuple(Review(one[1], one[0], one[2], one[3], one[4]) for one in kept)
    return ReviewFile(reviews, judged, tuple(one[6] for one in kept), tuple(bad))


def _columns(header: Sequence[str], label: str) -> dict[str, int]:
    plain = [re.sub(r"[^a-z0-9]", "", name.lower()) for name in header]
    found = {
        kind: plain.index(name)
        for kind, names in COLUMNS.items()
        if (name := next((name for name in names if name in plain), None)) is not None
    }
    if label and label != "-":
        if label not in header:
            raise _fault(
                "--label", f"No column is called {label[:60]!r}.", "It is in the header.", _has(header)
            )
        found["label"] = list(header).index(label)
    if label == "-":
        found.pop("label", None)
    for kind in NEEDED:
        if kind not in found:
            usual = ", ".join(COLUMNS[kind][:5])
            raise _fault(
                "header", f"There is no column for the {kind}.", f"It may be called {usual}.", _has(header)
            )
    return found


def _row(
    row: list[str], columns: dict[str, int], *, month_first: bool
) -> tuple[date, str, float, str | None, str | None, str]:
    def cell(kind: str) -> str:
        place = columns.get(kind)
        if place is None:
            return ""
        if place >= len(row):
            raise ValueError(f"it has {len(row)} cells, and the {kind} would be in cell {place + 1}")
        return row[place]

    try:
        stars = float(cell("stars").strip().split(" ")[0])
    except ValueError:
        raise ValueError(f"{cell('stars')[:20]!r} is no number of stars") from None
    if not 0 <= stars <= 5:
        raise ValueError(f"{stars:g} stars are not between 0 and 5")
    place = cell("place").strip()
    if not place:
        raise ValueError("no place")
    day = _day(cell("date").strip(), month_first=month_first)
    return day, place, stars, cell("author").strip() or None, cell("text") or None, cell("label").strip()


def _day(text: str, *, month_first: bool) -> date:
    found = _ISO.search(text) or _YEAR_FIRST.search(text)
    if found:
        return date(int(found[1]), int(found[2]), int(found[3]))
    if parts := _PARTS.search(text):
        month, day = (parts[1], parts[2]) if month_first else (parts[2], parts[1])
        return date(int(parts[3]), int(month), int(day))
    if text.isascii() and text.isdigit() and len(text) in (9, 10, 12, 13):
        seconds = int(text) / (1000 if len(text) > 10 else 1)
        return datetime.fromtimestamp(seconds, tz=UTC).date()
    for form in ("%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%m %d, %Y", "%Y%m%d"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise ValueError(f"{text[:30]!r} is no date")


def _month_first(texts: Iterator[str]) -> bool:
    """3/4/2012 is read in the American way unless a first part above 12 shows that it is not."""
    return not any(int(parts[1]) > 12 for text in texts if (parts := _PARTS.search(text)))


def _judged(labels: Sequence[str], bad_label: str) -> tuple[bool, ...]:
    values = {label.lower() for label in labels}
    if bad_label:
        bad = {bad_label.lower()}
    elif values <= {"-1", "1", "-1.0", "1.0", "+1"} and values & {"-1", "-1.0"}:
        bad = {"-1", "-1.0"}
    elif values <= {"0", "1", "0.0", "1.0"}:
        bad = {"1", "1.0"}
    else:
        bad = {value for value in values if re.sub(r"[^a-z]", "", value) in BAD_WORDS}
        rest = {value for value in values - bad if re.sub(r"[^a-z]", "", value) not in GOOD_WORDS}
        if rest:
            raise _fault(
                "label",
                f"We do not know what {sorted(rest)[0][:30]!r} means.",
                "A label says whether a review was judged as not genuine.",
                "Name the value that means it with --bad-label.",
            )
    if not values & bad or not values - bad:
        raise _fault(
            "label",
            "All reviews have the same judgement.",
            "Genuine and other reviews are both needed.",
            "Name the value that means “not genuine” with --bad-label, or give --label -.",
        )
    return tuple(label.lower() in bad for label in labels)


def _has(header: Sequence[str]) -> str:
    return f"The file has: {', '.join(header)[:300] or 'no header'}."


def _fault(where: str, what: str, rule: str, next_step: str) -> InputError:
    return InputError(where=where, what=what, rule=rule, next_step=next_step)
