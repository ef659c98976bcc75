"""The lives of the stamps' keys, for the administrator: which are in use, and closing one by hand."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.traceability import actions, policies
from ocop.cycle.traceability.forms import CloseEpochForm
from ocop.cycle.traceability.keys import has_own_secret, key_check
from ocop.cycle.traceability.models import StampEpoch
from ocop.kit import clock
from ocop.kit.scope import YES
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.web import Request
from ocop.rules.stamps import EPOCHS

TITLE = "Khóa của tem"


@login_required
@require_safe
def epochs(request: Request) -> HttpResponse:
    """Every epoch that began, the newest first, and what the next one will be made from."""
    only_if(policies.may_close_epochs(request.actor))
    rows = list(StampEpoch.objects.select_related("closed_by").order_by("-number"))
    following = rows[0].number + 1 if rows else 0
    context = {
        "title": TITLE,
        "epochs": [(row, row.key_check == key_check(row.number), has_own_secret(row.number)) for row in rows],
        "following": following if following < EPOCHS else None,
        "following_has_secret": following < EPOCHS and has_own_secret(following),
    }
    return render(request, "traceability/epochs.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close_epoch(request: Request, number: int) -> HttpResponse:
    """Closing an epoch by hand, or saying of a closed one that its keys may be known."""
    only_if(policies.may_close_epochs(request.actor))
    found = get_object_or_404(StampEpoch, number=number)
    form = bound(request, CloseEpochForm, initial={"is_doubtful": True})

    def act(data: dict[str, Any]) -> None:
        actions.close_epoch(found, **data, by=request.actor, at=clock.now())

    here = reverse("traceability:epochs")
    page = FormPage(
        f"Đóng kỳ khóa {number}",
        TITLE,
        here,
        "Đóng kỳ khóa",
        "Đã đóng. Tem cấp từ bây giờ thuộc kỳ khóa sau.",
        here,
        "Không mở lại được. Tem đã in vẫn tra được; tem cấp từ nay thuộc kỳ sau. Nếu bí mật của máy chủ đã lộ, "
        "thêm bí mật cho kỳ sau và khởi động lại máy chủ trước khi đóng.",
    )
    return run(request, form, page, act, YES)
