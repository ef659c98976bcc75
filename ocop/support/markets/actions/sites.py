"""The kept list of large tourist sites (the plan prints none)."""

from datetime import date, datetime

from django.db import transaction

from ocop.kit.scope import Actor, Refused, require
from ocop.support.markets import policies
from ocop.support.markets.actions.keeping import journal
from ocop.support.markets.models import LargeSpan, TouristSite


def list_as_large(site: TouristSite, *, since: date, why: str, by: Actor, at: datetime) -> LargeSpan:
    """Put a site on the list from a day; refused while it is on it."""
    with transaction.atomic():
        site = TouristSite.objects.select_for_update().get(pk=site.pk)
        require(policies.may_keep(by, TouristSite))
        spans = list(site.large_spans.all())
        if any(span.valid_to is None for span in spans):
            raise Refused("Điểm du lịch này đang có trong danh sách điểm lớn.")
        if any(span.valid_to is not None and span.valid_to >= since for span in spans):
            raise Refused("Ngày này nằm trong lần ghi trước. Anh/chị chọn ngày sau ngày kết thúc của lần đó.")
        span = LargeSpan.objects.create(site=site, valid_from=since, reason=why)
        journal(site, "markets.listed_as_large", by=by, at=at, why=why, since=since.isoformat())
    return span


def take_off_large(site: TouristSite, *, on: date, why: str, by: Actor, at: datetime) -> LargeSpan:
    """Take a site off the list; `on` is its last day on it."""
    with transaction.atomic():
        site = TouristSite.objects.select_for_update().get(pk=site.pk)
        require(policies.may_keep(by, TouristSite))
        span = site.large_spans.filter(valid_to__isnull=True).first()
        if span is None:
            raise Refused("Điểm du lịch này không có trong danh sách điểm lớn.")
        if on < span.valid_from:
            raise Refused(f"Điểm này vào danh sách từ {span.valid_from:%d/%m/%Y}. Anh/chị chọn ngày sau ngày đó.")
        span.valid_to, span.end_reason = on, why
        span.save()
        journal(site, "markets.taken_off_large", by=by, at=at, why=why, on=on.isoformat())
    return span
