"""Draw the points on eight very different bodies: ``python tools/atlas_gallery.py [folder]``.

One SVG a body, with five views: back, right side, front, leg from behind, hand from behind and in front.
Each disc has the point's radius of uncertainty; a dashed disc is a coarse point. The pictures are looked at
against the written definitions; docs/explanation/atlas.md says what was seen.
"""

import base64
import struct
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deqi.atlas import VIEWS, Body, Camera, build_body, draw, load_atlas_tables, place_points, shade
from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import Measures, PlacedPoint, Sex

FOLDER = Path(__file__).resolve().parent.parent / "docs/images/atlas"
BODIES = {
    "woman-163-67": Measures(sex=Sex.FEMALE, age_years=40, height_cm=163, weight_kg=67),
    "man-176-80": Measures(sex=Sex.MALE, age_years=40, height_cm=176, weight_kg=80),
    "woman-148-42": Measures(sex=Sex.FEMALE, age_years=70, height_cm=148, weight_kg=42),
    "man-202-80": Measures(sex=Sex.MALE, age_years=25, height_cm=202, weight_kg=80),
    "woman-160-102": Measures(sex=Sex.FEMALE, age_years=50, height_cm=160, weight_kg=102),
    "man-175-125": Measures(sex=Sex.MALE, age_years=55, height_cm=175, weight_kg=125),
    "woman-185-75": Measures(sex=Sex.FEMALE, age_years=30, height_cm=185, weight_kg=75, inseam_cm=90),
    "man-160-60": Measures(sex=Sex.MALE, age_years=82, height_cm=160, weight_kg=60, waist_cm=92),
}
PIXELS_A_STATURE, LEVELS, ZOOM = 900, 20, 2
WHOLE = 1.0


@dataclass(frozen=True)
class View:
    """A window in shares of the stature: from left to right, from bottom to top; ``finer`` magnifies."""

    name: str
    view: str
    left: float
    right: float
    bottom: float
    top: float
    finer: float = WHOLE


SEEN = (
    View("back", "back", -0.03, 0.2, 0.44, 0.93, 1.3),
    View("side", "right", -0.15, 0.16, 0.0, 0.66),
    View("front", "front", -0.2, 0.03, 0.44, 0.93, 1.3),
    View("leg", "back", 0.0, 0.16, 0.0, 0.5, 1.2),
)
HANDS = (("hand, back", "back"), ("hand, palm", "front"))


def camera(view: View, stature_m: float) -> Camera:
    toward = np.array(VIEWS[view.view])
    up = np.array([0.0, 0.0, 1.0])
    scale = view.finer * PIXELS_A_STATURE / stature_m
    width = round((view.right - view.left) * stature_m * scale)
    height = round((view.top - view.bottom) * stature_m * scale)
    return Camera(
        np.cross(up, toward), up, toward, view.left * stature_m, view.top * stature_m, scale, width, height
    )


def windows(body: Body) -> Iterator[tuple[str, Camera]]:
    stature = body.measures.height_cm / 100
    for view in SEEN:
        yield view.name, camera(view, stature)
    wrist, knuckle = body.joints["wrist.R"], body.joints["finger3-1.R"]
    middle = (wrist + 0.6 * (knuckle - wrist) * 2) / stature
    for name, side in HANDS:
        across = middle[0] if side == "back" else -middle[0]
        half = 0.055
        yield (
            name,
            camera(
                View(name, side, across - half, across + half, middle[2] - 0.07, middle[2] + 0.07, 2.4),
                stature,
            ),
        )


def png(grey: np.ndarray) -> bytes:
    """A grey PNG in few shades, each row told as its difference from the one above: half the usual size."""
    height, width = grey.shape
    step = 255 / (LEVELS - 1)
    coarse = (np.round(grey / step) * step).astype(np.uint8)
    rows = b"".join(b"\2" + row.tobytes() for row in np.diff(coarse, axis=0, prepend=np.uint8(0)))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def panel(body: Body, points: tuple[PlacedPoint, ...], name: str, seen: Camera, left: int) -> Iterator[str]:
    picture = draw(body.vertices, body.faces, seen)
    content = base64.b64encode(png(shade(picture, body.vertices, body.faces, body.normals))).decode()
    yield f'<g transform="translate({left} 14)"><text y="-4" class="n">{name}</text>'
    yield f'<image width="{seen.width}" height="{seen.height}" href="data:image/png;base64,{content}"/>'
    shown = [point for point in points if point.on_skin and point.side.value != "left"]
    places = np.array([point.position for point in shown])
    normals = np.array([point.normal for point in shown])
    facing = picture.visible(places) & (normals @ seen.toward > 0.05)
    for point, (x, y, _), visible in zip(shown, seen.project(places), facing, strict=True):
        if visible:
            radius = point.radius_mm / 1000 * seen.scale
            kind = ' class="c"' if point.coarse else ""
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"{kind}/>'
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="0.9" class="d"/>'
            yield f'<text x="{x + 1.6:.1f}" y="{y + 1.2:.1f}">{point.key}</text>'
    yield "</g>"


STYLE = (
    "circle{fill:#c2410c;fill-opacity:.07;stroke:#c2410c;stroke-opacity:.35;stroke-width:.3}"
    ".c{stroke-dasharray:1.5 1.2}.d{fill:#9a0000;fill-opacity:1;stroke:none}"
    "text{font:4.4px sans-serif;fill:#0b3d0b}.n{font-size:9px;fill:#222}"
)


def sheet(body: Body, points: tuple[PlacedPoint, ...], title: str) -> str:
    panels, left, height = [], 6, 0
    for name, seen in windows(body):
        panels += list(panel(body, points, name, seen, left))
        left += seen.width + 8
        height = max(height, seen.height + 20)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left} {height}" '
        f'width="{ZOOM * left}" height="{ZOOM * height}" role="img" aria-label="{title}">'
        f'<style>{STYLE}</style><rect width="100%" height="100%" fill="#fff"/>{"".join(panels)}</svg>\n'
    )


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    tables = load_atlas_tables(DATA_ROOT)
    for name, measures in BODIES.items():
        body = build_body(measures, tables)
        path = folder / f"{name}.svg"
        path.write_text(
            sheet(body, place_points(body, tables), f"Points on the body {name}"), encoding="utf-8"
        )
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
