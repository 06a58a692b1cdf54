"""The locks name packages, versions and hashes, and never where to fetch them from."""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACE = re.compile(r"https?:|file:|//|--(extra-)?index-url|--find-links|--trusted-host|\s@\s")
REQUIREMENT = re.compile(r"^[A-Za-z0-9._-]+(\[[a-z0-9,_-]+\])?==[^ ]+( ; .+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def faults(root: Path = ROOT) -> Iterator[str]:
    """Each line of a lock that names a place or is not pinned."""
    for lock in sorted(root.glob("*.lock")):
        yield from (f"{lock.name}:{fault}" for fault in _requirement_faults(lock.read_text(encoding="utf-8")))
    for lock in sorted(root.glob("*/package-lock.json")):
        yield from (
            f"{lock.name}: {fault}" for fault in _npm_faults(json.loads(lock.read_text(encoding="utf-8")))
        )
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    for requirement in project["build-system"]["requires"]:
        if "==" not in requirement:
            yield f"pyproject.toml: the build requirement {requirement} is not pinned with =="


def _requirement_faults(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        if PLACE.search(line):
            yield f"{number}: names a place: {line.strip()[:80]}"
        elif not (REQUIREMENT.match(line) or HASH.match(line)):
            yield f"{number}: is neither a pinned package nor a SHA-256: {line.strip()[:80]}"


def _npm_faults(lock: dict[str, dict[str, dict[str, object]]]) -> Iterator[str]:
    for name, package in lock["packages"].items():
        if "resolved" in package:
            yield f"{name} says where it was fetched from"
        if name and "integrity" not in package:
            yield f"{name} has no integrity hash"
        # the homes of projects that ask for funding are no registries, and a hash may hold two slashes
        told = {key: value for key, value in package.items() if key not in ("funding", "integrity")}
        if PLACE.search(json.dumps(told)):
            yield f"{name or 'the project'} names a place"


if __name__ == "__main__":
    found = list(faults())
    print("\n".join(found) or "The locks name no place.")
    sys.exit(bool(found))
