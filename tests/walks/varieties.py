"""Pages that look different from others of their kind: what a record is in says how its page looks.

A walk meets the first few pages of a kind; these are opened besides, by name, so that no state goes unseen.
"""

from collections.abc import Callable, Mapping

from django.urls import reverse

from ocop.oversight.reporting.models import ConsolidatedReport, Obligation, Period, PeriodicReturn, ReturnCell
from ocop.oversight.reporting.states import PeriodKind, PeriodState, ReportState, ReturnState, SlipKind
from tests.walks.public_pages import public_pages

RETURNS = PeriodicReturn.objects.order_by("pk")
OF_A_LIST = RETURNS.filter(obligation__period__kind=PeriodKind.LIST)
BY_EXCEPTION = RETURNS.filter(obligation__period__state=PeriodState.CLOSED, slips__kind=SlipKind.UNLOCKED)
WITHDRAWN = RETURNS.filter(obligation__period__state=PeriodState.WITHDRAWN)
EDITED = ConsolidatedReport.objects.filter(edited__isnull=False)


def _page(route: str, record: object) -> str:
    return reverse(f"reporting:{route}", args=[record.public_id])  # type: ignore[attr-defined]


def _return_of(rows: object, office: str = "", route: str = "return") -> str:
    found = rows.filter(obligation__office__name__contains=office)  # type: ignore[attr-defined]
    return _page(route, found[0])


def _typed() -> str:
    return reverse("reporting:typed", args=[ReturnCell.objects.filter(typed__isnull=False).order_by("pk")[0].code])


def _report(state: ReportState, route: str = "report") -> str:
    return _page(route, EDITED.filter(state=state).get())


# Who sees what, and where it is; each is looked up once the province stands.
VARIETIES: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "cán bộ tỉnh": {
        "kỳ đã đóng": lambda: _page("period", Period.objects.filter(state=PeriodState.CLOSED)[0]),
        "kỳ đã rút": lambda: _page("period", Period.objects.filter(state=PeriodState.WITHDRAWN)[0]),
        "kỳ danh sách hằng năm": lambda: _page("period", Period.objects.get(kind=PeriodKind.LIST)),
        "danh sách chưa gửi": lambda: _return_of(OF_A_LIST.filter(state=ReturnState.DRAFT)),
        "danh sách đã gửi": lambda: _return_of(OF_A_LIST.filter(state=ReturnState.SUBMITTED), "Sa Đéc"),
        "gửi muộn theo ngoại lệ": lambda: _return_of(BY_EXCEPTION.filter(state=ReturnState.ACCEPTED)),
        "trả lại để sửa": lambda: _return_of(RETURNS.filter(state=ReturnState.SENT_BACK)),
        "được miễn": lambda: _page("return", Obligation.objects.filter(excused_at__isnull=False)[0].sent),
        "báo cáo của kỳ đã rút": lambda: _return_of(WITHDRAWN),
        "Văn phòng viết cho huyện đã kết thúc": lambda: _return_of(BY_EXCEPTION, "huyện"),
        "viết cho huyện đã kết thúc": lambda: _return_of(BY_EXCEPTION, "huyện", "write"),
        "số nhập tay": _typed,
        "báo cáo tổng hợp gửi bản Word đã sửa": lambda: _report(ReportState.SUBMITTED),
        "bản Word đã sửa có điều cần xem": lambda: _report(ReportState.DRAFT),
        "tải lên bản Word khác": lambda: _report(ReportState.DRAFT, "refill"),
    },
    "cán bộ xã": {
        "danh sách của xã đã gửi": lambda: _return_of(OF_A_LIST, "Tháp Mười"),
        "báo cáo của xã trong kỳ đã rút": lambda: _return_of(WITHDRAWN, "Tháp Mười"),
    },
    "cán bộ sở": {
        "kỳ trước là tổng của hai sở cũ": lambda: _return_of(BY_EXCEPTION, "Môi trường"),
        "viết tiếp hai sở cũ": lambda: _return_of(BY_EXCEPTION, "Môi trường", "write"),
        "báo cáo của sở cũ": lambda: _return_of(RETURNS.filter(state=ReturnState.ACCEPTED), "Phát triển nông thôn"),
    },
    "lãnh đạo": {"báo cáo tổng hợp đã nhận": lambda: _report(ReportState.SUBMITTED)},
}


def varieties(who: str) -> dict[str, str]:
    """Address → what this person is to see there; a visitor sees every public page."""
    if who == "khách":
        return {address: name for name, address in public_pages("vi")}
    return {address(): name for name, address in VARIETIES.get(who, {}).items()}
