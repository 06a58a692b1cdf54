"""Visit codes on paper: slips to cut apart, each with its code as letters and as a picture for a phone."""

from datetime import datetime
from pathlib import Path

import segno
from django.utils.translation import gettext as _

from deqi.web.ask.pdf import compiled
from deqi.web.practitioners.models import Practitioner

TEMPLATE = Path(__file__).resolve().parent / "pdf" / "slips.typ"


def slips_pdf(person: Practitioner, codes: list[tuple[str, str]], at: datetime) -> bytes:
    """A tagged PDF/UA-1 document with one slip for each code and its link."""
    document = {
        "title": _("Visit codes for %(name)s") % {"name": person.name},
        "slips": [
            {
                "code": code,
                "link": link,
                "svg": segno.make(link, error="m", micro=False).svg_inline(
                    border=2, dark="#000", light="#fff"
                ),
            }
            for code, link in codes
        ],
        "name": person.name,
        "lead": _("You were here. You may say how it was, in public and without your name."),
        "how": _(
            "Open the address or take a picture of the square. The code works once. You need not write, and "
            "what you write stands as it is: nobody here may ask for a good review or offer something for it."
        ),
        "diary": _(
            "Do you keep a diary on this site? Under “Sharing” you can enter this code, so that your course "
            "counts, in a total, for the person who treated you."
        ),
        "alt": _("The address as a picture"),
        "language": "en",
    }
    return compiled(TEMPLATE, document, at.replace(microsecond=0))
