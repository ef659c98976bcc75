"""The calendar of events for everybody: a month as a table and a list, and a feed for calendars. No session."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ocop.kit import clock
from ocop.public.stories import events, icalendar
from ocop.public.stories.feeds import KEPT, absolute

WEEKDAYS = (
    (_("T2"), _("Thứ hai")),
    (_("T3"), _("Thứ ba")),
    (_("T4"), _("Thứ tư")),
    (_("T5"), _("Thứ năm")),
    (_("T6"), _("Thứ sáu")),
    (_("T7"), _("Thứ bảy")),
    (_("CN"), _("Chủ nhật")),
)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """The month asked for, the present one by default."""
    on = clock.today()
    first = events.month_of(request.GET.get("thang", ""), on)
    found = events.in_month(first)
    context = {
        "first": first,
        "before": events.next_month(first, -1),
        "after": events.next_month(first),
        "weeks": list(events.weeks(first, found)),
        "events": [(each, events.words(each)) for each in found],
        "on": on,
        "weekdays": WEEKDAYS,
        "feed": absolute(reverse("stories:icalendar")),
    }
    return render(request, "stories/calendar.html", context)


@require_safe
def icalendar_feed(request: HttpRequest) -> HttpResponse:
    """What is to come and what was just over, for calendars that take ours."""
    on = clock.today()
    rows = events.announced().filter(ends_on__gte=on - events.STAYS)
    content = icalendar.feed(
        rows,
        name=gettext("Sự kiện OCOP"),
        host=urlsplit(settings.SITE_URL).hostname or "ocop",
        page=absolute(reverse("stories:calendar")),
        at=clock.now(),
    )
    response = HttpResponse(content, content_type=icalendar.CONTENT_TYPE)
    response["Content-Disposition"] = 'inline; filename="ocop.ics"'
    response["Cache-Control"] = KEPT
    return response
