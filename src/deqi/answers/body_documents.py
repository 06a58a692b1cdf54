"""A placed body as JSON: the same document for the command line and for the API."""

from dataclasses import asdict
from typing import Any

from deqi.answers.documents import plain
from deqi.answers.placing import PlacedBook
from deqi.answers.tables import Tables


def body_document(
    placed: PlacedBook, tables: Tables, codes: list[str] | None, *, everything: bool = False
) -> dict[str, Any]:
    """Measures, tier, landmarks, girths, points and provenance of one body; lengths in metres."""
    return {
        **body_summary(placed),
        "frame": placed.body.frame,
        "points": point_rows(placed, tables, codes, everything=everything),
        "provenance": {"tables": dict(tables.atlas.hashes) | dict(tables.points.hashes)},
    }


def point_rows(
    placed: PlacedBook, tables: Tables, codes: list[str] | None, *, everything: bool = False
) -> list[dict[str, Any]]:
    """Each place of each wanted point: code, side, x, y, z in metres, radius in mm, level, group."""
    groups = {code: group.id for group in tables.care.groups for code in group.codes}
    rows = []
    for code in codes if codes is not None else tables.points.points:
        facts = tables.points.points[code]
        for position in placed.positions.get(code, ()):
            if position.on_skin or everything or codes is not None:
                told = asdict(position) | {"side": position.side.value}
                more = {"group": groups.get(code), "channel": facts.channel, "review": facts.review.value}
                rows.append({"code": code, **told, **more})
    return rows


def body_summary(placed: PlacedBook) -> dict[str, Any]:
    """Measures, tier, landmarks and girths; lengths in metres."""
    body = placed.body
    landmarks = {
        name: {"value_m": height, "sd_mm": body.landmark_sd_mm[name]}
        for name, height in body.landmarks.items()
    }
    return {
        "measures": plain(body.measures),
        "tier": body.tier.value,
        "landmarks": landmarks,
        "girths": dict(body.girths),
    }
