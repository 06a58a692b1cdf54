"""A small picture of the mesh in one view: what is covered, how near it is, and how light it is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deqi.atlas import Body, Camera, draw, shade
from deqi.web.atlas_pages.figure.view import Floats, View

FAR = -9.0


@dataclass(frozen=True)
class Raster:
    """Pixel rows run downwards. ``left`` and ``top`` are metres at the outer edge of the first pixel.

    ``cover`` is 0 to 1 and ``tone`` 0 (dark) to 1 (light), both smooth; ``depth`` holds metres towards the
    eye, ``FAR`` where nothing is.
    """

    left: float
    top: float
    pixel: float
    cover: Floats
    tone: Floats
    depth: Floats


def render(
    body: Body, view: View, *, pixel: float, window: tuple[float, float, float, float] | None = None
) -> Raster:
    """Draw with pixels of ``pixel`` metres; ``window`` is left, bottom, right, top in the view's metres."""
    left, bottom, right, top = window or _around(view.across(body.vertices), body.vertices[:, 2], pixel)
    camera = Camera(
        right=np.array(view.right),
        up=np.array((0.0, 0.0, 1.0)),
        toward=np.array(view.towards),
        left_m=left,
        top_m=top,
        scale=2 / pixel,
        width=2 * int(np.ceil((right - left) / pixel)),
        height=2 * int(np.ceil((top - bottom) / pixel)),
    )
    picture = draw(body.vertices, body.faces, camera)
    covered = picture.triangle >= 0
    depth = np.where(covered, picture.near, FAR)
    tone = shade(picture, body.vertices, body.faces, body.normals) / 255 - _hollows(depth, covered, pixel)
    cover = _halve(covered.astype(np.float64))
    lit = _halve(np.where(covered, tone, 0.0)) / np.maximum(cover, 1e-9)
    return Raster(left, top, pixel, blur(cover, 1), _fill(lit, cover), depth[::2, ::2])


def _around(across: Floats, up: Floats, pixel: float) -> tuple[float, float, float, float]:
    pad = 6 * pixel
    return (
        float(across.min()) - pad,
        float(up.min()) - pad,
        float(across.max()) + pad,
        float(up.max()) + pad,
    )


def _hollows(depth: Floats, covered: NDArray[np.bool_], pixel: float) -> Floats:
    """Shade beside what stands out in front, so that an arm parts from the trunk behind it."""
    reach = max(2, round(0.011 / pixel))
    level = np.where(covered, depth, np.min(depth[covered]) if covered.any() else 0.0)
    weight = np.maximum(blur(covered.astype(np.float64), reach), 1e-6)
    around = blur(np.where(covered, level, 0.0), reach) / weight
    return np.clip((around - level) * 7.0, 0.0, 0.32)


def _halve(values: Floats) -> Floats:
    return np.asarray((values[::2, ::2] + values[1::2, ::2] + values[::2, 1::2] + values[1::2, 1::2]) / 4)


def _fill(tone: Floats, cover: Floats) -> Floats:
    """The tone carried on a little way past the edge, so that outlines of tones end outside the body."""
    value, weight = tone * cover, cover
    for _step in range(3):
        value, weight = blur(value, 1), blur(weight, 1)
        known = cover > 0.5
        spread = np.where(weight > 1e-4, value / np.maximum(weight, 1e-9), 0.0)
        value = np.where(known, tone, spread)
        weight = np.where(known, 1.0, (weight > 1e-4).astype(np.float64))
    return blur(value, 2)


def blur(values: Floats, reach: int) -> Floats:
    """A box mean over ``2 * reach + 1`` pixels each way, twice, edges held."""
    for _time in range(2):
        for axis in (0, 1):
            width = [(0, 0), (0, 0)]
            width[axis] = (reach + 1, reach)
            total = np.cumsum(np.pad(values, width, mode="edge"), axis=axis)
            size = 2 * reach + 1
            values = (
                total[size:] - total[:-size] if axis == 0 else total[:, size:] - total[:, :-size]
            ) / size
    return values
