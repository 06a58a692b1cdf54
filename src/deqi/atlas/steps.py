"""The rows of ``data/atlas/placement.csv`` as typed steps, in an order in which each finds what it needs.

A step places one landmark or one point on the right side of a body (or on the midline). A landmark is a
step without a code; it is placed by the same routines and can be named by other steps.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from deqi.vocabulary import DataFileError

JOINT = "joint:"
"""A reference that begins so means a joint of the body's skeleton, not a step."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """How one place is found. Which fields a routine reads is written in ``deqi.atlas.place``."""

    name: str
    code: str
    part: str
    midline: bool
    routine: str
    region: str
    limb: str
    start: str
    end: str
    fraction: float | None
    span: str
    offset_cun: float | None
    lateral_cun: float | None
    lateral_stature: float | None
    height: str
    shift_stature: float
    angle_deg: float | None
    direction: str
    level: str
    coarse: bool
    on_skin: bool
    chart_mm: float
    open_question: str
    review: str

    @property
    def needs(self) -> tuple[str, ...]:
        """The names of the steps that must be placed first."""
        return tuple(name for name in (self.start, self.end) if name and not name.startswith(JOINT))


def steps(rows: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Rows to steps: an empty cell of a text column is the empty text."""
    fields = Step.__dataclass_fields__
    texts = {name for name, field in fields.items() if field.type == "str" or field.type is str}
    made = []
    for row in rows:
        cells = {name: row[name] for name in fields}
        for name in texts:
            cells[name] = cells[name] or ""
        cells["shift_stature"] = cells["shift_stature"] or 0.0
        made.append(Step(**cells))
    return tuple(made)


def stages(made: Sequence[Step], known: Iterable[str]) -> tuple[tuple[Step, ...], ...]:
    """Steps in groups: everything that a step needs was placed in an earlier group.

    ``known`` are the names that exist before any step (levels of the spine). Raises ``DataFileError`` when a
    step needs what nothing places, or when steps wait for each other.
    """
    done, waiting, groups = set(known), list(made), []
    while waiting:
        ready = [step for step in waiting if set(step.needs) <= done]
        if not ready:
            placed = done | {step.name for step in waiting}
            # what nothing places is the fault itself; a row that waits for it is only its victim
            step = min(waiting, key=lambda step: set(step.needs) <= placed)
            raise DataFileError(
                where="placement.csv",
                what=f"{step.name} needs {sorted(set(step.needs) - done)}, which no earlier step places.",
                rule="Starts and ends are levels, joints or other rows, and no row waits for itself.",
                next_step="Mend the row, or add the landmark.",
            )
        groups.append(tuple(ready))
        done |= {step.name for step in ready}
        waiting = [step for step in waiting if step.name not in done]
    return tuple(groups)


def by_name(made: Iterable[Step]) -> Mapping[str, Step]:
    """Steps by name."""
    return MappingProxyType({step.name: step for step in made})
