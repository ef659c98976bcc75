"""Records at communes that were split: which of today's communes each lies in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ocop.ground.offices import placing as actions
from ocop.ground.offices import policies
from ocop.ground.offices.forms import PlacingFilter, PlacingForm
from ocop.ground.offices.models import Unit
from ocop.ground.offices.views.access import PER_PAGE, asked, for_officers
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.web import Request


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def placing(request: Request) -> HttpResponse:
    """One split commune's records, those that wait or those placed, and the form that places the chosen ones."""
    if not (may := policies.may_place(request.actor)):
        raise PermissionDenied(may.reason)
    communes = list(Unit.objects.split().select_related("parent").order_by("sort_key"))
    waiting = actions.waiting()
    first = next((each for each in communes if waiting[each.pk]), communes[0] if communes else None)
    filters = PlacingFilter(request.GET, communes=communes, shown=first, waiting=waiting)
    commune = next((each for each in communes if each.code == asked(filters, "xa")), first)
    placed, kind = asked(filters, "viec") == "roi", asked(filters, "loai")
    keys = actions.keys_at(commune, placed=placed, kind=kind) if commune else []
    choices = actions.choices_of(commune) if commune else []
    form = PlacingForm(request.POST or None, choices=choices, placed=placed)
    if request.method == "POST" and commune is not None and form.is_valid():
        everything = form.cleaned_data["tat_ca"]
        marks = [line.mark for line in actions.lines_of(keys)] if everything else form.cleaned_data["chon"]
        try:
            moved = actions.place(marks, commune, form.place(), by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _told(moved, form.place()))
            return redirect(request.get_full_path())
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "filter_form": filters,
        "form": form,
        "commune": commune,
        "communes": communes,
        "choices": choices,
        "placed": placed,
        "page": page,
        "lines": actions.lines_of(page),
        "may_place": may,
    }
    return render(request, "offices/placing.html", context, status=422 if form.errors else 200)


def _told(moved: int, new: Unit | None) -> str:
    if not moved:
        return "Các bản ghi đã chọn đã ở đúng chỗ từ trước, không có gì thay đổi."
    if new is None:
        return f"Đã bỏ phân định {moved} bản ghi. Các bản ghi này lại chờ phân định."
    return f"Đã phân định {moved} bản ghi về {new.full_name}. Chọn nhầm thì mở “Đã phân định” để đổi lại."
