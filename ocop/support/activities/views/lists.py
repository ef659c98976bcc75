"""Lists: activities with filters and Excel, the calendar of fairs, past figures, who was not trained."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ocop.ground.offices.models import Office, Unit
from ocop.ground.offices.states import Tier
from ocop.ground.producers.queries import within_reach
from ocop.kit.scope import Actor
from ocop.kit.sheets import Column, write_table
from ocop.kit.text.numbers import year_in
from ocop.kit.ui.listing import sheet_of
from ocop.kit.web import Request
from ocop.support.activities import policies
from ocop.support.activities.forms import ActivityFilter, years_between
from ocop.support.activities.kinds import kind_called, kinds_feeding, kinds_of_group, known_kinds
from ocop.support.activities.measures import participating_producers
from ocop.support.activities.models import Activity, Participation
from ocop.support.activities.printed import compared_figures
from ocop.support.activities.queries import ActivityQuerySet, sees_all_producers
from ocop.support.activities.sheets.activities import Activities
from ocop.support.activities.sheets.workbooks import download
from ocop.support.activities.states import OFFICIALS, PersonGroup, Who

PAGE = 50
NOBODY = (0, 0, 0)


def _counts(activities: Any) -> dict[int, tuple[int, int, int]]:
    """Persons, attendances of persons, and other participants of each of some activities; one query."""
    if isinstance(activities, ActivityQuerySet):
        activities = activities.order_by().values("pk")
    rows = Participation.objects.filter(activity__in=activities, attended=True).order_by().values("activity")
    found = rows.annotate(
        persons=Count("person", distinct=True),
        turns=Count("pk", filter=Q(who=Who.PERSON)),
        others=Count("pk", filter=~Q(who=Who.PERSON)),
    )
    return {row["activity"]: (row["persons"], row["turns"], row["others"]) for row in found}


def _readers_only(request: Request) -> Actor:
    if not policies.may_read(request.actor):
        raise Http404
    return request.actor


def _filtered(request: Request, actor: Actor) -> tuple[ActivityFilter, ActivityQuerySet]:
    rows: Any = Activity.objects.visible_to(actor)
    span = rows.aggregate(first=Min("starts_on"), last=Max("ends_on"))
    offices = Office.objects.filter(pk__in=rows.order_by().values("organiser")).order_by("sort_key")
    units = Unit.objects.filter(pk__in=rows.order_by().values("unit")).order_by("sort_key")
    form = ActivityFilter(
        request.GET,
        kinds=known_kinds().values(),
        years=years_between(span["first"], span["last"]),
        units=[(f"{unit.code}-{unit.valid_from.year}", unit.full_name) for unit in units],
        offices=[(office.public_id, str(office)) for office in offices],
    )
    form.is_valid()
    chosen = form.cleaned_data
    if words := chosen.get("q"):
        rows = rows.search(words)
    if group := chosen.get("nhom"):
        rows = rows.filter(kind__in=kinds_of_group(group))
    if kind := chosen.get("loai"):
        rows = rows.filter(kind=kind)
    if year := chosen.get("nam"):
        rows = rows.of_year(int(year))
    if place := chosen.get("dia_ban"):
        code, since = place.split("-")
        rows = rows.filter(unit__code=code, unit__valid_from__year=since)
    if office := chosen.get("co_quan"):
        rows = rows.filter(organiser__public_id=office)
    if state := chosen.get("trang_thai"):
        rows = rows.kept_by(actor).overdue(actor.on) if state == "qua-ngay" else rows.filter(state=state)
    if mine := chosen.get("cua_toi"):
        own = actor.office_ids()
        taking_part = Participation.objects.filter(who=Who.OFFICE, office_id__in=own).values("activity")
        rows = rows.filter(organiser_id__in=own) if mine == "to-chuc" else rows.filter(pk__in=taking_part)
    return form, rows


@login_required
@require_safe
def activities(request: Request) -> HttpResponse:
    actor = _readers_only(request)
    form, found = _filtered(request, actor)
    page = Paginator(found.select_related("organiser", "unit"), PAGE).get_page(request.GET.get("trang"))
    counts = _counts(list(page.object_list))
    for row in page.object_list:
        row.persons, _, row.others = counts.get(row.pk, NOBODY)
    context = {"page": page, "filter_form": form, "may_record": policies.may_record(actor)}
    return render(request, "activities/activities.html", context)


@login_required
@require_safe
def activities_sheet(request: Request) -> HttpResponse:
    """The filtered activities as a workbook; persons and attendances stay two columns.

    Of one kind only they come in that kind's own columns, which are read again.
    """
    actor = _readers_only(request)
    form, found = _filtered(request, actor)
    if kind := kind_called(form.cleaned_data.get("loai") or ""):
        rows = found.select_related("organiser", "unit")
        return sheet_of("hoat-dong-ocop", "Hoạt động", Activities(actor, kind).columns, rows, actor.on)
    counts = _counts(found)
    columns = (
        Column("Tên hoạt động", width=50),
        Column("Nhóm", width=22),
        Column("Loại", width=30),
        Column("Cơ quan tổ chức", width=32),
        Column("Địa bàn", width=20),
        Column("Địa điểm", width=26),
        Column("Từ ngày", kind="date", width=12),
        Column("Đến ngày", kind="date", width=12),
        Column("Trạng thái", width=14),
        Column("Số người", kind="number", width=10),
        Column("Lượt người", kind="number", width=10),
        Column("Thành phần khác", kind="number", width=12),
        Column("Mục trong kế hoạch", width=14),
        Column("Nguồn", width=30),
    )
    table = (
        (
            row.title,
            row.shape.group_name,
            row.shape.name,
            row.organiser.name,
            row.unit.full_name if row.unit else "",
            row.venue,
            row.starts_on,
            row.ends_on,
            row.get_state_display(),
            *counts.get(row.pk, NOBODY),
            row.task.reference if row.task else "",
            row.reference,
        )
        for row in found.select_related("organiser", "unit", "task").iterator(chunk_size=2000)
    )
    return download("hoat-dong-ocop", write_table(columns, table, sheet="Hoạt động"), actor.on)


@login_required
@require_safe
def calendar(request: Request) -> HttpResponse:
    """Fairs and other trade events of a year in the order of their days, with where they are and who goes."""
    actor = _readers_only(request)
    rows = Activity.objects.visible_to(actor).filter(kind__in=kinds_feeding("calendar"), parent__isnull=True)
    span = rows.aggregate(first=Min("starts_on"), last=Max("ends_on"))
    years = years_between(span["first"], span["last"])
    year = year_in(request.GET.get("nam", "")) or actor.on.year
    exhibitors = Count("participations", filter=Q(participations__who__in=[Who.PRODUCER, Who.PARTNER]))
    events = rows.of_year(year).select_related("organiser", "unit").annotate(exhibitors=exhibitors)
    context = {"events": list(events.order_by("starts_on", "pk")), "year": year, "years": years}
    return render(request, "activities/calendar.html", context)


@login_required
@require_safe
def printed_figures(request: Request) -> HttpResponse:
    """Figures the plan prints of 2018-2020 beside what the records give, and where the print disagrees with itself."""
    _readers_only(request)
    sections = compared_figures()
    return render(request, "activities/printed_figures.html", {"sections": sections})


@login_required
@require_safe
def training_gaps(request: Request) -> HttpResponse:
    """Producers that take part whose leader, and commune offices whose officers, attended no training on record."""
    actor = _readers_only(request)
    trained = Participation.objects.attendances().vouched().of_training()
    leaders = trained.filter(group=PersonGroup.LEADER, producer=OuterRef("pk"))
    producers = participating_producers({})
    if not sees_all_producers(actor):
        producers = producers.filter(within_reach(actor))
    missing = producers.filter(~Exists(leaders)).select_related("unit").order_by("sort_key", "pk")
    offices = Office.objects.in_force(actor.on).committees_of(Tier.COMMUNE)
    if not sees_all_producers(actor):
        offices = offices.filter(unit_id__in=actor.unit_ids())
    untrained = offices.filter(~Exists(trained.filter(group__in=OFFICIALS, office=OuterRef("pk"))))
    context = {
        "page": Paginator(missing, PAGE).get_page(request.GET.get("trang")),
        "base": producers.count(),
        "offices": untrained.order_by("sort_key"),
        "office_base": offices.count(),
    }
    return render(request, "activities/training_gaps.html", context)
