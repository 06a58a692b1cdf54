"""Cut the Chinese font down to the signs that pages show. Run by hand when ``SIGNS`` grows.

    npm install --ignore-scripts @expo-google-fonts/noto-serif-sc
    pip install fonttools brotli
    python curation/subset_han.py node_modules/@expo-google-fonts/noto-serif-sc

Noto Serif SC is under the SIL Open Font License 1.1; its notice is written beside the result.
"""

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


def main(package: Path) -> None:
    """Write the font and its licence."""
    source = next(package.glob("600SemiBold/*.ttf"))
    made = FONTS / "noto-serif-sc-600.woff2"
    subprocess.run(
        [
            *(sys.executable, "-m", "fontTools.subset", str(source)),
            f"--text={SIGNS}",
            "--flavor=woff2",
            "--layout-features=",
            "--no-hinting",
            "--desubroutinize",
            f"--output-file={made}",
        ],
        check=True,
    )
    shutil.copy(package / "LICENSE_FONT", FONTS / "OFL-noto-serif-sc.txt")
    sys.stdout.write(f"{made.name}: {made.stat().st_size} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
