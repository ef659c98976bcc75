"""The boards of the programme, of a place, of an office; `?tai=` gives a table as Excel, `?in=1` paper."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ocop.ground.offices.models import Office, Unit
from ocop.ground.offices.placing import Waiting, waiting_for
from ocop.ground.offices.policies import may_place
from ocop.ground.offices.states import AGENCY_LEADER, Role
from ocop.ground.planning.models import Plan
from ocop.ground.planning.queries import sees_the_whole_plan
from ocop.kit.scope import Actor
from ocop.kit.ui.listing import sheet_of
from ocop.kit.web import Request
from ocop.oversight.dashboards.forms import OneOfForm
from ocop.oversight.dashboards.leading import leading_sections
from ocop.oversight.dashboards.sections import RECOGNISED, Section, by_stars, figures, over_time
from ocop.oversight.dashboards.sheet import fitted
from ocop.oversight.figures import policies
from ocop.oversight.figures.questions import places_on

OF_A_PLACE = (
    RECOGNISED,
    "certification.producers",
    "certification.new_products",
    "dossiers.entered",
    "producers.tagged",
    "markets.supermarket",
    "markets.ecommerce",
    "markets.outlets",
    "funding.supported_producers",
    "activities.held",
)
OF_AN_OFFICE = (
    "planning.assignments",
    "planning.done",
    "planning.overdue",
    "planning.obstacles",
    "activities.held",
    "budget.allocated",
    "budget.paid",
)


@dataclass(frozen=True, slots=True)
class Board:
    """A page of sections under one title."""

    title: str
    about: str
    sections: list[Section]
    form: OneOfForm
    waiting: Waiting | None = None

    @property
    def told(self) -> str:
        """What its reader must know beside its figures."""
        return self.waiting.words if self.waiting else ""


@login_required
@require_safe
def leader(request: Request) -> HttpResponse:
    """One page for who leads: targets with their pace, money, stars, rounds, who is late; others get their own."""
    actor = _asker(request)
    if not sees_the_whole_plan(actor):
        of_an_agency = actor.has_role(Role.AGENCY_OFFICER, AGENCY_LEADER)
        return redirect("dashboards:office" if of_an_agency else "dashboards:place")
    plans = sorted(_plans(actor), key=lambda plan: (plan.ends_on < actor.on, -plan.ends_on.toordinal()))
    choices = [(plan.public_id, plan.name) for plan in plans]
    form = OneOfForm(request.GET, name="ke_hoach", label="Kế hoạch", choices=choices)
    chosen = form.chosen()
    plan = next((each for each in plans if each.public_id == chosen), plans[0] if plans else None)
    sections = leading_sections(actor, plan, actor.on)
    return _shown(request, Board("Bảng điều hành", "Chương trình OCOP của tỉnh", sections, form))


def _plans(actor: Actor) -> list[Plan]:
    found = Plan.objects.visible_to(actor).filter(targets__isnull=False).select_related("office").distinct()
    return [plan for plan in found if plan.is_of_the_province]


@login_required
@require_safe
def place(request: Request) -> HttpResponse:
    """One commune or old district: its figures, and its products with a star over two years."""
    actor = _asker(request)
    places = {unit.key: unit for unit in places_on(actor.on)}
    form = OneOfForm(
        request.GET, name="dia_ban", label="Địa bàn", choices=[(key, _named(unit)) for key, unit in places.items()]
    )
    unit = places.get(form.chosen()) or _own_place(actor, places)
    if unit is None:
        raise Http404
    form.show(unit.key)
    sections = [
        figures("Các con số chính", OF_A_PLACE, actor.on, place=unit),
        by_stars(actor.on, place=unit),
        over_time("Sản phẩm có sao cuối mỗi quý", RECOGNISED, actor.on, place=unit),
    ]
    title = f"Bảng điều hành {_named(unit)}"
    return _shown(request, Board(title, "Chương trình OCOP trên địa bàn", sections, form, waiting_for(unit)))


def _named(unit: Unit) -> str:
    return f"{unit.full_name} (trước 7/2025)" if unit.valid_to else unit.full_name


def _own_place(actor: Actor, places: dict[str, Unit]) -> Unit | None:
    """The first place that the person's posts reach, else the first of all."""
    reach = actor.unit_ids()
    own = (unit for unit in places.values() if unit.pk in reach)
    return next(own, next(iter(places.values()), None))


@login_required
@require_safe
def office(request: Request) -> HttpResponse:
    """One office: the work the plan gave it, and what it allocated, paid and held."""
    actor = _asker(request)
    offices = {each.public_id: each for each in Office.objects.in_force(actor.on).order_by("sort_key", "pk")}
    choices = [(key, each.name) for key, each in offices.items()]
    form = OneOfForm(request.GET, name="co_quan", label="Cơ quan", choices=choices)
    mine = next((each for each in offices.values() if each.pk in actor.office_ids()), None)
    shown = offices.get(form.chosen()) or mine
    if shown is None:
        raise Http404
    form.show(shown.public_id)
    sections = [
        figures("Các con số chính", OF_AN_OFFICE, actor.on, office=shown),
        over_time("Việc quá hạn cuối mỗi quý", "planning.overdue", actor.on, office=shown),
    ]
    return _shown(request, Board(f"Bảng điều hành {shown.name}", "Việc Chương trình OCOP của cơ quan", sections, form))


def _asker(request: Request) -> Actor:
    """The person, when figures are for them; 404 otherwise."""
    if not policies.may_ask(request.actor):
        raise Http404
    return request.actor


def _shown(request: Request, board: Board) -> HttpResponse:
    """The board on the screen, on paper, or one of its tables as Excel."""
    on = request.actor.on
    if wanted := request.GET.get("tai"):
        section = next((each for each in board.sections if each.key == wanted), None)
        if section is None:
            raise Http404
        title = f"{board.title}: {section.title}. {board.told}".removesuffix(". ")
        return sheet_of(section.key, "Số liệu", section.columns, section.every_row, on, title=title)
    kept = request.GET.copy()
    for name in ("in", "tai"):
        kept.pop(name, None)
    asked = f"{kept.urlencode()}&" if kept else ""
    context: dict[str, Any] = {"board": board, "on": on, "asked": asked, "leads": sees_the_whole_plan(request.actor)}
    context |= {"waiting": board.waiting, "may_place": may_place(request.actor)}
    context["found_at"] = found_at = settings.SITE_URL.rstrip("/") + f"{request.path}?{asked}".rstrip("?&")
    context["sheet"] = fitted(board.title, (board.about, board.told), board.sections, found_at)
    template = "dashboards/paper.html" if request.GET.get("in") else "dashboards/board.html"
    return render(request, template, context)
