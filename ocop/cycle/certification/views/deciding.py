"""What waits for a decision, the preview of one, and the act."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ocop.cycle.certification import actions, policies
from ocop.cycle.certification.forms import DecisionForm, RefusalForm
from ocop.cycle.certification.plan import Outcome, outcome_of, plan_decision
from ocop.cycle.certification.queries import decision_numbered, dossiers_to_decide
from ocop.cycle.dossiers.models import Dossier
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Tier
from ocop.kit import clock
from ocop.kit.ids import public_ids
from ocop.kit.scope import Refused
from ocop.kit.text.dates import DateError, parse_date
from ocop.kit.web import Request


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def to_decide(request: Request) -> HttpResponse:
    """All concluded dossiers; tick those a signed decision names, look at the preview, record it.

    One address for the three steps: `step` is "preview", "edit" or "record".
    """
    actor = request.actor
    if not policies.may_decide(actor):
        raise Http404
    rows = list(dossiers_to_decide(actor))
    form = _form(request, rows)
    step = request.POST.get("step", "")
    if request.method == "POST" and step != "edit" and form.is_valid():
        if step != "record":
            return _preview(request, form, rows)
        try:
            decision = actions.record_decision(**_facts(form), dossiers=_chosen(form, rows), by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã ghi quyết định số {decision.number}.")
            return redirect("certification:decision", decision.public_id)
    if step == "record" and (already := _recorded_a_moment_ago(request)):
        return already
    return _waiting(request, form, rows)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: Request, public_id: str) -> HttpResponse:
    """End a dossier that reached no recognised rank, with the reason the producer will read."""
    actor = request.actor
    dossier = get_object_or_404(dossiers_to_decide(actor), public_id=public_id)
    may = policies.may_refuse(actor, dossier)
    form = RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refuse_recognition(dossier, why=form.cleaned_data["why"], by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã ghi kết quả không công nhận: {dossier.product.name}.")
            return redirect("certification:to_decide")
    return render(request, "certification/refuse.html", {"form": form, "dossier": dossier, "may": may})


def _form(request: Request, rows: list[Dossier]) -> DecisionForm:
    offices = Office.objects.committees_of(Tier.PROVINCE).in_force(clock.today())
    data = request.POST if request.method == "POST" else None
    choosable = [row.public_id for row in rows if outcome_of(row)[0] is Outcome.RECOGNISE]
    return DecisionForm(data, offices=offices, choosable=choosable)


def _facts(form: DecisionForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("number", "signed_on", "office", "signer")}


def _chosen(form: DecisionForm, rows: list[Dossier]) -> list[Dossier]:
    wanted = set(form.cleaned_data["dossiers"])
    return [row for row in rows if row.public_id in wanted]


def _preview(request: Request, form: DecisionForm, rows: list[Dossier]) -> HttpResponse:
    facts = _facts(form)
    lines = plan_decision(_chosen(form, rows), office=facts["office"], signed_on=facts["signed_on"])
    ready = all(line.ok for line in lines) and facts["signed_on"] <= clock.today()
    context = {"form": form, "facts": facts, "lines": lines, "ready": ready}
    context["future"] = facts["signed_on"] > clock.today()
    return render(request, "certification/decision_preview.html", context)


def _waiting(request: Request, form: DecisionForm, rows: list[Dossier]) -> HttpResponse:
    ticked = set(request.POST.getlist("dossiers"))
    lines = [(row, *outcome_of(row), row.public_id in ticked) for row in rows]
    context = {"form": form, "lines": lines, "recognisable": any(line[1] is Outcome.RECOGNISE for line in lines)}
    return render(
        request, "certification/to_decide.html", context, status=422 if form.is_bound and form.errors else 200
    )


def _recorded_a_moment_ago(request: Request) -> HttpResponse | None:
    """A second press of the button lands on the decision the first one recorded, not on an error."""
    named = public_ids([request.POST.get("office", "")])
    office = Office.objects.filter(public_id__in=named).first()
    try:
        signed_on = parse_date(request.POST.get("signed_on", ""))
    except DateError:
        return None
    decision = office and decision_numbered(request.POST.get("number", ""), signed_on, office.pk)
    if not decision:
        return None
    decided = set(decision.recognitions.values_list("dossier__public_id", flat=True))
    same = bool(decided) and decided == set(request.POST.getlist("dossiers"))
    return redirect("certification:decision", decision.public_id) if same else None
