"""The points of one body, as others use them."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from deqi.atlas.body import Body
from deqi.atlas.place import Place, placed
from deqi.atlas.skin import Array, unit
from deqi.atlas.steps import Step
from deqi.atlas.tables import AtlasTables
from deqi.vocabulary import PlacedPoint, Radius, ReviewState, Side


def place_points(body: Body, tables: AtlasTables) -> tuple[PlacedPoint, ...]:
    """Every point of the table on this body: right side, then the same point on the left; or on the midline.

    The body is symmetric, so the left side is the right one mirrored. Nothing fails on any body that
    ``build_body`` returns; a point whose landmark cannot be found well says so (``coarse``).
    """
    placing = placed(body, tables.points)
    coded = [step for step in tables.points.steps if step.code]
    places = [placing.found[step.name] for step in coded]
    positions = np.array([place.position for place in places])
    normals = placing.skin.normals_at(positions, np.array([place.face for place in places]))
    return tuple(
        point
        for step, place, normal in zip(coded, places, normals, strict=True)
        for point in _sides(step, place, normal, tables.points.number("practitioner_mm"))
    )


def _sides(step: Step, place: Place, normal: Array, scatter_mm: float) -> Iterator[PlacedPoint]:
    if step.midline:
        yield _point(
            step,
            replace(place, position=_flat(place.position)),
            unit(_flat(normal)),
            Side.MIDLINE,
            scatter_mm,
        )
        return
    yield _point(step, place, normal, Side.RIGHT, scatter_mm)
    mirror = np.array([-1.0, 1.0, 1.0])
    yield _point(
        step, replace(place, position=place.position * mirror), normal * mirror, Side.LEFT, scatter_mm
    )


def _flat(vector: Array) -> Array:
    return np.array([0.0, vector[1], vector[2]])


def _point(step: Step, place: Place, normal: Array, side: Side, scatter_mm: float) -> PlacedPoint:
    landmark, level, chart = (float(value) for value in place.spread)
    x, y, z = (float(value) for value in place.position)
    across, forward, up = (float(value) for value in normal)
    return PlacedPoint(
        code=step.code,
        part=step.part,
        side=side,
        position=(x, y, z),
        normal=(across, forward, up),
        radius=Radius(
            landmark_mm=landmark,
            level_mm=level,
            practitioner_mm=scatter_mm,
            chart_mm=chart,
        ),
        level=step.level,
        method=step.routine,
        coarse=step.coarse,
        on_skin=step.on_skin,
        open_question=step.open_question,
        checked=step.review != ReviewState.UNCHECKED.value,
    )
