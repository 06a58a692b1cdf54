"""Where the pages are: the few in the header, and all of them, grouped, in the footer and at home."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class Page:
    """A page that anybody may open: its address by name, its short title, and what it is about."""

    name: str
    title: Text
    about: Text = ""

    @property
    def address(self) -> str:
        """Its path on this site."""
        return reverse(self.name)


@dataclass(frozen=True)
class Group:
    """Pages that belong together."""

    title: Text
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Link:
    """A page as a menu shows it. ``current`` is ``page``, ``true`` (inside its section) or empty."""

    address: str
    title: Text
    about: Text
    current: str


HOME = Page("ask:home", _("Start"))
CHECK = Page("ask:check", _("The check"))
POINTS = Page("points:home", _("The points"), _("Which points, and where on your own body."))
DIARY = Page(
    "diary:start", _("Is it working?"), _("A diary in two minutes a week: go on, change something, or stop.")
)
WHO = Page(
    "practitioners:index",
    _("Who should treat me?"),
    _("People near you, and what somebody has checked about them."),
)
CHOOSE = Page(
    "practitioners:how-to-choose",
    _("How to choose"),
    _("What to ask, a fair offer, and the marks of a scam."),
)
CLAIMS = Page("pages:claims", _("What adverts say"), _("Each promise, and what trials found about it."))
HOW = Page("pages:how-it-works", _("How it works"), _("What tradition teaches, and what research saw."))
EVIDENCE = Page("evidence:overview", _("Evidence"), _("Every trial and every number behind the answers."))
ABOUT = Page("pages:about", _("About"), _("How answers are made, who pays, privacy, and limits."))

HEADER = (CHECK, POINTS, WHO, DIARY, EVIDENCE)
GROUPS = (
    Group(
        _("Ask"),
        (
            HOME,
            CHECK,
            POINTS,
            Page("points:all", _("Every point")),
            WHO,
            CHOOSE,
            DIARY,
            Page("ask:examples", _("Examples")),
        ),
    ),
    Group(
        _("Read"),
        (
            CLAIMS,
            HOW,
            Page("pages:back-pain", _("Low back pain"), _("What causes it, and how it goes over a year.")),
            Page("pages:what-else-helps", _("What else helps"), _("Other treatments on the same scale.")),
            Page("pages:harms", _("Is it harmless?"), _("What can go wrong, in people of 100.")),
            Page("pages:guidelines", _("What guidelines say"), _("Why some say yes and others no.")),
            Page("pages:not-known", _("What we do not know"), _("The gaps, counted from our own data.")),
        ),
    ),
    Group(
        _("Evidence"),
        (
            EVIDENCE,
            Page("evidence:trials", _("Trials")),
            Page("evidence:pool", _("Your own selection")),
            Page("evidence:data", _("Data")),
        ),
    ),
    Group(
        _("This site"),
        (
            ABOUT,
            Page("pages:standard", _("Decision aid standard")),
            Page("calibration", _("How forecasts did")),
            Page("style:index", _("Style")),
        ),
    ),
)
SECTIONS = {
    "ask:check": ("ask:screen", "ask:answer", "ask:keep", "ask:kept-link"),
    "ask:examples": ("ask:example",),
    "points:home": ("points:all", "points:point", "points:override"),
    "points:all": ("points:point",),
    "diary:start": (
        *("diary:link", "diary:open", "diary:plan", "diary:week", "diary:correct-week", "diary:visit"),
        *("diary:correct-visit", "diary:course", "diary:signs", "diary:everything", "diary:sharing"),
        *("diary:erase", "diary:erased", "diary:left"),
    ),
    "pages:claims": ("pages:claim",),
    "practitioners:index": (
        *("practitioners:profile", "practitioners:removals", "practitioners:review"),
        *("practitioners:review-with-code", "practitioners:how-to-choose"),
    ),
    "evidence:overview": ("evidence:trials", "evidence:trial", "evidence:pool", "evidence:data"),
    "evidence:trials": ("evidence:trial",),
}
"""Pages that stand below a page of the menu."""


def pages() -> Iterator[Page]:
    """Every page of the menus once."""
    yield from dict.fromkeys(page for group in GROUPS for page in group.pages)


def header(view: str) -> tuple[Link, ...]:
    """The menu of the header as seen from the page with this name."""
    return tuple(_link(page, view) for page in HEADER)


def footer(view: str) -> tuple[tuple[Text, tuple[Link, ...]], ...]:
    """Title and links of each group."""
    return tuple((group.title, tuple(_link(page, view) for page in group.pages)) for group in GROUPS)


def read_on() -> tuple[Link, ...]:
    """The pages that home leads to, with what they are about."""
    return tuple(_link(page, "") for page in pages() if page.about)


def _link(page: Page, view: str) -> Link:
    current = "page" if page.name == view else "true" if view in SECTIONS.get(page.name, ()) else ""
    return Link(page.address, page.title, page.about, current)
