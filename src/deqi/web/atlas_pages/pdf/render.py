"""Hand the set and its maps to the typst template, and compile it."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import typst
from django.template.loader import render_to_string
from django.utils.translation import get_language

from deqi import __version__
from deqi.vocabulary import Measures
from deqi.web.ask.pdf.render import print_fonts
from deqi.web.atlas_pages.figure.body_map import BodyMap
from deqi.web.atlas_pages.pdf.labels import labels, measure_lines
from deqi.web.atlas_pages.presenters.maps import MapView
from deqi.web.atlas_pages.presenters.proposal import Card, GroupView, Proposal

FOLDER = Path(__file__).resolve().parent
TONES = ("#b5a28b", "#c9b7a1", "#dacbb7", "#e9decd", "#f6efe3")
"""The light theme's body, as in tokens.css: paper is white whatever the screen was."""


def sheet_bytes(
    chosen: Proposal, maps: Sequence[MapView], measures: Measures, *, own: bool, checked: bool, today: date
) -> bytes:
    """A tagged PDF/UA-1 document. The same set gives the same bytes: its time stamp is the day."""
    document = {
        "labels": labels(own=own, checked=checked),
        "measures": measure_lines(measures),
        "maps": [_map(each) for each in maps],
        "groups": [_group(group) for group in chosen.groups],
        "statements": [each.text for each in chosen.statements],
        "first": list(chosen.first) if checked else [],
        "hidden": [
            {"codes": ", ".join(point.code for point in view.points), "reason": view.reason}
            for view in chosen.hidden
        ],
        "override": chosen.override,
        "language": (get_language() or "en").split("-")[0],
        "version": __version__,
        "date": today.isoformat(),
    }
    made = typst.Compiler(
        FOLDER / "sheet.typ",
        root=FOLDER,
        font_paths=print_fonts(),
        sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
    ).compile(
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(today, time(), tzinfo=ZoneInfo("UTC")),
    )
    return b"".join([made] if isinstance(made, bytes) else made or [])


def _map(view: MapView) -> dict[str, str]:
    """The drawing and, for whoever does not see it, every name on it."""
    told = "; ".join(name.title for name in view.map.names)
    return {"svg": _drawn(view.map), "title": view.title, "alt": f"{view.title}. {told}", "id": view.map.id}


def _drawn(map_: BodyMap) -> str:
    near = map_.id == "near"
    context = {
        "map": map_,
        "tones": list(zip(map_.tones, TONES, strict=True)),
        "size": 19 if near else 50,
        "drop": 6 if near else 17,
        "thin": 1.2 if near else 3,
    }
    return render_to_string("svg/map_print.html", context)


def _group(group: GroupView) -> dict[str, object]:
    return {
        "title": group.title,
        "warnings": [
            {"codes": ", ".join(warning.codes), "text": warning.risk.warning} for warning in group.warnings
        ],
        "points": [_point(card) for card in group.cards],
    }


def _point(card: Card) -> dict[str, object]:
    return {
        "code": card.point.code,
        "name": card.point.pinyin,
        "find": f"{card.point.find} {card.point.variant}".strip(),
        "radius": card.radius,
        "sides": card.sides,
        "press": card.pressed,
        "coarse": card.coarse,
        "unchecked": card.unchecked,
        "when_not": list(card.point.when_not),
    }
