"""Bodies with their points, each built once for as long as somebody looks at it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from deqi.answers import default_tables
from deqi.atlas import Body, build_body, channel_lines, place_points
from deqi.vocabulary import Measures, PlacedPoint
from deqi.web.atlas_pages.figure.drawing import Drawing, draw
from deqi.web.atlas_pages.figure.view import Floats, View
from deqi.web.atlas_pages.parcel import faces_parcel, stamp


@dataclass(frozen=True)
class Placed:
    """A body, and every point on it."""

    body: Body
    points: tuple[PlacedPoint, ...]

    def of(self, code: str) -> tuple[PlacedPoint, ...]:
        """The places of one point: both sides, and each of its parts."""
        return tuple(point for point in self.points if point.code == code)


@lru_cache(maxsize=12)
def placed(measures: Measures) -> Placed:
    """Everything that is drawn for these measures."""
    tables = default_tables().atlas
    body = build_body(measures, tables)
    return Placed(body, place_points(body, tables))


@lru_cache(maxsize=12)
def channels(measures: Measures) -> Mapping[str, tuple[Floats, ...]]:
    """The channels as lines on this body's skin: apart from the points, because they take as long again."""
    held = placed(measures)
    return channel_lines(held.body, held.points, default_tables().atlas)


@lru_cache(maxsize=24)
def drawing(measures: Measures, view: View) -> Drawing:
    """The whole body from one side."""
    return draw(placed(measures).body, view)


def close_up(
    measures: Measures, view: View, window: tuple[float, float, float, float], pixel: float
) -> Drawing:
    """A part of the body; ``window`` is left, bottom, right, top in metres of the view."""
    return draw(placed(measures).body, view, pixel=pixel, window=window)


@lru_cache(maxsize=1)
def faces() -> tuple[str, bytes]:
    """The triangles that all bodies share, and the stamp of their address."""
    from deqi.web.atlas_pages.visit import EXAMPLE  # noqa: PLC0415 - a visit does not need a body to be built

    content = faces_parcel(placed(EXAMPLE).body.faces)
    return stamp(content), content
