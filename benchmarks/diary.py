"""Time what a diary owes: dead links that cannot be told apart, and what it costs to wait for the disk.

    python benchmarks/diary.py

Prints medians and ratios. The tests compare what is asked of the database, not times; this shows the times.
"""

import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

FOLDER = tempfile.TemporaryDirectory(prefix="deqi-bench-")
os.environ |= {"DEQI_DATA_DIR": FOLDER.name, "DJANGO_SETTINGS_MODULE": "deqi.web.settings"}
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402 - after the settings are chosen

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from deqi.web.diary.models import Diary, Link  # noqa: E402

TIMES = 400


def dead_links() -> dict[str, str]:
    """The path of a link that never was, a revoked, a replaced one, and one of an erased diary."""
    now, found = timezone.now(), {"unknown": "u" * 43}
    for name in ("revoked", "replaced", "erased"):
        token = found[name] = f"{name:x<43}"
        diary = Diary.objects.begin(token, now=now)
        if name == "revoked":
            diary.links.update(revoked_at=now)
        elif name == "replaced":
            diary.new_link(Link.OWNER, now=now)
        else:
            diary.erase()
    return {name: f"/diary/open/{token}/" for name, token in found.items()}


def time_dead_links() -> None:
    """Ask for them in random order; the median of each beside the unknown one."""
    paths = dead_links()
    taken: dict[str, list[float]] = {name: [] for name in paths}
    client = Client()
    order = [name for name in paths for _ in range(TIMES)]
    random.Random(1).shuffle(order)  # noqa: S311 - an order, not a secret
    for name in order:
        started = time.perf_counter()
        assert client.get(paths[name]).status_code == 404
        taken[name].append(time.perf_counter() - started)
    base = statistics.median(taken["unknown"])
    for name, times in taken.items():
        middle, quarters = statistics.median(times), statistics.quantiles(times, n=4)
        print(
            f"{name:9} median {1000 * middle:6.2f} ms, middle half {1000 * quarters[0]:.2f} to "
            f"{1000 * quarters[2]:.2f} ms, ratio to unknown {middle / base:.3f}"
        )


def time_commits() -> None:
    """One short row a commit, with and without waiting for the disk."""
    taken = {mode: _median_commit(mode) for mode in ("NORMAL", "FULL")}
    for mode, middle in taken.items():
        print(f"commit with synchronous={mode:6} median {1000 * middle:6.3f} ms")
    print(f"ratio FULL to NORMAL {taken['FULL'] / taken['NORMAL']:.1f}")


def _median_commit(mode: str) -> float:
    path = Path(FOLDER.name) / f"{mode}.sqlite3"
    write = sqlite3.connect(path, isolation_level=None)
    write.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous={mode}; CREATE TABLE note (text TEXT)")
    times = _timed(lambda: write.execute("INSERT INTO note VALUES (?)", ("x" * 500,)))
    write.close()
    return statistics.median(times)


def _timed(step: Callable[[], object]) -> list[float]:
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        step()
        times.append(time.perf_counter() - started)
    return times


def main() -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.DIARY_WRONG_LINKS = 10**6
    call_command("migrate", verbosity=0)
    time_dead_links()
    time_commits()


if __name__ == "__main__":
    main()
    FOLDER.cleanup()
