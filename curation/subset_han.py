"""Cut the Chinese font down to the signs that pages show. Run by hand when ``SIGNS`` grows.

    npm install --ignore-scripts @expo-google-fonts/noto-serif-sc
    pip install fonttools brotli
    python curation/subset_han.py node_modules/@expo-google-fonts/noto-serif-sc

Noto Serif SC is under the SIL Open Font License 1.1; its notice is written beside the result.
"""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "src" / "deqi" / "web" / "static" / "deqi" / "fonts"
SIGNS = (
    "得气氣经络針针灸穴阿是"  # the moment that gives Deqi its name, qi, channels, needles, points
    "膀胱督脉足太阳"  # the channels of the back
    "肾俞大肠关元腰眼委中承山昆仑命门阳陵泉环跳秩边"  # points that trials of back pain name
)
"""Every sign that a page may show; a test compares them with the pages."""


POINTS = Path(__file__).resolve().parents[1] / "src" / "deqi" / "data" / "atlas" / "points.csv"
"""The names of all points have a font of their own, which only the pages of the atlas load."""


def main(package: Path) -> None:
    """Write the fonts and their licence."""
    source = next(package.glob("600SemiBold/*.ttf"))
    subset(source, SIGNS, FONTS / "noto-serif-sc-600.woff2")
    subset(source, point_signs(), FONTS / "noto-serif-sc-points.woff2")
    shutil.copy(package / "LICENSE_FONT", FONTS / "OFL-noto-serif-sc.txt")


def point_signs() -> str:
    """Every sign of the points' names, simplified and traditional, each once."""
    with POINTS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    names = [row[f"characters_{kind}"] for row in rows for kind in ("simplified", "traditional")]
    return "".join(sorted({*"".join(names), *SIGNS}))


def subset(source: Path, signs: str, made: Path) -> None:
    """Cut ``source`` down to ``signs``."""
    subprocess.run(
        [
            *(sys.executable, "-m", "fontTools.subset", str(source)),
            f"--text={signs}",
            "--flavor=woff2",
            "--layout-features=",
            "--no-hinting",
            "--desubroutinize",
            f"--output-file={made}",
        ],
        check=True,
    )
    sys.stdout.write(f"{made.name}: {made.stat().st_size} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
