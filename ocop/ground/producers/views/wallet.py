"""The evidence wallet and the producer's own products, made for a telephone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ocop.ground.producers import actions, policies
from ocop.ground.producers.forms import NewerPaperForm, PaperForm, ShowPaperForm
from ocop.ground.producers.models import Classification, Paper, Producer, Product
from ocop.ground.producers.sets import criteria_id_on, set_name
from ocop.ground.producers.states import PaperKind, PaperStatus
from ocop.ground.producers.views.scoped import actor_of, paper_or_404, producer_or_404
from ocop.ground.registry.actions import file_document
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.ui.parts import Row

COLOURS = {
    PaperStatus.LASTING: "green",
    PaperStatus.VALID: "green",
    PaperStatus.EXPIRING: "yellow",
    PaperStatus.EXPIRED: "red",
}


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper as the wallet shows it on a day."""

    paper: Paper
    status: str
    colour: str


def line_of(paper: Paper, on: date) -> PaperLine:
    """The state in words: "Còn hạn", "Sắp hết hạn, còn 12 ngày", "Hết hạn"."""
    status = paper.status(on)
    words = str(status.label)
    if status == PaperStatus.EXPIRING:
        left = paper.days_left(on)
        words += f", còn {left} ngày" if left else ", hôm nay là ngày cuối"
    return PaperLine(paper, words, COLOURS[status])


def by_kind(papers: Iterable[Paper], on: date) -> list[tuple[str, list[PaperLine]]]:
    """The papers under the names of their kinds, in the order the kinds are listed."""
    order = {kind: place for place, kind in enumerate(PaperKind.values)}
    ordered = sorted(papers, key=lambda paper: order[paper.kind])
    return [
        (str(PaperKind(kind).label), [line_of(paper, on) for paper in lines])
        for kind, lines in groupby(ordered, key=lambda paper: paper.kind)
    ]


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """ "Sản phẩm của tôi": each producer the person speaks for, its products and its wallet."""
    actor = actor_of(request)
    current = Classification.objects.filter(criteria_id=criteria_id_on(actor.on), is_current=True)
    products = Product.objects.prefetch_related(Prefetch("classifications", current, to_attr="in_force"))
    producers = Producer.objects.represented_by(actor).prefetch_related(
        Prefetch("products", products.order_by("sort_key"))
    )
    papers = list(Paper.objects.current().filter(producer_id__in=actor.producer_ids))
    entries = []
    for producer in producers:
        for product in producer.products.all():
            line = product.in_force[0] if product.in_force else None  # type: ignore[attr-defined]
            product.set_label = set_name(line.criteria_id, line.set_code) if line else ""  # type: ignore[attr-defined]
        own = [paper for paper in papers if paper.producer_id == producer.pk]
        wanting = [paper for paper in own if paper.status(actor.on) in {PaperStatus.EXPIRED, PaperStatus.EXPIRING}]
        entries.append({"producer": producer, "papers": len(own), "wanting": len(wanting)})
    return render(request, "producers/mine.html", {"entries": entries})


@login_required
@require_safe
def wallet(request: HttpRequest, public_id: str) -> HttpResponse:
    actor, producer = actor_of(request), producer_or_404(request, public_id)
    may_file = policies.may_file_papers(actor, producer)
    if not may_file:
        raise Http404
    papers = Paper.objects.in_wallet(producer)
    context = {"producer": producer, "kinds": by_kind(papers, actor.on), "may_file": may_file}
    return render(request, "producers/wallet.html", context)


@login_required
def file_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    actor, producer = actor_of(request), producer_or_404(request, public_id)
    if not policies.may_file_papers(actor, producer):
        raise Http404
    products = producer.products.order_by("sort_key")
    initial = {"kind": request.GET.get("loai", ""), "product": request.GET.get("san-pham", "")}
    form = PaperForm(request.POST or None, request.FILES or None, products=products, today=actor.on, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        product = form.products.get(facts.pop("product"))
        try:
            document = file_document(facts.pop("file"), by=actor, at=clock.now())
            filed = actions.file_paper(
                producer,
                document=document,
                facts=actions.PaperFacts(**facts),
                product=product,
                by=actor,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã lưu “{filed.title}” vào tủ giấy tờ.")
            return redirect("producers:wallet", producer.public_id)
    return render(request, "producers/file_paper.html", {"form": form, "producer": producer})


@login_required
@require_safe
def paper(request: HttpRequest, public_id: str) -> HttpResponse:
    actor, found = actor_of(request), paper_or_404(request, public_id)
    context = {
        "paper": found,
        "line": line_of(found, actor.on),
        "facts": [
            Row("Loại giấy tờ", found.get_kind_display()),
            Row("Dùng cho", found.product.name if found.product else "Cả cơ sở"),
            Row("Số", found.number),
            Row("Nơi cấp", found.issuer),
            Row("Ngày cấp", f"{found.issued_on:%d/%m/%Y}" if found.issued_on else ""),
            Row("Có giá trị đến", f"{found.valid_until:%d/%m/%Y}" if found.valid_until else "Không ghi ngày hết hạn"),
            Row("Người mua thấy", found.get_public_mark_display() or "Không"),
        ],
        "may_change": policies.may_change_paper(actor, found),
        "may_show": policies.may_show_paper(actor, found),
    }
    return render(request, "producers/paper.html", context)


@login_required
@require_safe
def paper_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The scan itself, for those who keep this wallet."""
    return serve(paper_or_404(request, public_id).document, request)


@login_required
def replace_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """A newer paper of the same kind; what seldom changes is filled in from the old one."""
    actor, found = actor_of(request), paper_or_404(request, public_id)
    answer = policies.may_change_paper(actor, found)
    if not answer:
        messages.error(request, answer.reason)
        return redirect("producers:paper", found.public_id)
    initial = {"title": found.title, "issuer": found.issuer}
    form = NewerPaperForm(request.POST or None, request.FILES or None, today=actor.on, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            document = file_document(facts.pop("file"), by=actor, at=clock.now())
            newer = actions.replace_paper(
                found,
                document=document,
                facts=actions.PaperFacts(kind=found.kind, **facts),
                by=actor,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã thay bằng bản mới của “{newer.title}”.")
            return redirect("producers:wallet", found.producer.public_id)
    return render(request, "producers/replace_paper.html", {"form": form, "paper": found})


@login_required
def show_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """An officer who has read the paper says what buyers are told of it."""
    actor, found = actor_of(request), paper_or_404(request, public_id)
    answer = policies.may_show_paper(actor, found)
    if not answer:
        messages.error(request, answer.reason)
        return redirect("producers:paper", found.public_id)
    form = ShowPaperForm(request.POST or None, initial={"mark": found.public_mark})
    if request.method == "POST" and form.is_valid():
        try:
            shown = actions.show_paper(found, mark=form.cleaned_data["mark"], by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            mark = shown.get_public_mark_display()
            messages.success(request, f"Người mua thấy: {mark}." if mark else "Không cho hiện nữa.")
            return redirect("producers:paper", found.public_id)
    return render(request, "producers/show_paper.html", {"form": form, "paper": found})


@login_required
def remove_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks once, then takes the paper out of the wallet."""
    actor, found = actor_of(request), paper_or_404(request, public_id)
    if request.method == "POST":
        try:
            actions.remove_paper(found, by=actor, at=clock.now())
        except Refused as refused:
            messages.error(request, refused.reason)
        else:
            messages.success(request, f"Đã bỏ “{found.title}” khỏi tủ giấy tờ.")
        return redirect("producers:wallet", found.producer.public_id)
    context = {"paper": found, "may_change": policies.may_change_paper(actor, found)}
    return render(request, "producers/remove_paper.html", context)
