"""``directory_codes NUMBER``: visit codes for one practitioner, as text or as a sheet to print."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from deqi.answers import trust_tables
from deqi.vocabulary import InputError
from deqi.web.practitioners.models import Practitioner
from deqi.web.reviews.models import PracticeLink, VisitCode
from deqi.web.reviews.slips import slips_pdf

MOST = 200


class Command(BaseCommand):
    """Prints codes once; they cannot be had again."""

    help = "Issue visit codes for reviews."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom, for which visit, how many, and in which form."""
        parser.add_argument("number")
        parser.add_argument("--register", default="us-npi")
        parser.add_argument("--visit", default="")
        parser.add_argument("--course", default="")
        parser.add_argument("--count", type=int, default=1)
        parser.add_argument("--site", default="http://localhost:8000")
        parser.add_argument("--sheet", default="")
        parser.add_argument("--practice-link", action="store_true")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Issue and print."""
        person = practitioner_of(options["register"], options["number"])
        site = options["site"].rstrip("/")
        if options["practice_link"]:
            token = PracticeLink.objects.issue(person, now=timezone.now())
            self.stdout.write(site + reverse("practice:enter", args=[token]))
            return
        # a sheet that cannot be written takes its codes back
        with transaction.atomic():
            self._hand_out(person, site, options)

    def _hand_out(self, person: Practitioner, site: str, options: dict[str, Any]) -> None:
        pairs = [
            (code, site + reverse("practitioners:review-with-code", args=[person.public_id, code]))
            for code in _issue(person, options)
        ]
        if options["sheet"]:
            _write(Path(options["sheet"]), slips_pdf(person, pairs, timezone.now()))
            self.stdout.write(f"{len(pairs)} slips in {options['sheet']}")
            return
        for code, link in pairs:
            self.stdout.write(f"{code}  {link}")


def practitioner_of(register: str, number: str) -> Practitioner:
    """The practitioner with this number in a register. Raises ``InputError``."""
    found = Practitioner.objects.filter(register=register, number=number).first()
    if found is None:
        raise InputError(
            where="NUMBER",
            what=f"{number[:40]!r} is not in the directory as a number of {register[:20]}.",
            rule="Codes are issued for somebody who is in the directory.",
            next_step="Import the register first, or give --register.",
        )
    return found


def _issue(person: Practitioner, options: dict[str, Any]) -> list[str]:
    today = timezone.localdate()
    visit = _visit(options["visit"], today)
    count = options["count"]
    if not 1 <= count <= MOST:
        raise InputError(
            where="--count",
            what=f"{count} codes were asked for.",
            rule=f"Between 1 and {MOST} at a time.",
            next_step="Give fewer.",
        )
    if options["course"] and count > 1:
        raise InputError(
            where="--course, --count",
            what="Several codes for one course of care were asked for.",
            rule="A course of care has one review, so one code is enough.",
            next_step="Leave out --count.",
        )
    days = trust_tables().reviews.code_days
    return [
        VisitCode.objects.issue(person, visit_day=visit, today=today, days=days, course=options["course"])
        for _ in range(count)
    ]


def _visit(text: str, today: date) -> date:
    try:
        visit = date.fromisoformat(text) if text else today
    except ValueError:
        visit = date.max
    if visit > today:
        raise InputError(
            where="--visit",
            what=f"{text[:40]!r} is no day up to today.",
            rule="A code is for a visit that has ended, so its day is written YYYY-MM-DD and not ahead.",
            next_step="Issue the code after the visit.",
        )
    return visit


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError(
            where="--sheet",
            what=f"{path} cannot be written: {error.strerror}.",
            rule="The sheet is a new file in a folder that exists.",
            next_step="Give another name. No code was issued.",
        ) from None
