"""TypeScript reads what Python wrote: the same golden coordinates on both sides, and the viewer's own parts."""

import json
import os
import subprocess
from pathlib import Path

import playwright
import pytest

from deqi.vocabulary import Measures, Sex
from deqi.web.atlas_pages.bodies import channels, placed
from deqi.web.atlas_pages.figure.labels import spread
from deqi.web.atlas_pages.parcel import body_parcel, faces_parcel, lines_parcel

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "golden" / "atlas" / "points.json"
NODE = Path(playwright.__file__).parent / "driver" / "node"
"""The Node that comes with the browser tests reads TypeScript as it is."""
COLUMNS = [
    {"wanted": [1, 2, 3, 200], "gap": 30, "low": 0, "high": 400},
    {"wanted": [390, 395, 399], "gap": 25, "low": 10, "high": 400},
    {"wanted": [50, 20, 300, 310], "gap": 15, "low": 0, "high": 400},
]


def golden_body() -> dict[str, object]:
    """The first body of the golden file, which the Python tests of the atlas hold too."""
    if not GOLDEN.exists():
        pytest.skip("no golden coordinates")
    held = json.loads(GOLDEN.read_text(encoding="utf-8"))
    bodies = held["bodies"] if isinstance(held, dict) else held
    return bodies[0]


def test_the_viewer_reads_what_python_wrote(tmp_path: Path) -> None:
    measures = Measures(sex=Sex.FEMALE, age_years=45, height_cm=165, weight_kg=70)
    held, lines = placed(measures), channels(measures)
    shown = [point for point in held.points if point.on_skin]
    told = {
        "height_m": 1.65,
        "points": [
            {
                "code": point.code,
                "part": point.part,
                "side": point.side.value,
                **dict(zip("xyz", point.position, strict=True)),
                "radius_mm": point.radius_mm,
            }
            for point in shown
        ],
        "lines": [[channel, len(stroke)] for channel, some in lines.items() for stroke in some],
        "spread": [{**each, "places": spread(**each)} for each in COLUMNS],
    }
    files = {
        "DEQI_BODY": body_parcel(held.body.vertices, shown, {"BL40"}),
        "DEQI_FACES": faces_parcel(held.body.faces),
        "DEQI_LINES": lines_parcel(lines),
        "DEQI_GOLDEN": json.dumps(told).encode(),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    done = subprocess.run(
        [str(NODE), "--test", "--no-warnings", "frontend/tests/atlas.test.mjs"],
        cwd=ROOT,
        env={**os.environ, **{name: str(tmp_path / name) for name in files}},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
