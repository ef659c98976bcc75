"""Events as an iCalendar feed (RFC 5545), for the calendars of telephones and mail programs."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from ocop.public.stories.events import where
from ocop.support.activities.models import Activity

CONTENT_TYPE = "text/calendar; charset=utf-8"
_LONGEST = 75  # octets of a line


def feed(events: Iterable[Activity], *, name: str, host: str, page: str, at: datetime) -> bytes:
    """The calendar; `host` makes the ids of events ours, `page` is the address where they stand."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//OCOP//Lich su kien//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += _event(event, host=host, page=page, at=at)
    lines.append("END:VCALENDAR")
    return b"".join(b"%s\r\n" % folded(line) for line in lines)


def _event(event: Activity, *, host: str, page: str, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.public_id}@{host}"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(event.starts_on)}"
    # The end of whole days is the day after the last.
    yield f"DTEND;VALUE=DATE:{_day(event.ends_on + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(event.title)}"
    if place := where(event):
        yield f"LOCATION:{escaped(place)}"
    yield f"DESCRIPTION:{escaped(event.organiser.name)}"
    yield f"URL:{page}#{event.public_id}"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def escaped(text: str) -> str:
    """A value as RFC 5545 writes text."""
    for mark, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(mark, written)
    return text


def folded(line: str) -> bytes:
    """A line broken into lines of at most 75 octets, never inside a letter."""
    pieces: list[bytes] = [b""]
    for letter in line:
        octets = letter.encode()
        if len(pieces[-1]) + len(octets) > _LONGEST:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces)
