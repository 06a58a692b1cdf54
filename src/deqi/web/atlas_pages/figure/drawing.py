"""One view of a body as flat shapes: a silhouette and four lighter tones on it."""

from dataclasses import dataclass

import numpy as np

from deqi.atlas import Body
from deqi.web.atlas_pages.figure.contour import outlines, smooth_path
from deqi.web.atlas_pages.figure.raster import FAR, Raster, render
from deqi.web.atlas_pages.figure.view import Floats, View

MM = 1000.0
STEPS = (0.16, 0.40, 0.64, 0.86)
"""Where a lighter tone begins, as part of the lights in the picture from dark to bright."""


@dataclass(frozen=True)
class Drawing:
    """``tones`` are paths from the silhouette to the lightest, in millimetres from the upper left corner."""

    view: View
    left: float
    top: float
    width: float
    height: float
    tones: tuple[str, ...]
    raster: Raster

    def place(self, position: Floats) -> tuple[float, float]:
        """Where a point of the body stands in the picture, in its millimetres."""
        across = float(self.view.across(position))
        return (across - self.left) * MM, (self.top - float(position[2])) * MM

    def shows(self, position: Floats, normal: Floats, *, facing: float = 0.3) -> bool:
        """Whether this place of the skin is turned to the eye and nothing stands before it."""
        if float(self.view.near(normal)) < facing:
            return False
        picture = self.raster
        column = int((float(self.view.across(position)) - picture.left) / picture.pixel)
        row = int((picture.top - float(position[2])) / picture.pixel)
        rows, columns = picture.depth.shape
        if not (0 <= row < rows and 0 <= column < columns):
            return False
        depth = picture.depth[row, column]
        return bool(depth == FAR or depth < float(self.view.near(position)) + 0.02)


def draw(
    body: Body, view: View, *, pixel: float = 0.004, window: tuple[float, float, float, float] | None = None
) -> Drawing:
    """Render, and trace. A finer ``pixel`` (metres) suits a ``window`` close up."""
    picture = render(body, view, pixel=pixel, window=window)
    inside = picture.cover > 0.9
    shades = picture.tone[inside] if inside.any() else np.zeros(1)
    dark, bright = np.quantile(shades, [0.01, 0.99])
    paths = [_path(picture, picture.cover, 0.5)]
    for step in STEPS:
        # Past the silhouette the tone goes on, so only what lies inside is kept: a hand's breadth of tone
        # outside would show as a rim.
        lit = np.minimum(picture.tone - (dark + step * (bright - dark)), (picture.cover - 0.62) * 0.6)
        paths.append(_path(picture, lit, 0.0))
    height, width = (size * picture.pixel * MM for size in picture.cover.shape)
    return Drawing(view, picture.left, picture.top, width, height, tuple(paths), picture)


def _path(picture: Raster, values: Floats, level: float) -> str:
    scale = picture.pixel * MM
    loops = [(loop + 0.5) * scale for loop in outlines(values, level)]
    least = (5 * scale) ** 2 / 4
    kept = [loop for loop in loops if abs(_area(loop)) > least]
    return "".join(smooth_path(loop, tolerance=0.22 * scale) for loop in kept)


def _area(loop: Floats) -> float:
    x, y = loop.T
    return float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)) / 2)
