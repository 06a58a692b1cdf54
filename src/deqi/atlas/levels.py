"""Where the spinous processes and the sacrum stand, from the heights of C7 and of the iliac crest.

The lower border of each spinous process is a share of the vertical distance from C7 to L4
(``data/atlas/levels.csv``): one skeleton of BodyParts3D, smoothed, and moved half way to what was measured on
22 living people by Ernst 2013. L4 itself stands a little below the top of the iliac crest.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from deqi.datafiles import Table


@dataclass(frozen=True)
class Level:
    """One level: its height above the floor, and how sure it is, as two standard deviations.

    ``landmark_mm`` comes from the heights of C7 and L4, ``level_mm`` from how spines differ in between.
    """

    name: str
    height_m: float
    landmark_mm: float
    level_mm: float


def levels(
    table: Table, c7: tuple[float, float], l4: tuple[float, float], l4_level_mm: float
) -> Iterator[Level]:
    """Every level of the table on one body.

    ``c7`` and ``l4``: height in metres and its standard deviation in mm. The two heights are taken as
    unrelated, so a level between them is surer than either, which is what a tape along the back gives.
    ``l4_level_mm`` is how far L4 may stand from where the iliac crest puts it.
    """
    length = c7[0] - l4[0]
    for row in table:
        share = row["share_of_c7_to_l4"]
        within = min(max(share, 0.0), 1.0)
        yield Level(
            name=row["level"],
            height_m=c7[0] - share * length,
            landmark_mm=math.hypot((1 - within) * c7[1], within * l4[1]),
            level_mm=math.hypot(row["sd_share"] * length * 1000, within * l4_level_mm),
        )
