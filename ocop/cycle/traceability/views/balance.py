"""Stamps against goods and capacity: the list of what does not go together, and one product over its years."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.traceability import actions, policies
from ocop.cycle.traceability.balance import FIRST_STAMPS, Balance, balances, seen_by, years_looked_at
from ocop.cycle.traceability.forms import BalanceFilter, CapacityForm, ReviewForm
from ocop.cycle.traceability.listing import BALANCES
from ocop.cycle.traceability.views.scoped import reader
from ocop.ground.producers.models import Product
from ocop.kit import clock
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.ui.listing import page_of, sheet_of, table_of
from ocop.kit.web import Request

TITLE = "Cân đối tem và hàng"
LEAD = (
    "Tem đã lấy, hàng đã ghi lô và công suất chủ thể khai, từng năm. "
    "Không khớp là để hỏi lại chủ thể; phần mềm không chặn việc nào."
)


def _found(request: Request) -> tuple[BalanceFilter, list[Balance]]:
    actor, form = reader(request), BalanceFilter(request.GET)
    form.is_valid()
    said = form.cleaned_data
    products = seen_by(actor)
    if words := said.get("q"):
        products = products.filter(pk__in=Product.objects.search(words).values("pk"))
    wanted = said.get("dau_hieu")
    year = said.get("nam")
    rows = balances(products, [year] if year else years_looked_at(actor.on), actor.on)
    if wanted != "tat-ca":
        rows = [row for row in rows if (wanted in row.signs if wanted else row.signs)]
        rows = [row for row in rows if said.get("xem_xet") or not row.is_reviewed]
    return form, rows


@login_required
@require_safe
def balance(request: Request) -> HttpResponse:
    """The products whose stamps, goods and capacity do not go together, of a year or of the last ones."""
    form, rows = _found(request)
    page = page_of(request, rows)
    context = {
        "title": TITLE,
        "lead": LEAD,
        "crumbs": ("Tem truy xuất", reverse("traceability:ranges")),
        "filter_form": form,
        "export_url": reverse("traceability:balance_sheet"),
        "noun": "sản phẩm",
        "page": page,
        "table": table_of(TITLE, BALANCES, page),
        "empty_words": "Không có sản phẩm nào như vậy. Chọn năm khác hoặc “Tất cả sản phẩm” để xem thêm.",
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def balance_sheet(request: Request) -> HttpResponse:
    """The same rows as a workbook."""
    _, rows = _found(request)
    return sheet_of("can-doi-tem", "Cân đối", BALANCES, rows, request.actor.on)


@login_required
@require_safe
def product_balance(request: Request, public_id: str) -> HttpResponse:
    """One product over the last years, with what was declared and what officers found."""
    product, actor = _product_or_404(request, public_id), request.actor
    context = {
        "title": TITLE,
        "product": product,
        "years": balances([product], years_looked_at(actor.on), actor.on),
        "capacities": product.capacities.select_related("said_by"),
        "reviews": product.balance_reviews.select_related("by"),
        "may_declare": policies.may_make_batch(actor, product),
        "may_review": policies.may_review_balances(actor),
    }
    return render(request, "traceability/product_balance.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declare_capacity(request: Request, public_id: str) -> HttpResponse:
    """Saying how much of a product can be made a year."""
    product, actor = _product_or_404(request, public_id), request.actor
    may = policies.may_make_batch(actor, product)
    only_if(may)
    form = bound(request, CapacityForm, initial={"from_year": actor.on.year})

    def act(data: dict[str, Any]) -> None:
        actions.declare_capacity(product, **data, by=actor, at=clock.now())

    intro = "Số gói làm được khi nhà xưởng, máy, người làm và nguyên liệu như hiện nay. Mở rộng thì khai lại từ năm ấy."
    page = _page(product, "Khai công suất", "Lưu công suất", "Đã lưu công suất.", intro)
    return run(request, form, page, act, may)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request, public_id: str, year: int) -> HttpResponse:
    """Noting what came of looking at a product's year."""
    product, actor = _product_or_404(request, public_id), request.actor
    may = policies.may_review_balances(actor)
    only_if(may)
    if not FIRST_STAMPS <= year <= actor.on.year:
        raise Http404
    form = bound(request, ReviewForm)
    (found,) = balances([product], [year], actor.on)

    def act(data: dict[str, Any]) -> None:
        actions.review_balance(product, year=year, **data, by=actor, at=clock.now())

    page = _page(product, f"Xem xét năm {year}", "Ghi kết quả", "Đã ghi kết quả xem xét.", " ".join(found.words))
    return run(request, form, page, act, may)


def _product_or_404(request: Request, public_id: str) -> Product:
    found: Product = get_object_or_404(seen_by(reader(request)), public_id=public_id)
    return found


def _page(product: Product, title: str, submit: str, done: str, intro: str = "") -> FormPage:
    here = reverse("traceability:product_balance", args=[product.public_id])
    return FormPage(title, product.name, here, submit, done, here, intro)
