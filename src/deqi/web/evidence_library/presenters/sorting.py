"""Headings of the list of trials: each a link that sorts by its column, or turns the order round."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from deqi.web.evidence_library.trials import TrialList


@dataclass(frozen=True)
class Heading:
    """A column heading; ``address`` is a query string, empty when the column cannot sort."""

    label: str
    address: str = ""
    sorted: str = ""
    numeric: bool = False


def headings(given: QueryDict, found: TrialList) -> tuple[Heading, ...]:
    """The headings of the list, in order."""
    return (
        _heading(_("Trial"), "name", given, found),
        _heading(_("Year"), "year", given, found, numeric=True),
        _heading(_("People"), "people", given, found, numeric=True),
        _heading(_("Country"), "country", given, found),
        Heading(_("Whom")),
        Heading(_("Compared with")),
        Heading(_("Blinding")),
    )


def _heading(
    label: str, column: str, given: QueryDict, found: TrialList, *, numeric: bool = False
) -> Heading:
    mine = found.sort == column
    now = ("descending" if found.descending else "ascending") if mine else ""
    query = given.copy()
    query["sort"] = column
    query["order"] = "desc" if now == "ascending" else "asc"
    return Heading(label, query.urlencode(), now, numeric)
