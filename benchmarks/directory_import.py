"""How fast a register file is read, beside DuckDB and Polars, and whether the cost is linear in its rows.

    python benchmarks/directory_import.py [--rows 5000000] [--folder FOLDER] [--others PYTHON] [--keep]

Writes files shaped like the main file of NPPES (330 columns, every value quoted, about 1,165 bytes a row, one
row in 240 an acupuncturist, people who do not exist) and picks the acupuncturists out of them, each reader in
a process of its own: rows a second, seconds of processor, peak memory. ``--others`` is a Python that has
duckdb and polars; they cannot read a ZIP and read the unpacked file. Times depend on the machine, and on who
else works there; seconds of processor depend on that less.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from deqi.datafiles import DATA_ROOT
from deqi.directory import MadeUp, load_directory_tables

NAME = "npidata_pfile_20050523-20260111"
CODE = "171100000X"

DEQI = """
import sys
from datetime import date
from pathlib import Path
from deqi.datafiles import DATA_ROOT
from deqi.directory import Begin, RowFault, Wanted, load_directory_tables, read_file
tables = load_directory_tables(DATA_ROOT)
start = time.perf_counter()
with open(sys.argv[1], "rb") as file:
    found = sum(not isinstance(one, (Begin, RowFault)) for one in read_file(
        file, Path(sys.argv[1]).name, "nppes", tables=tables, today=date(2026, 1, 31),
        wanted=Wanted(tables.acupuncture_codes)))
"""
IMPORT = """
import sys
from datetime import date
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from django.utils import timezone
from deqi.datafiles import DATA_ROOT
from deqi.directory import load_directory_tables
from deqi.web.practitioners.importing import Choices, Importer
call_command("migrate", verbosity=0)
tables = load_directory_tables(DATA_ROOT)
start = time.perf_counter()
reports = Importer(tables, date(2026, 1, 31), timezone.now).run(Path(sys.argv[1]))
found = reports[0]["kept"]
"""
DUCKDB = """
import sys
import duckdb
start = time.perf_counter()
slots = " or ".join(f'"Healthcare Provider Taxonomy Code_{n}" = \\'171100000X\\'' for n in range(1, 16))
database = duckdb.connect()
database.execute("set threads = 2")
database.execute("set enable_progress_bar = false")
found = database.execute(
    f"select count(*) from (select NPI, \\"Provider Last Name (Legal Name)\\", \\"Provider First Name\\" "
    f"from read_csv('{sys.argv[1]}', all_varchar=true, header=true) where {slots})").fetchone()[0]
"""
POLARS = """
import sys
import polars
start = time.perf_counter()
slots = [f"Healthcare Provider Taxonomy Code_{n}" for n in range(1, 16)]
names = ["NPI", "Provider Last Name (Legal Name)", "Provider First Name", *slots]
rows = polars.scan_csv(sys.argv[1], infer_schema=False).select(names).filter(
    polars.any_horizontal(polars.col(name) == "171100000X" for name in slots))
found = rows.collect(engine="streaming").height
"""
WRAP = """
import json, time
begun = time.process_time()
{code}
spent, work = time.perf_counter() - start, time.process_time() - begun
# not ru_maxrss: that one begins with what the parent held
lines = open("/proc/self/status").read().splitlines()
peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
print(json.dumps([found, spent, work, peak]))
"""


def made_up_rows(count: int) -> Iterator[bytes]:
    zips = load_directory_tables(DATA_ROOT).places.zips
    writer = MadeUp([(name, "CA" if name > "5" else "NY") for name in zips])
    yield writer.header_line().encode()
    for start in range(0, count, 10_000):
        yield "".join(writer.rows(min(10_000, count - start), start)).encode()


def write(folder: Path, count: int) -> tuple[Path, Path]:
    plain, packed = folder / f"{NAME}_{count}.csv", folder / f"made_up_{count}.zip"
    if not (plain.exists() and packed.exists()):
        print(f"writing {count:,} rows ...", flush=True)
        with (
            plain.open("wb") as file,
            zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
            archive.open(f"{NAME}.csv", "w", force_zip64=True) as inside,
        ):
            for rows in made_up_rows(count):
                file.write(rows)
                inside.write(rows)
    return plain, packed


def run(name: str, code: str, file: Path, count: int, python: str) -> float:
    """Seconds; prints a line."""
    with tempfile.TemporaryDirectory() as data:
        settings = {"DJANGO_SETTINGS_MODULE": "deqi.web.settings", "DEQI_DATA_DIR": data}
        done = subprocess.run(
            [python, "-c", WRAP.format(code=code), str(file)],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | settings,
        )
    if done.returncode:
        print(f"{name:<44} skipped: {(done.stderr.strip().splitlines() or ['no message'])[-1][:80]}")
        return float("nan")
    found, spent, work, peak = json.loads(done.stdout.splitlines()[-1])
    rate = f"{spent:>7.1f} s {count / spent:>10,.0f} rows/s  {work:>6.1f} s of processor"
    print(f"{name:<40}{count:>10,} rows {rate} {peak:>6.0f} MB  {found:,} found", flush=True)
    return float(spent)


def main() -> None:
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shape)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "deqi-nppes")
    parser.add_argument("--others", default=sys.executable)
    parser.add_argument("--keep", action="store_true", help="leave the files for the next run")
    told = parser.parse_args()
    told.folder.mkdir(exist_ok=True)
    quarter_plain, quarter_zip = write(told.folder, told.rows // 4)
    plain, packed = write(told.folder, told.rows)
    size, small = plain.stat().st_size, packed.stat().st_size
    print(f"{told.rows:,} rows: {size / 1e9:.2f} GB, ZIP {small / 1e6:.0f} MB (1 : {size / small:.0f})")
    try:
        few = run("Deqi, ZIP, a quarter of the rows", DEQI, quarter_zip, told.rows // 4, sys.executable)
        many = run("Deqi, ZIP", DEQI, packed, told.rows, sys.executable)
        print(f"four times the rows took {many / few:.2f} times as long")
        run("Deqi, unpacked", DEQI, plain, told.rows, sys.executable)
        run("Deqi, ZIP into a new SQLite, all steps", IMPORT, packed, told.rows, sys.executable)
        run("DuckDB, unpacked", DUCKDB, plain, told.rows, told.others)
        run("Polars, unpacked", POLARS, plain, told.rows, told.others)
    finally:
        if not told.keep:
            for file in (quarter_plain, quarter_zip, plain, packed):
                file.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
