"""Pages to read: how it works, back pain, what else helps, guidelines, harms."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deqi.answers import default_tables
from deqi.vocabulary import Stratum
from deqi.web.pages.presenters.comparators import two_questions
from deqi.web.pages.presenters.course import course
from deqi.web.pages.presenters.harms import caution_levels, harm_cards
from deqi.web.pages.presenters.options import option_set
from deqi.web.pages.views.common import page


@require_safe
def how_it_works(request: HttpRequest) -> HttpResponse:
    """Tradition told as tradition, nerves and endorphins as research."""
    return page(request, "pages/how_it_works.html")


@require_safe
def back_pain(request: HttpRequest) -> HttpResponse:
    """What low back pain comes from, and how it goes over a year."""
    return page(request, "pages/back_pain.html", {"course": course(default_tables().evidence.pooled)})


@require_safe
def what_else_helps(request: HttpRequest) -> HttpResponse:
    """Other treatments, on one scale for each group of people."""
    content = default_tables().content
    titles = {
        Stratum.CHRONIC: _("Pain for 12 weeks or more"),
        Stratum.ACUTE: _("Newer pain"),
        Stratum.SCIATICA: _("Pain that runs down the leg"),
        Stratum.PREGNANCY: _("In pregnancy"),
    }
    sets = tuple(
        option_set(stratum.name.lower(), title, content.options_for(stratum))
        for stratum, title in titles.items()
    )
    return page(request, "pages/what_else_helps.html", {"sets": sets})


@require_safe
def guidelines(request: HttpRequest) -> HttpResponse:
    """What guidelines and payers say, and why they differ."""
    tables = default_tables()
    positions, payers = tables.content.positions, tables.content.payers
    context = {
        "guidelines": [position for position in positions if position.id not in payers],
        "payers": [position for position in positions if position.id in payers],
        "two": two_questions(tables.evidence.results, tables.evidence.contrasts),
    }
    return page(request, "pages/guidelines.html", context)


@require_safe
def harms(request: HttpRequest) -> HttpResponse:
    """What can go wrong, of 100 people, and who should take care."""
    tables = default_tables()
    context = {
        "harms": harm_cards(tables.content.harms),
        "levels": caution_levels(tables.safety),
        "sign_off": tables.safety.sign_off,
        "unsigned": tables.safety.unsigned,
    }
    return page(request, "pages/harms.html", context)
