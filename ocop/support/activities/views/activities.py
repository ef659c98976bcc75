"""One activity: its kind is chosen, its form is filled, its page is read."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.budget.models import Disbursement
from ocop.ground.offices.models import Unit
from ocop.ground.planning.models import Task
from ocop.ground.registry.actions import subject_of
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.once import made_before
from ocop.kit.scope import Actor, Refused
from ocop.kit.sheets.table import Line, Near
from ocop.kit.text.dates import format_date
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request
from ocop.support.activities import policies
from ocop.support.activities.actions import activities as actions
from ocop.support.activities.forms import ActivityForm
from ocop.support.activities.kinds import Field, Kind, Part, kind_called, known_kinds
from ocop.support.activities.models import Activity, Participation
from ocop.support.activities.queries import ORGANISERS
from ocop.support.activities.sheets.activities import Activities
from ocop.support.activities.states import GROUPS, Who
from ocop.support.activities.values import collected, shown, typed
from ocop.support.activities.views.scoped import (
    activity_or_404,
    communes_on,
    kept_activity_or_404,
    organisers_for,
    running_tasks,
)


@login_required
@require_safe
def choose_kind(request: Request) -> HttpResponse:
    """Every kind by its group, with what it is for."""
    if not policies.may_record(request.actor):
        raise Http404
    kinds = list(known_kinds().values())
    groups = [(words, [kind for kind in kinds if kind.group == group]) for group, words in GROUPS.items()]
    return render(request, "activities/choose_kind.html", {"groups": [one for one in groups if one[1]]})


@login_required
def new(request: Request, kind: str) -> HttpResponse:
    """The form of a kind; `?trong=` makes a side event of another activity."""
    declared = kind_called(kind)
    if declared is None or not policies.may_record(request.actor):
        raise Http404
    parent = _parent(request)
    own = request.actor.office_ids(*ORGANISERS)
    initial: dict[str, Any] = {"organiser": min(own)} if own else {}
    if parent is not None:
        initial = {
            "organiser": parent.organiser,
            "starts_on": parent.starts_on,
            "unit": parent.unit,
            "venue": parent.venue,
        }
    form = _form(request, declared, initial)
    near: list[Near] = []
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        try:
            facts = _facts(form, declared, parent)
            # Side events of one fair share its days, so they are not asked about.
            if parent is None and "confirm" not in request.POST:
                near = _near(request.actor, declared, facts)
            # Asked last: what is near may be what an earlier press of this very form wrote.
            if not near or made_before(Activity, key, request.actor.user_id, owner="created_by_id") is not None:
                made = actions.plan_activity(kind, facts, by=request.actor, at=clock.now(), key=key)
                messages.success(request, "Đã lưu hoạt động.")
                return redirect("activities:activity", made.public_id)
        except Refused as refused:
            form.add_error(None, refused.reason)
    upload_url = "" if parent else f"{reverse('intake:upload', args=[Activities.slug])}?thuoc={declared.id}"
    context = {"form": form, "kind": declared, "parent": parent, "upload_url": upload_url, "near": near}
    return render(request, "activities/form.html", context)


@login_required
def edit(request: Request, public_id: str) -> HttpResponse:
    found = kept_activity_or_404(request, public_id)
    kind = found.shape
    initial = {
        name: getattr(found, name) for name in ("title", "organiser", "starts_on", "ends_on", "unit", "venue", "task")
    }
    initial |= {f"d_{one.id}": typed(one, found.details.get(one.id)) for one in kind.fields}
    form = _form(request, kind, initial, found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_activity(found, _facts(form, kind, found.parent), by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu thay đổi.")
            return redirect("activities:activity", found.public_id)
    context = {"form": form, "kind": kind, "activity": found, "may": policies.may_edit(request.actor, found)}
    return render(request, "activities/form.html", context)


def _near(actor: Actor, kind: Kind, facts: actions.Facts) -> list[Near]:
    """Activities of the kind that the one being typed may be already, as a filled sheet is told of them."""
    said = {"title": facts.title, "organiser": facts.organiser, "starts_on": facts.starts_on, "unit": facts.unit}
    line = Line(0, facts.title, said)
    Activities(actor, kind).find_near([line])
    return line.near


def _parent(request: Request) -> Activity | None:
    public_id = request.GET.get("trong", "")
    return kept_activity_or_404(request, public_id) if public_id else None


def _form(request: Request, kind: Kind, initial: dict[str, Any], found: Activity | None = None) -> ActivityForm:
    tasks = running_tasks(request.actor)
    if found is not None and found.task_id:
        tasks = tasks | Task.objects.filter(pk=found.task_id).select_related("plan")
    units = communes_on(found.starts_on if found else request.actor.on)
    if found is not None and found.unit_id:
        units = units | Unit.objects.filter(pk=found.unit_id)
    return ActivityForm(
        request.POST or None,
        initial=initial,
        kind=kind,
        organisers=organisers_for(request.actor, found.organiser_id if found else None),
        units=units,
        tasks=tasks,
    )


def _facts(form: ActivityForm, kind: Kind, parent: Activity | None) -> actions.Facts:
    cleaned = form.cleaned_data
    return actions.Facts(
        title=cleaned["title"],
        organiser=cleaned["organiser"],
        starts_on=cleaned["starts_on"],
        ends_on=cleaned["ends_on"],
        unit=cleaned["unit"],
        venue=cleaned["venue"],
        task=cleaned["task"],
        parent=parent,
        details=collected(kind.fields, cleaned),
    )


@login_required
@require_safe
def activity(request: Request, public_id: str) -> HttpResponse:
    """What it was, who came in two counts, its figures, side events, and what it cost."""
    actor = request.actor
    found = activity_or_404(request, public_id)
    keeps = policies.may_keep(actor, found)
    payments = _payments(found) if keeps or policies.may_read_payments(actor, found) else None
    context = {
        "activity": found,
        "whole": Activity.objects.visible_to(actor).filter(pk=found.parent_id).first() if found.parent_id else None,
        "kind": found.shape,
        "rows": _rows(found),
        "outputs": _outputs(found),
        "counts": _counts(found),
        "parts": [(part, Who(part.who).label) for part in found.shape.participants],
        "totals": _totals(found),
        "sides": found.children.visible_to(actor).order_by("starts_on", "pk"),
        "payments": payments,
        "paid": sum(one.amount for one in payments if one.cancelled_at is None) if payments else 0,
        "keeps": keeps,
        "may_edit": policies.may_edit(actor, found),
        "may_hold": policies.may_move(actor, found, "hold", actor.on),
        "may_cancel": policies.may_move(actor, found, "cancel", actor.on),
        "may_restore": policies.may_move(actor, found, "restore", actor.on),
        "shelf": shelf_of(found, actor),
        "takes_people": found.shape.part(Who.PERSON) is not None,
        "offices": _offices(found),
        "publications": found.publications.all(),
        "may_publish": policies.may_publish(actor, found),
        "is_event": policies.is_event(found),
        "may_announce": policies.may_announce(actor, found),
    }
    return render(request, "activities/activity.html", context)


def _rows(found: Activity) -> list[Row]:
    """The facts of the page, what every activity says and then what its kind asked."""
    day = format_date(found.starts_on)
    if found.ends_on != found.starts_on:
        day = f"{day} đến {format_date(found.ends_on)}"
    if found.days_unknown:
        day = f"Trong khoảng {day} (nguồn không ghi ngày)"
    rows = [
        Row("Loại", f"{found.shape.name} ({found.shape.group_name})"),
        Row("Cơ quan tổ chức", found.organiser.name),
        Row("Thời gian", day),
        Row("Địa điểm", ", ".join(part for part in (found.venue, found.unit.full_name if found.unit else "") if part)),
    ]
    rows += [Row(one.label, shown(one, found.details.get(one.id))) for one in found.shape.fields]
    if found.task:
        rows.append(Row("Nhiệm vụ của kế hoạch", found.task.numbered))
    if found.reference:
        rows.append(Row("Nguồn", found.reference))
    return rows


def _offices(found: Activity) -> list[tuple[str, str, list[tuple[str, Any]]]]:
    """The offices that take part, with their role and what the kind asks of each: no personal data, so all may know."""
    part = found.shape.part(Who.OFFICE)
    if part is None:
        return []
    rows = found.participations.filter(who=Who.OFFICE, attended=True).select_related("office")
    return [
        (row.name, part.roles.get(row.role, row.role), [(f.label, words) for f, words in _said(part, row) if words])
        for row in rows.order_by("office__sort_key")[:200]
    ]


def _said(part: Part, row: Participation) -> list[tuple[Field, Any]]:
    return [(declared, shown(declared, row.details.get(declared.id))) for declared in part.fields]


def _outputs(found: Activity) -> list[tuple[str, Any]]:
    """Label and row of each figure; a figure whose kind no longer declares it keeps its name."""
    rows = []
    for output in found.outputs.order_by("pk"):
        declared = found.shape.output(output.name)
        output.words = declared.label if declared else output.name  # type: ignore[attr-defined]
        output.unit = declared.unit if declared else ""  # type: ignore[attr-defined]
        rows.append((output.words, output))  # type: ignore[attr-defined]
    return rows


def _counts(found: Activity) -> dict[str, int]:
    """Persons and attendances of the activity and its side events, and the other sorts; one query."""
    family = Q(pk=found.pk) | Q(parent=found)
    rows = Activity.objects.filter(family).filter(participations__attended=True)
    counted = {who: Count("participations", filter=Q(participations__who=who)) for who in Who.values}
    persons = Count("participations__person", filter=Q(participations__who=Who.PERSON), distinct=True)
    return rows.aggregate(persons=persons, **counted)


def _totals(found: Activity) -> list[tuple[str, str | list[str]]]:
    """Declared sums over the list (booths), and of a fair also how many provinces came."""
    totals: list[tuple[str, str | list[str]]] = []
    for part in found.shape.participants:
        summed = [one for one in part.fields if one.total]
        if not summed:
            continue
        whos = [part.who, Who.PARTNER] if part.outsiders else [part.who]
        details = list(found.participations.filter(who__in=whos).values_list("details", flat=True))
        for one in summed:
            total = sum((Decimal(str(each.get(one.id) or 0)) for each in details), Decimal(0))
            totals.append((f"{one.label} theo danh sách", shown(one, str(total))))
        if any(one.id == "province" for one in part.fields):
            provinces = {each["province"].strip().casefold() for each in details if each.get("province")}
            totals.append(("Tỉnh, thành theo danh sách", str(len(provinces))))
        if any(one.id == "three_stars" for one in part.fields):
            starred = sum(each.get("three_stars") == "yes" for each in details)
            totals.append(("Đơn vị có sản phẩm từ 3 sao theo danh sách", str(starred)))
    return totals


def _payments(found: Activity) -> list[Disbursement]:
    subject_type, subject_id = subject_of(found)
    rows = Disbursement.objects.filter(subject_type=subject_type, subject_id=subject_id)
    return list(rows.select_related("line", "payer"))
