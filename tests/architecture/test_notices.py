"""NOTICE.md names every package that is installed beside Deqi, and every font carries its licence."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTICE = (ROOT / "NOTICE.md").read_text(encoding="utf-8")


def test_every_package_of_the_lock_is_named_with_its_licence() -> None:
    locked = set(
        re.findall(
            r"^([A-Za-z0-9._-]+)(?:\[.*?\])?==", (ROOT / "requirements.lock").read_text(), re.MULTILINE
        )
    )
    chapter = NOTICE.split("## Installed beside it")[1].split("## Used")[0]
    rows = [
        line.split("|")[1] for line in chapter.splitlines() if line.startswith("| ") and "---" not in line
    ]
    named = {name.strip().lower() for row in rows for name in row.split(",")} - {"package"}
    assert named == {name.lower() for name in locked}


def test_every_font_has_its_licence_beside_it() -> None:
    folders = {path.parent for suffix in ("ttf", "woff2") for path in (ROOT / "src").rglob(f"*.{suffix}")}
    folders = {folder for folder in folders if "dist" not in folder.parts}
    assert folders
    for folder in folders:
        assert list(folder.glob("OFL*.txt")), folder
        assert folder.relative_to(ROOT).as_posix() in NOTICE or folder.name in NOTICE


def test_both_licences_are_whole() -> None:
    assert "END OF TERMS AND CONDITIONS" in (ROOT / "LICENSE").read_text()
    assert "CC BY 4.0" in (ROOT / "LICENSE-DATA.md").read_text()
