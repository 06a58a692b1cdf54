"""A calendar file that reminds once a week, in words that say nothing about health."""

from datetime import datetime, time, timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from deqi.web.diary.models import Diary

AT = time(18, 0)
WEEKS = 26


def calendar_bytes(diary: Diary, address: str, now: datetime) -> bytes:
    """Weekly from a week after the diary was begun, at six in the evening wherever the phone is.

    Nothing in it says what is noted down; ``address`` stands in it only when it is not empty.
    """
    first = timezone.localtime(diary.created_at).date() + timedelta(days=7)
    event = Event()
    event.add("uid", f"{diary.key[:16]}@weekly-note")
    event.add("dtstamp", now)
    event.add("dtstart", datetime.combine(first, AT))
    event.add("duration", timedelta(minutes=5))
    event.add("rrule", {"freq": "weekly", "count": WEEKS})
    event.add("summary", _("Weekly note"))
    event.add("class", "PRIVATE")
    if address:
        event.add("url", address)
        event.add("description", address)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Weekly note"))
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Deqi//Weekly note//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def calendar_response(diary: Diary, address: str) -> HttpResponse:
    """The file as a download."""
    response = HttpResponse(
        calendar_bytes(diary, address, timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="weekly-note.ics"'
    return response
