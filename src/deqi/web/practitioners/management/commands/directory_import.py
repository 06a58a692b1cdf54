"""``directory_import FILE``: take a file of a register, an exclusion list or a board into the directory."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from deqi.datafiles import DATA_ROOT
from deqi.directory import load_directory_tables
from deqi.web.practitioners.importing import Choices, Importer


class Command(BaseCommand):
    """Prints the report as JSON; what could not be used ends in an error of Deqi's own family."""

    help = "Import one file into the directory of practitioners."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and what its name does not say."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--layout", default=None)
        parser.add_argument("--full", action="store_true", default=None)
        parser.add_argument("--stands-for", type=date.fromisoformat, default=None)
        parser.add_argument("--code", action="append", default=[])
        parser.add_argument("--encoding", choices=("utf-8", "cp1252", "latin-1"), default="utf-8")
        parser.add_argument("--skip-bad-rows", action="store_true")
        parser.add_argument("--allow-loss", action="store_true")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Import, telling on standard error how far it is."""
        choices = Choices(
            layout=options["layout"],
            full=options["full"],
            stands_for=options["stands_for"],
            codes=frozenset(code.upper() for code in options["code"]),
            encoding=options["encoding"],
            skip_bad_rows=options["skip_bad_rows"],
            allow_loss=options["allow_loss"],
        )
        progress = self._progress if options["verbosity"] else _silent
        importer = Importer(load_directory_tables(DATA_ROOT), timezone.localdate(), timezone.now, progress)
        reports = importer.run(options["file"], choices)
        self.stdout.write(json.dumps(reports, indent=2, ensure_ascii=False))

    def _progress(self, what: str, count: int) -> None:
        self.stderr.write(f"{what} {count:,}" if count else what)


def _silent(_what: str, _count: int) -> None:
    return
