"""Run a command against a PostgreSQL of its own that is gone afterwards.

    python tools/with_postgres.py pytest -q tests/web

The server listens on one local socket and no network port. Needs Debian's package ``postgresql``
(any installation with ``initdb`` and ``pg_ctl``). Exit status 3 when there is none.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main(command: list[str]) -> int:
    """Start, run ``command`` with DATABASE_URL set, stop; the command's exit status."""
    programs = find_programs()
    if programs is None:
        print("No PostgreSQL server was found. Install Debian's package postgresql, then try again.")
        return 3
    folder = Path(tempfile.mkdtemp(prefix="deqi-postgres-", dir="/tmp"))
    try:
        folder.chmod(0o777)
        as_owner([programs / "initdb", "-A", "trust", "-U", "deqi", "-D", folder / "data"], folder)
        # a test tries one code from a hundred connections at once, and a few are kept for the superuser
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=150"
        start = [
            programs / "pg_ctl",
            "-D",
            folder / "data",
            "-o",
            options,
            "-w",
            "-l",
            folder / "log",
            "start",
        ]
        as_owner(start, folder)
        try:
            socket = str(folder).replace("/", "%2F")
            settings = os.environ | {"DATABASE_URL": f"postgres://deqi@{socket}/postgres"}
            return subprocess.run(command, env=settings, check=False).returncode
        finally:
            as_owner([programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path | None:
    """The folder that holds ``initdb``, newest version first."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


def as_owner(command: list[str | Path], folder: Path) -> None:
    """PostgreSQL refuses to run as root, so root becomes the user that its package made."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, cwd=folder, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
