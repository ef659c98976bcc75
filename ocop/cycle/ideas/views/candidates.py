"""From an accepted idea to a candidate product: who makes it, what it is called."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse

from ocop.cycle.ideas import actions, policies
from ocop.cycle.ideas.forms import NEW, CandidateForm
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.views.answers import page_with_form
from ocop.cycle.ideas.views.scoped import held_or_404
from ocop.ground.offices.queries import units_reached
from ocop.ground.producers.models import Producer
from ocop.ground.producers.policies import may_edit
from ocop.kit import clock
from ocop.kit.scope import Actor
from ocop.kit.ui.form_page import FormPage, bound, run
from ocop.kit.web import Request

MOST_OFFERED = 40


@login_required
@page_with_form
def candidate(request: Request, public_id: str) -> HttpResponse:
    """Opening the product: producers of the place, or those found by name (`?tim=`), or one not on the register."""
    found, actor = held_or_404(request, public_id), request.actor
    typed = request.GET.get("tim", "").strip()[:80]
    producers = _offered(found, actor, typed)
    carried = [each.tag for each in found.tags.all()]
    first = {"name": found.title, "description": found.text if found.may_list else "", "tags": carried}
    form = bound(request, CandidateForm, producers=producers, tags=carried, initial=first)

    def act(data: dict[str, Any]) -> None:
        producer = form.by_id.get(data["producer"])
        if data["producer"] == NEW:
            producer = actions.NewProducer(" ".join(data["new_name"].split()), data["legal_form"])
        said = {name: data[name] for name in ("name", "description", "words")}
        actions.make_candidate(found, producer=producer, tags=data.get("tags", ()), **said, by=actor, at=clock.now())

    here = reverse("ideas:idea", args=[found.public_id])
    done = "Đã lập tiền sản phẩm. Việc tiếp theo: chọn bộ sản phẩm để biết phiếu chấm và giấy tờ cần có."
    page = FormPage("Lập tiền sản phẩm", found.title, here, "Lập tiền sản phẩm", done, here)
    may = policies.may(actor, found, "make_candidate")
    context = {"typed": typed, "idea": found, "is_cut": len(producers) == MOST_OFFERED}
    return run(request, form, page, act, may, template="ideas/candidate.html", more=context)


def _offered(found: Idea, actor: Actor, typed: str) -> list[Producer]:
    """Producers the person may open a product for: the author's own first, then in Vietnamese order."""
    rows = Producer.objects.visible_to(actor).select_related("unit")
    near = Q(unit_id__in=units_reached([found.unit_id]))
    rows = rows.search(typed) if typed else rows.filter(near | Q(pk=found.producer_id))
    listed = [each for each in rows.order_by("sort_key", "pk")[:MOST_OFFERED] if may_edit(actor, each)]
    return sorted(listed, key=lambda each: each.pk != found.producer_id)
