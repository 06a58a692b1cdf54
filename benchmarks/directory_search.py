"""How long a search near a place takes, whether it finds what brute force finds, and PostGIS beside it.

    python benchmarks/directory_search.py [--rows 1000000] [--queries 1000]
    python tools/with_postgres.py python benchmarks/directory_search.py   # PostgreSQL, PostGIS

People who do not exist lie round the centres of ZIP areas (1.4 miles of spread), one row each in the search
table of the product; two of three count as checked. One query: the 20 nearest checked people within 25 miles
of a random ZIP area, by the product's own search, in milliseconds of the clock and of the processor. The
answers are held against the chord to every row. PostGIS answers the same question from a geography column and
its GiST index. Nothing here is a test: times depend on the machine and on who else works there.
"""

# ruff: noqa: PLC0415, S608, SLF001 - Django is set up first; the statements hold our own names

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

TODAY = date(2026, 1, 31)
RADIUS, LIMIT = 25.0, 20
EARTH_MILES = 6371.0088 / 1.609344
Answer = list[int]


def people(rows: int, seed: int) -> Any:
    """Degrees north, degrees east, and the day until which each counts as checked."""
    from deqi.datafiles import DATA_ROOT
    from deqi.directory import load_directory_tables

    zips = load_directory_tables(DATA_ROOT).places.zips.values()
    centres = np.array([(point.lat_deg, point.lon_deg) for point in zips])
    rng = np.random.default_rng(seed)
    chosen = centres[rng.integers(0, len(centres), rows)]
    lat = chosen[:, 0] + rng.normal(0, 1.4 / 69.1, rows)
    lon = chosen[:, 1] + rng.normal(0, 1.4 / 69.1, rows) / np.cos(np.radians(chosen[:, 0]))
    checked = np.where(rng.random(rows) < 2 / 3, TODAY.toordinal() + 30, 0)
    return centres, lat, lon, checked


def fill(lat: Any, lon: Any, checked: Any) -> float:
    """Seconds to fill the search table of the product through its own connection."""
    from django.db import connection, transaction

    start = time.perf_counter()
    table = "practitioners_listing"
    names = (
        "practitioner_id, place_key, band, lat_deg, lon_deg, shown_until, checked_until, certified_until, "
    )
    names += "profession, languages"
    rows = zip(
        *(range(1, len(lat) + 1), range(1, len(lat) + 1), np.floor(lat * 10).astype(int).tolist()),
        *(lat.tolist(), lon.tolist(), checked.tolist()),
        strict=True,
    )
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=OFF")
            marks = f"insert into {table} ({names}) values (?,?,?,?,?,9999999,?,0,'acupuncturist','')"
            with transaction.atomic():
                connection.connection.executemany(marks, rows)
            cursor.execute("ANALYZE")
        else:
            cursor.execute(f"alter table {table} disable trigger all")  # the people themselves are not stored
            with cursor.copy(f"copy {table} ({names}) from stdin") as copy:
                for one in rows:
                    copy.write_row((*one[:5], 9999999, one[5], 0, "acupuncturist", ""))
            cursor.execute(f"vacuum analyze {table}")
    return time.perf_counter() - start


def product() -> Callable[[float, float], Answer]:
    from deqi.directory import Point, nearest
    from deqi.web.practitioners import searching

    fetch = searching._fetch(searching.Filters(), TODAY)

    def ask(lat: float, lon: float) -> Answer:
        return [near.key for near in nearest(Point(lat, lon), RADIUS, LIMIT, fetch).people]

    return ask


def brute_force(lat: Any, lon: Any, checked: Any) -> Callable[[float, float], Answer]:
    """By the chord between two points on the sphere, to every row."""
    keys = np.flatnonzero(checked >= TODAY.toordinal())

    def vectors(north: Any, east: Any) -> Any:
        north, east = np.radians(north), np.radians(east)
        return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])

    ours = vectors(lat[keys], lon[keys])

    def ask(north: float, east: float) -> Answer:
        here = vectors(north, east)
        chord = np.sqrt(sum((ours[axis] - here[axis]) ** 2 for axis in range(3)))
        near = np.flatnonzero(chord <= RADIUS / EARTH_MILES)
        miles = 2 * EARTH_MILES * np.arcsin(chord[near] / 2)
        order = np.lexsort((keys[near], miles))[:LIMIT]
        return [int(keys[near[place]]) + 1 for place in order if miles[place] <= RADIUS]

    return ask


def postgis(lat: Any, lon: Any, checked: Any) -> Callable[[float, float], Answer]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("create extension if not exists postgis")
        cursor.execute("drop table if exists beside")
        cursor.execute("create table beside (key int, checked int, place geography(point))")
        with cursor.copy("copy beside (key, checked, place) from stdin") as copy:
            for key, (north, east, day) in enumerate(
                zip(lat.tolist(), lon.tolist(), checked.tolist(), strict=True), start=1
            ):
                copy.write_row((key, day, f"SRID=4326;POINT({east} {north})"))
        cursor.execute("create index on beside using gist (place) where checked > 0")
        cursor.execute("vacuum analyze beside")
    question = (
        "select key from beside where checked > 0 and checked >= %s "
        "and st_dwithin(place, %s::geography, %s, false) "
        "order by st_distance(place, %s::geography, false) limit 20"
    )

    def ask(north: float, east: float) -> Answer:
        here = f"SRID=4326;POINT({east} {north})"
        with connection.cursor() as cursor:
            cursor.execute(question, [TODAY.toordinal(), here, RADIUS * 1609.344, here])
            return [key for (key,) in cursor.fetchall()]

    return ask


def measure(name: str, ask: Callable[[float, float], Answer], places: Any, truth: list[Answer]) -> None:
    for north, east in places[:50]:
        ask(north, east)
    spent, work, answers = [], [], []
    for north, east in places:
        start, begun = time.perf_counter(), time.process_time()
        answers.append(ask(north, east))
        spent.append((time.perf_counter() - start) * 1000)
        work.append((time.process_time() - begun) * 1000)
    same = sum(found == true for found, true in zip(answers, truth, strict=True))
    cuts, ours = statistics.quantiles(spent, n=100), statistics.quantiles(work, n=100)
    rates = (
        f"p50 {cuts[49]:>6.2f} ms   p99 {cuts[98]:>6.2f} ms   (processor {ours[49]:.2f} and {ours[98]:.2f})"
    )
    print(f"{name:<24} {rates}   {same} of {len(truth)} as brute force", flush=True)


def main() -> None:
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shape)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DEQI_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "deqi.web.settings"}
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0)
        centres, lat, lon, checked = people(told.rows, told.seed)
        seconds = fill(lat, lon, checked)
        name = connection.vendor
        size = Path(folder, "deqi.sqlite3").stat().st_size / 1e6 if name == "sqlite" else 0
        print(f"{told.rows:,} rows in {name}, filled in {seconds:.0f} s{f', {size:.0f} MB' if size else ''}")
        rng = np.random.default_rng(told.seed + 1)
        places = centres[rng.integers(0, len(centres), told.queries)] + rng.normal(0, 0.05, (told.queries, 2))
        slow = brute_force(lat, lon, checked)
        truth = [slow(north, east) for north, east in places]
        measure(f"Deqi, {name}", product(), places, truth)
        if name == "postgresql":
            measure("PostGIS, partial GiST", postgis(lat, lon, checked), places, truth)
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
