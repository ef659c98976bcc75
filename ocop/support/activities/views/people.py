"""The register of people: who came how often; one person set right, made one with another entry, erased."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.offices.models import Unit
from ocop.ground.offices.queries import words_in
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.text.phone import format_phone
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request
from ocop.support.activities import policies
from ocop.support.activities.actions import people as actions
from ocop.support.activities.actions.participants import NewPerson
from ocop.support.activities.models import Participation, Person
from ocop.support.activities.people_forms import EraseForm, MergeForm, PersonForm
from ocop.support.activities.queries import COORDINATORS
from ocop.support.activities.sheets import register
from ocop.support.activities.views.scoped import communes_on

PAGE = 50
MOST_OFFERED = 20
WORK = ("office", "producer", "unit")


def _readers_only(request: Request) -> None:
    if not policies.may_record(request.actor):
        raise Http404


def _person_or_404(request: Request, public_id: str) -> Person:
    """A person of the lists one keeps; who was erased has no page any more."""
    _readers_only(request)
    rows = Person.objects.visible_to(request.actor).named().select_related(*WORK)
    return get_object_or_404(rows, public_id=public_id)


def _keepable_or_404(request: Request, public_id: str) -> Person:
    person = _person_or_404(request, public_id)
    if not policies.may_keep_person(request.actor, person):
        raise Http404
    return person


def _page_of(person: Person) -> str:
    return reverse("activities:person", args=[person.public_id])


@login_required
@require_safe
def people(request: Request) -> HttpResponse:
    """The people in activities of one's own offices, each with how often they came: two counts, never one."""
    _readers_only(request)
    actor = request.actor
    words = request.GET.get("q", "").strip()[:100]
    rows = Person.objects.visible_to(actor).named()
    if words:
        rows = rows.filter(words_in("folded", words))
    mine = Participation.objects.visible_to(actor).attendances()
    totals = mine.aggregate(
        persons=Count("person", distinct=True),
        attendances=Count("pk"),
        erased=Count("person", distinct=True, filter=Q(person__erased_at__isnull=False)),
    )
    held = Q(participations__attended=True, participations__activity__state="held")
    if not actor.has_role(*COORDINATORS):
        held &= Q(participations__activity__organiser_id__in=actor.office_ids())
    rows = rows.select_related(*WORK).annotate(turns=Count("participations", filter=held, distinct=True))
    page = Paginator(rows.order_by("sort_key", "pk"), PAGE).get_page(request.GET.get("trang"))
    return render(request, "activities/people.html", {"page": page, "totals": totals, "words": words})


@login_required
@require_safe
def person(request: Request, public_id: str) -> HttpResponse:
    """What is kept of one person, where they came, and who may be the same person."""
    found, actor = _person_or_404(request, public_id), request.actor
    lines = Participation.objects.visible_to(actor).filter(person=found).select_related("activity")
    context = {
        "person": found,
        "facts": _facts(found),
        "page": Paginator(lines.order_by("-activity__starts_on", "pk"), PAGE).get_page(request.GET.get("trang")),
        "twins": Person.objects.visible_to(actor).like(found).select_related(*WORK)[:MOST_OFFERED],
        "may_keep": policies.may_keep_person(actor, found),
    }
    return render(request, "activities/person.html", context)


def _facts(found: Person) -> list[Row]:
    return [
        Row("Thành phần", str(found.get_group_display())),
        Row("Cơ quan hoặc chủ thể", str(found.office or found.producer or found.workplace)),
        Row("Xã, phường", found.unit.full_name if found.unit else ""),
        Row("Số điện thoại", format_phone(found.phone)),
        Row("Năm sinh", str(found.birth_year or "")),
    ]


@login_required
def correct(request: Request, public_id: str) -> HttpResponse:
    """Set right what was written of a person."""
    found, day = _keepable_or_404(request, public_id), request.actor.on
    kept = {name: getattr(found, name) for name in ("full_name", "group", "phone", "unit", "birth_year")}
    kept["workplace"] = str(found.office or (found.producer and found.producer.public_id) or found.workplace)
    units = communes_on(day)
    if found.unit_id:
        units = units | Unit.objects.filter(pk=found.unit_id)
    form = PersonForm(request.POST or None, initial=kept, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(found, _said(form.cleaned_data, found, request), by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã sửa thông tin.")
            return redirect(_page_of(found))
    return render(request, "activities/person_correct.html", {"form": form, "person": found})


def _said(cleaned: dict[str, Any], found: Person, request: Request) -> NewPerson:
    """The form's facts; a place of work that was not touched stays the record it is, even one that is no more."""
    text = cleaned.pop("workplace").strip()
    cleaned["full_name"] = " ".join(cleaned["full_name"].split())
    if found.office is not None and text == str(found.office):
        return NewPerson(**cleaned, office=found.office)
    office, producer = register.workplace_called(text, request.actor.on)
    return NewPerson(**cleaned, office=office, producer=producer, workplace="" if office or producer else text)


@login_required
def merge(request: Request, public_id: str) -> HttpResponse:
    """Choose the other entry of the same person; its attendances become this one's."""
    found, actor = _keepable_or_404(request, public_id), request.actor
    words = request.GET.get("q", "").strip()[:100]
    people = Person.objects.visible_to(actor).select_related(*WORK)
    offered = people.named().filter(words_in("folded", words)).exclude(pk=found.pk) if words else people.like(found)
    rows = list(offered.order_by("sort_key", "pk")[:MOST_OFFERED])
    form = MergeForm(request.POST or None, people=rows)
    if request.method == "POST" and form.is_valid():
        chosen = next(each for each in rows if each.public_id == form.cleaned_data["other"])
        try:
            actions.merge(found, chosen, by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã gộp. Các lượt dự nay đứng chung một người.")
            return redirect(_page_of(found))
    context = {"form": form, "person": found, "offered": rows, "words": words}
    return render(request, "activities/person_merge.html", context)


@login_required
def erase(request: Request, public_id: str) -> HttpResponse:
    """Forget who a person is, at their request; says first what goes and what stays."""
    actor = request.actor
    if request.method == "POST" and _erased(request, public_id):
        return _after_erasing(request)
    found = _keepable_or_404(request, public_id)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.erase(found, by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return _after_erasing(request)
    lines = Participation.objects.visible_to(actor).filter(person=found).select_related("activity")
    return render(request, "activities/person_erase.html", {"form": form, "person": found, "lines": lines[:PAGE]})


def _erased(request: Request, public_id: str) -> bool:
    """Whether it is done already: the second press ends as the first."""
    _readers_only(request)
    rows = Person.objects.visible_to(request.actor)
    return rows.filter(public_id=public_id, erased_at__isnull=False).exists()


def _after_erasing(request: Request) -> HttpResponse:
    messages.success(request, "Đã xóa thông tin cá nhân. Lượt dự vẫn được đếm, không còn tên.")
    return redirect("activities:people")
