"""What several pages of the atlas need."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from deqi.answers import default_tables
from deqi.vocabulary import Refusal, WhichPoints
from deqi.web.ask.presenters.page import answer_page
from deqi.web.atlas_pages.bodies import Placed, faces
from deqi.web.atlas_pages.names import names_file
from deqi.web.atlas_pages.presenters.proposal import Proposal, proposal
from deqi.web.pages.views.common import page


def refused(request: HttpRequest, result: Refusal) -> HttpResponse:
    """Somebody must be seen first: what to do now, and no point anywhere."""
    return page(request, "points/refusal.html", {"page": answer_page(result)})


def proposed(result: WhichPoints, placed: Placed) -> Proposal:
    """The set of an answer on this body."""
    return proposal(result, placed, default_tables())


def viewer() -> dict[str, str]:
    """Addresses that the viewer fetches from, and what it shows first."""
    return {
        "faces": reverse("points:faces", args=[faces()[0]]),
        "names": reverse("points:names", args=[names_file()[0]]),
        "point": reverse("points:point", args=["CODE"]),
        "start": "back",
    }
