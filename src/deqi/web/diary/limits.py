"""How often one address may try links and codes, begin diaries and write rows: without a service or name.

Counts stand in the database, per stretch of time, under a keyed hash of the address. The key changes each day
and is never stored, so yesterday's hashes cannot be followed.
"""

import hashlib
import hmac
import ipaddress
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from deqi.web.diary.models import Tally

LINKS, STARTS, ENTRIES, CODES = "links", "starts", "entries", "codes"
STRETCH = timedelta(minutes=10)
"""Limits are counted in stretches of this length."""


def limits() -> Mapping[str, int]:
    """How many of each an address may do in one stretch."""
    return {
        LINKS: settings.DIARY_WRONG_LINKS,
        STARTS: settings.DIARY_STARTS,
        ENTRIES: settings.DIARY_ENTRIES,
        CODES: settings.REVIEW_TRIES,
    }


def too_many(request: HttpRequest, what: str) -> bool:
    """Whether this address has used up its share of ``what`` in this stretch."""
    now = timezone.now()
    found = Tally.objects.filter(what=what, who=who(request, now), starts_at=start_of(now)).first()
    return found is not None and found.count >= limits()[what]


def count(request: HttpRequest, what: str) -> None:
    """One more of ``what`` from this address; tallies of earlier stretches go."""
    now = timezone.now()
    tally, made = Tally.objects.get_or_create(
        what=what, who=who(request, now), starts_at=start_of(now), defaults={"count": 1}
    )
    if made:
        forget_earlier(now)
    else:
        Tally.objects.filter(pk=tally.pk).update(count=F("count") + 1)


def forget_earlier(now: datetime) -> None:
    """Let the tallies of earlier stretches go: they limit nothing any more."""
    Tally.objects.filter(starts_at__lt=start_of(now)).delete()


def start_of(now: datetime) -> datetime:
    """When the stretch of ``now`` began."""
    length = int(STRETCH.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // length * length, tz=UTC)


def who(request: HttpRequest, now: datetime) -> str:
    """The address as a hash that holds for one day."""
    key = f"{settings.SECRET_KEY}{now.astimezone(UTC):%Y-%m-%d}".encode()
    return hmac.new(key, address(request).encode(), hashlib.sha256).hexdigest()


def address(request: HttpRequest) -> str:
    """Where the request comes from; behind a proxy, what the proxy itself has seen: the last name it adds.

    One line of one household has 2**64 addresses of IPv6 at least, so those are counted together.
    """
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")) if settings.BEHIND_PROXY else ""
    name = told.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
    try:
        found = ipaddress.ip_address(name)
    except ValueError:
        return name
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((int(found), 64), strict=False))
