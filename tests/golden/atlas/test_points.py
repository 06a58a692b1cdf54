"""Coordinates that were looked at once and must not move unseen."""

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).parent


def test_points_stand_where_they_stood() -> None:
    spec = importlib.util.spec_from_file_location("write_points", HERE / "write_points.py")
    assert spec is not None
    assert spec.loader is not None
    writer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(writer)
    kept = json.loads((HERE / "points.json").read_text("utf-8"))
    for name, now in writer.golden().items():
        before = kept[name]["points"]
        assert [(point["code"], point["part"], point["side"]) for point in now["points"]] == [
            (point["code"], point["part"], point["side"]) for point in before
        ]
        moved = np.array([point["mm"] for point in now["points"]]) - np.array(
            [point["mm"] for point in before]
        )
        far = np.linalg.norm(moved, axis=1)
        assert far.max() < 0.5, (name, before[int(far.argmax())])
        for point, old in zip(now["points"], before, strict=True):
            assert point["radius_mm"] == pytest.approx(old["radius_mm"], abs=0.2), old
