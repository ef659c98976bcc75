"""The list of who takes part: for the organiser's office and the coordination office only."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.text.fold import fold, squash
from ocop.kit.text.phone import format_phone
from ocop.kit.web import Request
from ocop.support.activities import policies
from ocop.support.activities.actions import participants as actions
from ocop.support.activities.forms import ParticipantForm
from ocop.support.activities.kinds import Part
from ocop.support.activities.models import Activity, Participation
from ocop.support.activities.sheets import register
from ocop.support.activities.sheets.columns import columns_of
from ocop.support.activities.sheets.plan import CellProblem, Line, settle_people
from ocop.support.activities.sheets.workbooks import workbook
from ocop.support.activities.states import PersonGroup, Who
from ocop.support.activities.values import collected, shown
from ocop.support.activities.views.scoped import (
    communes_on,
    kept_activity_or_404,
    part_or_404,
    participation_or_404,
)

PAGE = 50


def rows_of(activity: Activity, part: Part) -> Any:
    """The lines of one sort on an activity's list, names first; outsiders stand with the producers."""
    whos = [part.who, Who.PARTNER] if part.outsiders and activity.shape.part(Who.PARTNER) is None else [part.who]
    rows = activity.participations.filter(who__in=whos)
    return rows.select_related("person__unit", "producer", "product__producer", "office").order_by(
        "person__sort_key", "producer__sort_key", "partner_name", "pk"
    )


@login_required
@require_safe
def participants(request: Request, public_id: str, who: str) -> HttpResponse:
    found = kept_activity_or_404(request, public_id)
    part = part_or_404(found, who)
    page = Paginator(rows_of(found, part), PAGE).get_page(request.GET.get("trang"))
    for row in page.object_list:
        row.role_words = part.roles.get(row.role, row.role)
        row.extra = [(one.label, shown(one, row.details.get(one.id))) for one in part.fields]
    context = {
        "activity": found,
        "part": part,
        "who": who,
        "noun": str(Who(who).label).lower(),
        "page": page,
        "may": policies.may_list(request.actor, found),
        "is_person": who == Who.PERSON,
        "claims": found.participations.claims().count() if who == Who.PERSON else 0,
        "labels": [one.label for one in part.fields],
    }
    return render(request, "activities/participants.html", context)


@login_required
@require_safe
def participants_sheet(request: Request, public_id: str, who: str) -> HttpResponse:
    """The list as the very sheet that can be filled and brought in again."""
    found = kept_activity_or_404(request, public_id)
    part = part_or_404(found, who)
    columns = columns_of(part)
    # Who had their name erased has nothing left to write on a sheet.
    lines = rows_of(found, part).exclude(person__erased_at__isnull=False)
    rows = [[_cell(row, column.key, part) for column in columns] for row in lines]
    return workbook(f"tham-gia-{found.public_id}", columns, rows, request.actor.on)


def _cell(row: Participation, key: str, part: Part) -> str:
    if key.startswith("d_"):
        declared = next(one for one in part.fields if one.id == key[2:])
        kept = row.details.get(declared.id)
        words = str(kept) if declared.type == "integer" and kept is not None else shown(declared, kept)
        return ", ".join(words) if isinstance(words, list) else words
    if key == "role":
        return part.roles.get(row.role, row.role)
    if row.who == Who.PERSON and row.person:
        person = row.person
        return {
            "full_name": person.full_name,
            "group": str(PersonGroup(row.group).label),
            "birth_year": str(person.birth_year or ""),
            "phone": format_phone(person.phone),
            "office": row.office.name if row.office else ("" if row.producer else person.workplace),
            "producer": row.producer.name if row.producer else "",
            "unit": person.unit.full_name if person.unit else "",
        }.get(key, "")
    record = row.producer or row.product
    return row.name if key == "name" else (record.public_id if record else "")


@login_required
def add(request: Request, public_id: str, who: str) -> HttpResponse:
    """Key one participant in; a person who may be on the register already is asked about first."""
    found = kept_activity_or_404(request, public_id)
    part = part_or_404(found, who)
    form = ParticipantForm(request.POST or None, part=part, units=communes_on(found.starts_on))
    if request.method == "POST" and form.is_valid():
        try:
            entry = _person_entry(found, part, form, request) if who == Who.PERSON else _named_entry(part, form)
            if entry is not None:
                actions.add_participant(found, entry, by=request.actor, at=clock.now())
                messages.success(request, "Đã ghi vào danh sách.")
                if "tiep" in request.POST:
                    return redirect("activities:add_participant", found.public_id, who)
                return redirect("activities:participants", found.public_id, who)
        except (Refused, CellProblem) as refused:
            form.add_error(None, str(refused))
    context = {
        "form": form,
        "activity": found,
        "part": part,
        "who": who,
        "noun": str(Who(who).label).lower(),
        "extra": [form[f"d_{one.id}"] for one in part.fields],
        "may": policies.may_list(request.actor, found),
    }
    return render(request, "activities/add_participant.html", context)


def _person_entry(found: Activity, part: Part, form: ParticipantForm, request: Request) -> actions.Entry | None:
    """The person to put on the list, or None when the form now asks whether it is somebody already known."""
    cleaned = form.cleaned_data
    new = _new_person(cleaned, found)
    role, details = cleaned["role"], collected(part.fields, cleaned)
    people = register.people_like([(new.full_name, new.phone)], request.actor)
    values = {"folded": fold(new.full_name), "phone": new.phone, "role": role}
    values |= {"office": new.office, "producer": new.producer, "unit": new.unit}
    answer = request.POST.get("same_as", "")
    plan = settle_people([Line(0, values)], people, set(), {"0": answer})
    if plan.unanswered:
        form.suggest(())
        form.fields["same_as"] = ParticipantForm.base_fields["same_as"].__deepcopy__({})
        form.suggest(plan.unanswered[0].suggestions)
        form.add_error("same_as", "Chọn người trong sổ, hoặc chọn ghi người mới.")
        return None
    known = plan.known[0][1] if plan.known else None
    person = known or new.made(clock.now(), is_sample=found.is_sample)
    return actions.line_of(person, new, role=role, details=details)


def _new_person(cleaned: dict[str, Any], found: Activity) -> actions.NewPerson:
    text = cleaned["workplace"].strip()
    office, producer = register.workplace_called(text, found.starts_on)
    return actions.NewPerson(
        full_name=" ".join(cleaned["full_name"].split()),
        group=cleaned["group"],
        phone=cleaned["phone"],
        birth_year=cleaned["birth_year"],
        office=office,
        producer=producer,
        unit=cleaned["unit"],
        workplace="" if office or producer else text,
    )


def _named_entry(part: Part, form: ParticipantForm) -> actions.Entry:
    """A producer, product, office or partner by name or code. Raises `Refused`."""
    cleaned = form.cleaned_data
    name, who = cleaned["name"].strip(), part.who
    facts: dict[str, Any] = {"role": cleaned["role"], "details": collected(part.fields, cleaned)}
    if who == Who.PARTNER:
        return actions.Entry(Who.PARTNER, partner_name=name, **facts)
    if who == Who.OFFICE:
        rows: list[Any] = register.offices_on(clock.today()).get(squash(name), [])
    else:
        named = register.producers_named([name]) if who == Who.PRODUCER else register.products_named([name])
        rows = list(next(iter(named.values()), []))
    if len(rows) == 1:
        return actions.Entry(who, **{who: rows[0]}, **facts)
    if len(rows) > 1:
        raise Refused("Có nhiều bản ghi cùng tên. Anh/chị ghi mã thay cho tên.")
    if part.outsiders:
        return actions.Entry(Who.PARTNER, partner_name=name, **facts)
    raise Refused("Không có tên hoặc mã này trong hệ thống. Anh/chị xem lại, hoặc lập bản ghi trước.")


@login_required
@require_POST
def remove(request: Request, public_id: str) -> HttpResponse:
    row = participation_or_404(request, public_id)
    return _act(
        request, row, lambda: actions.remove_participant(row, by=request.actor, at=clock.now()), "Đã bỏ khỏi danh sách."
    )


@login_required
@require_POST
def attendance(request: Request, public_id: str) -> HttpResponse:
    """Say whether somebody on the list came; `co=0` means they did not."""
    row = participation_or_404(request, public_id)
    attended = request.POST.get("co") != "0"
    words = "Đã ghi có dự." if attended else "Đã ghi vắng mặt."
    return _act(
        request, row, lambda: actions.set_attended(row, attended=attended, by=request.actor, at=clock.now()), words
    )


def _act(request: Request, row: Participation, act: Any, words: str) -> HttpResponse:
    """Do it and go back to the list the line stands on."""
    who = row.who
    if row.activity.shape.part(who) is None:
        who = Who.PRODUCER
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, words)
    if row.activity.shape.part(who) is None:
        raise Http404
    return redirect("activities:participants", row.activity.public_id, who)
