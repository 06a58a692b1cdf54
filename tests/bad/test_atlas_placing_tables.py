"""Broken tables of the atlas are refused with the place named."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deqi.atlas import load_atlas_tables
from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import DataFileError

Row = dict[str, str]


def spoilt(root: Path, name: str, spoil: Callable[[list[Row]], None]) -> Path:
    """A copy of the tables whose rows of one file were changed."""
    shutil.copytree(DATA_ROOT, root / "data")
    path = root / "data/atlas" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    spoil(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return root / "data"


def change(key: str, name: str, **cells: str) -> Callable[[list[Row]], None]:
    def spoil(rows: list[Row]) -> None:
        next(row for row in rows if row[key] == name).update(cells)

    return spoil


@pytest.mark.parametrize(
    ("file", "spoil", "says"),
    [
        ("placement", change("name", "BL60", start="nowhere"), "nowhere"),
        ("placement", change("name", "BL36", start="BL37"), "which no earlier step places"),
        ("placement", change("name", "BL23", source_id="a-dream"), "a-dream"),
        ("placement", change("name", "BL23", routine="guess"), "guess"),
        ("placement", change("name", "BL23", lateral_cun="nan"), "nan"),
        ("placement", change("name", "BL39", angle_deg="400"), "400"),
        ("pins", change("pin", "LI4", vertex_a="0"), "LI4"),
        ("pins", change("pin", "LI4", weight_a="0.9", weight_b="0.9", weight_c="0.9"), "LI4"),
        ("levels", change("level", "spinous process L2", share_of_c7_to_l4="-1"), "-1"),
        ("spans", change("span", "cubital crease to wrist crease", cun="0"), "0"),
        ("channel_strokes", change("channel", "LU", points="LU1"), "LU1"),
    ],
)
def test_a_broken_table_is_refused(
    tmp_path: Path, file: str, spoil: Callable[[list[Row]], None], says: str
) -> None:
    root = spoilt(tmp_path, file, spoil)
    with pytest.raises(DataFileError) as caught:
        load_atlas_tables(root)
    assert says in str(caught.value)
