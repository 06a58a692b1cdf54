"""Every text file of the repository is UTF-8, without control characters and without paths of one machine."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BINARY = {".woff2", ".ttf", ".otf", ".png", ".jpg", ".ico", ".pdf", ".npz", ".gz"}
MACHINE = re.compile(r"/(home|Users)/[a-z]\w+/|/root/|[A-Z]:\\\\Users|" + re.escape(f"{ROOT}/"))
"""Folders that exist on one machine only; the folder of this checkout is one of them."""
CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
"""Control characters, and marks that make text read otherwise than it is stored."""
CONFLICT = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)


def tracked(root: Path = ROOT) -> list[Path]:
    """The files that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    paths = (root / name for name in listed.split("\0") if name)
    return [path for path in paths if path.is_file() and path.suffix not in BINARY]


def faults(paths: list[Path]) -> Iterator[str]:
    """Each place that is not plain text for everybody."""
    for path in paths:
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            yield f"{path}: byte {error.start} is not UTF-8"
            continue
        for pattern, what in (
            (CONTROL, "a control character"),
            (MACHINE, "a path of one machine"),
            (CONFLICT, "a conflict"),
        ):
            for match in pattern.finditer(text):
                yield f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {what}: {match.group()!r}"


if __name__ == "__main__":
    # this file and its test spell out what they look for
    found = list(faults([path for path in tracked() if "check_texts" not in path.name]))
    print("\n".join(found) or "Every text is plain.")
    sys.exit(bool(found))
