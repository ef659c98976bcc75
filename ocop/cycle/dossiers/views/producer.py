"""The producer's dossiers: the list, a new one, the task list, and taking one back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.cycle.dossiers import actions, law, policies
from ocop.cycle.dossiers.forms import ChangeRoundForm, StartForm, WantedStarsForm, WithdrawForm
from ocop.cycle.dossiers.journey import journey_of
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.queries import FIRST_READERS, reads_province
from ocop.cycle.dossiers.reading import reading_of
from ocop.cycle.dossiers.states import RUNNING, WITH_PRODUCER
from ocop.cycle.dossiers.tasks import tasks_of
from ocop.cycle.dossiers.views.fetch import actor_of, own_dossier, visible_dossier
from ocop.ground.producers.models import Product
from ocop.ground.producers.states import ProductState
from ocop.ground.programme.models import Round
from ocop.kit import clock
from ocop.kit.scope import Refused


@login_required
@require_safe
def my_dossiers(request: HttpRequest) -> HttpResponse:
    """The dossiers of the producers this person speaks for; officers go to their own list."""
    actor = actor_of(request)
    if not actor.is_producer:
        province = reads_province(actor)
        if province or actor.has_role(*FIRST_READERS):
            return redirect("dossiers:province_list" if province else "dossiers:reading_list")
    rows = list(Dossier.objects.filter(producer_id__in=actor.producer_ids).for_list())
    running = {row.product_id for row in rows if row.state in RUNNING}
    mine = Product.objects.filter(producer_id__in=actor.producer_ids).exclude(state=ProductState.DISCONTINUED)
    context = {"dossiers": rows, "free_products": [each for each in mine if each.pk not in running]}
    return render(request, "dossiers/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, product_id: str) -> HttpResponse:
    """Begin a dossier of one product: for which round, as which kind, aiming at which star."""
    actor, at = actor_of(request), clock.now()
    mine = Product.objects.select_related("producer").filter(producer_id__in=actor.producer_ids)
    product = get_object_or_404(mine, public_id=product_id)
    on = clock.local_date(at)
    rounds = list(Round.objects.open_on(on))
    form = StartForm(request.POST or None, rounds=rounds, suggested=law.suggested_kind(product, on))
    may = policies.may_start(actor, product)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.start_dossier(product, **form.cleaned_data, by=actor, at=at)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("dossiers:dossier", new.public_id)
    running = None if may else product.dossiers.running().first()
    context = {"form": form, "product": product, "rounds": rounds, "may": may, "running": running}
    context["renewal"] = law.renewal_on(product, on)
    return render(request, "dossiers/start.html", context)


@login_required
@require_safe
def dossier(request: HttpRequest, public_id: str) -> HttpResponse:
    """The task list while the dossier is with the producer; afterwards where it is and who acts next."""
    row = visible_dossier(request, public_id)
    if row.producer_id not in actor_of(request).producer_ids:
        return redirect("dossiers:read", row.public_id)
    on = clock.today()
    context = {
        "dossier": row,
        "journey": journey_of(row),
        "may_withdraw": policies.may_withdraw(actor_of(request), row),
    }
    if row.state not in WITH_PRODUCER:
        return render(request, "dossiers/where.html", context)
    reading = reading_of(row, on)
    context |= {
        "reading": reading,
        "tasks": tasks_of(reading),
        "faults": [item for items in reading.faults.values() for item in items],
        "law_changed": law.still_in_force(row, on) if row.lodged_at is None else None,
        "round_open": policies.round_takes(row.round, on, again=row.lodged_at is not None),
    }
    return render(request, "dossiers/task_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wanted_stars(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which star the producer aims at; decides which papers are asked for."""
    row = own_dossier(request, public_id)
    form = WantedStarsForm(request.POST or None, initial={"stars": row.wanted_stars})
    if request.method == "POST" and form.is_valid():
        try:
            actions.want_stars(row, stars=form.cleaned_data["stars"], by=actor_of(request), at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("dossiers:dossier", row.public_id)
    return render(request, "dossiers/wanted_stars.html", {"form": form, "dossier": row})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_round(request: HttpRequest, public_id: str) -> HttpResponse:
    """Carry a draft over to a round that still takes dossiers."""
    row = own_dossier(request, public_id)
    rounds = [each for each in Round.objects.open_on(clock.today()) if each.pk != row.round_id]
    form = ChangeRoundForm(request.POST or None, rounds=rounds)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_round(row, round=form.cleaned_data["round"], by=actor_of(request), at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã chuyển hồ sơ sang đợt mới. Mọi nội dung đã nhập vẫn còn.")
            return redirect("dossiers:dossier", row.public_id)
    return render(request, "dossiers/change_round.html", {"form": form, "dossier": row, "rounds": rounds})


@login_required
@require_POST
def follow_law(request: HttpRequest, public_id: str) -> HttpResponse:
    """Move a draft to the criteria set in force today."""
    row = own_dossier(request, public_id)
    try:
        carried = actions.follow_law(row, by=actor_of(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, carried.sentence)
    return redirect("dossiers:dossier", row.public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a dossier back, after one question."""
    row = own_dossier(request, public_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_dossier(row, why=form.cleaned_data["why"], by=actor_of(request), at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã rút hồ sơ. Anh/chị lập hồ sơ mới khi nào cũng được.")
            return redirect("dossiers:list")
    may = policies.may_withdraw(actor_of(request), row)
    return render(request, "dossiers/withdraw.html", {"form": form, "dossier": row, "may": may})
