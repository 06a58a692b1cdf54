"""Write the golden coordinates again: ``python tests/golden/atlas/write_points.py``.

The same file is read by the Python test and by the TypeScript test of the viewer. Look at the gallery first.
"""

import json
from pathlib import Path

from deqi.atlas import build_body, load_atlas_tables, place_points
from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import Measures, Sex

BODIES = {
    "woman": {"sex": "female", "age_years": 45, "height_cm": 165, "weight_kg": 70},
    "man": {"sex": "male", "age_years": 60, "height_cm": 180, "weight_kg": 95, "inseam_cm": 84},
}
PATH = Path(__file__).with_name("points.json")


def golden() -> dict[str, object]:
    """Measures and points of two bodies; coordinates in mm."""
    tables = load_atlas_tables(DATA_ROOT)
    bodies = {}
    for name, given in BODIES.items():
        body = build_body(Measures(**{**given, "sex": Sex(given["sex"])}), tables)
        points = [
            {
                "code": point.code,
                "part": point.part,
                "side": point.side.value,
                "mm": [round(1000 * value, 1) for value in point.position],
                "radius_mm": round(point.radius_mm, 1),
            }
            for point in place_points(body, tables)
        ]
        bodies[name] = {"measures": given, "points": points}
    return bodies


def main() -> None:
    """Write the file, one point a line."""
    text = json.dumps(golden(), ensure_ascii=False)
    PATH.write_text(text.replace('{"code"', '\n{"code"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
