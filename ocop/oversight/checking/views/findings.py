"""What a check found, its numbers, the same as Excel."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.ui.listing import XLSX, ListColumn, page_of, sheet_of, table_of
from ocop.kit.web import Request
from ocop.oversight.checking import actions, policies
from ocop.oversight.checking.cards import cards_of, value_words
from ocop.oversight.checking.held import claims_of, numbers_of, unclaimed
from ocop.oversight.checking.models import Check
from ocop.oversight.checking.views.making import checker
from ocop.oversight.checking.workbook import write_workbook
from ocop.rules.consistency import Printed, said


def found_check(request: Request, public_id: str) -> Check:
    """The check of an address, when the person may read it; 404 otherwise."""
    visible: Any = Check.objects.visible_to(checker(request))
    return get_object_or_404(visible.select_related("made_by"), public_id=public_id)  # type: ignore[no-any-return]


@login_required
@require_safe
def check(request: Request, public_id: str) -> HttpResponse:
    """What does not agree: what must be mended first, then what needs a note, then what agrees."""
    record = found_check(request, public_id)
    cards, claims = cards_of(record), claims_of(record)
    disagreeing = [each for each in cards if each.result.finding]
    blocking = [each for each in disagreeing if each.result.blocks]
    noted = [each for each in disagreeing if not each.result.blocks]
    unsolved = [each for each in cards if each.result.problem]
    context = {
        "check": record,
        "groups": [
            ("Phải sửa", "Phép tính cho ra số khác.", blocking),
            ("Cần giải trình", "Phép tính không quyết được: giải trình, hoặc sửa.", noted),
            ("Chưa tính được", "Con số thiếu giá trị, ngày hoặc danh sách tên.", unsolved),
        ],
        "found": len(disagreeing),
        "agreeing": [each for each in cards if each.result.agrees],
        "confirmed": len(cards),
        "waiting": sum(not each.is_confirmed for each in claims),
        "unclaimed": len(unclaimed(numbers_of(record), claims, confirmed=True)),
        "may": policies.may_change(request.actor, record),
    }  # fmt: skip
    return render(request, "checking/check.html", context)


FINDING_COLUMNS = (
    ListColumn("Mức", lambda card: card.weight),
    ListColumn("Phép kiểm", lambda card: card.kind.name),
    ListColumn("Số được nói đến", lambda card: said(card.subject)),
    ListColumn("Các số phải khớp", lambda card: "; ".join(said(each) for each in card.others)),
    ListColumn("Không khớp thế nào", lambda card: card.words),
    ListColumn("Lẽ ra", lambda card: card.right),
    ListColumn("Giải trình", lambda card: card.held.note),
    ListColumn("Chữ trong văn bản", lambda card: card.held.because),
)


@login_required
@require_safe
def findings_sheet(request: Request, public_id: str) -> HttpResponse:
    """What does not agree as a workbook, in the order of the page."""
    record = found_check(request, public_id)
    cards = [each for each in cards_of(record) if not each.result.agrees]
    cards.sort(key=lambda each: (bool(each.result.problem), not each.result.blocks))
    return sheet_of(
        f"kiem-tra-so-lieu-{record.public_id}", "Không khớp", FINDING_COLUMNS, cards, clock.today(), title=record.name
    )


@login_required
@require_safe
def download(request: Request, public_id: str) -> HttpResponse:
    """Numbers and confirmed claims in the layout of the template, to be mended and sent again."""
    record = found_check(request, public_id)
    confirmed = [each for each in claims_of(record) if each.is_confirmed]
    content = write_workbook(list(numbers_of(record).values()), confirmed)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="so-va-phep-kiem-{record.public_id}.xlsx"'
    return response


@login_required
@require_safe
def numbers(request: Request, public_id: str) -> HttpResponse:
    """Every number that was read; with `?chua=1` those no confirmed claim speaks of."""
    record = found_check(request, public_id)
    every = numbers_of(record)
    without = unclaimed(every, claims_of(record), confirmed=True)
    only = request.GET.get("chua") == "1"
    page = page_of(request, without if only else list(every.values()))
    may = policies.may_change(request.actor, record)

    def change(number: Printed) -> str:
        return reverse("checking:change_number", args=[record.public_id, number.id]) if may else ""

    lacking = {each.id for each in without}
    columns = (
        ListColumn("Nội dung", lambda number: number.label, url=change),
        ListColumn("Giá trị", value_words),
        ListColumn("Đơn vị", lambda number: number.unit),
        ListColumn("Chỗ in", lambda number: number.where),
        ListColumn("Phép kiểm", lambda number: "Chưa có" if number.id in lacking else "Có"),
    )
    context = {
        "check": record,
        "page": page,
        "table": table_of("Các con số", columns, page),
        "only": only,
        "without": len(without),
        "every": len(every),
        "may": may,
    }
    return render(request, "checking/numbers.html", context)


@login_required
@require_POST
def remove(request: Request, public_id: str) -> HttpResponse:
    """Take the check away for good."""
    record = found_check(request, public_id)
    try:
        actions.remove(record, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("checking:check", record.public_id)
    messages.success(request, f"Đã xóa lần kiểm tra “{record.name}”.")
    return redirect("checking:checks")
