"""TypeScript reads what Python wrote: the same golden coordinates, and the viewer's own parts."""

import json
import os
import subprocess
from pathlib import Path

import playwright

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


def test_the_viewer_reads_what_python_wrote(tmp_path: Path) -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))["woman"]
    measures = Measures(**{**golden["measures"], "sex": Sex(golden["measures"]["sex"])})
    held, lines = placed(measures), channels(measures)
    told = {
        "height_m": measures.height_cm / 100,
        "points": golden["points"],
        "lines": [[channel, len(stroke)] for channel, some in lines.items() for stroke in some],
        "spread": [{**each, "places": spread(**each)} for each in COLUMNS],
    }
    files = {
        "DEQI_BODY": body_parcel(held.body.vertices, held.points, {"BL40"}),
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
