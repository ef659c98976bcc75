"""What may be done with a record besides changing it: for each register its acts, each with its form and its policy."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ocop.kit.scope import Actor, Answer, no
from ocop.support.markets import actions, policies
from ocop.support.markets.forms import acts as forms
from ocop.support.markets.models import OnboardingList, TouristSite, ValueChain
from ocop.support.markets.states import ItemState, RecordState


@dataclass(frozen=True)
class Act:
    """One act: its address, the words of its button and page, who may, what is asked, done, and said after."""

    slug: str
    label: str
    help: str
    form: type[forms.ActForm]
    may: Callable[[Actor, Any], Answer]
    run: Callable[[Any, dict[str, Any], Actor, datetime], object]
    done: str
    variant: str = ""
    fits: Callable[[Any], bool] = lambda record: True
    initial: Callable[[Any], dict[str, Any]] = lambda record: {}


def _proposed(record: Any) -> bool:
    return bool(record.state == RecordState.PROPOSED)


CONFIRM = Act(
    "xac-nhan",
    "Xác nhận đề nghị",
    "Sau khi xác nhận, bản ghi được tính vào các con số của tỉnh.",
    forms.NothingForm,
    policies.may_settle,
    lambda record, typed, by, at: actions.settle(record, accepted=True, by=by, at=at),
    "Đã xác nhận.",
    fits=_proposed,
)
REFUSE = Act(
    "khong-nhan",
    "Không nhận",
    "Chủ thể đọc được lý do này.",
    forms.ReasonForm,
    policies.may_settle,
    lambda record, typed, by, at: actions.settle(record, accepted=False, why=typed["why"], by=by, at=at),
    "Đã ghi không nhận.",
    variant="secondary",
    fits=_proposed,
)


def _may_list_large(actor: Actor, site: Any) -> Answer:
    return policies.may_keep(actor, TouristSite)


def _is_large(site: Any) -> bool:
    return any(span.valid_to is None for span in site.large_spans.all())


def _may_send(actor: Actor, entry: Any) -> Answer:
    if not entry.items.filter(state=ItemState.CHOSEN).exists():
        return no("Mọi sản phẩm của danh sách đã được gửi.")
    return policies.may_keep(actor, OnboardingList)


def _may_settle_items(actor: Actor, entry: Any) -> Answer:
    if not entry.items.filter(state=ItemState.SENT).exists():
        return no("Chưa có sản phẩm nào đang chờ sàn trả lời.")
    return policies.may_keep(actor, OnboardingList)


ACTS: dict[str, tuple[Act, ...]] = {
    "cung-ung": (CONFIRM, REFUSE),
    "gian-hang": (
        CONFIRM,
        REFUSE,
        Act(
            "kiem-tra",
            "Ghi kết quả kiểm tra",
            "Mở trang bán, ghi đúng giá và hạng sao đang hiện trên trang.",
            forms.CheckForm,
            policies.may_check,
            lambda record, typed, by, at: actions.check_listing(
                record,
                still_there=typed["still"] == "con",
                price=typed["price"],
                claimed_stars=typed["claimed_stars"],
                by=by,
                at=at,
            ),
            "Đã ghi kết quả kiểm tra.",
            fits=lambda record: record.state == RecordState.CONFIRMED and record.ends_on is None,
            initial=lambda record: {"still": "con", "price": record.price, "claimed_stars": record.claimed_stars},
        ),
    ),
    "hop-dong": (
        CONFIRM,
        REFUSE,
        Act(
            "gia-han",
            "Gia hạn",
            "Hợp đồng mới nối tiếp hợp đồng này, cùng chủ thể, bên mua và sản phẩm.",
            forms.RenewForm,
            policies.may_renew,
            lambda record, typed, by, at: actions.renew_contract(record, typed, by=by, at=at),
            "Đã ghi hợp đồng gia hạn.",
            fits=lambda record: not _proposed(record) and not hasattr(record, "renewed_by"),
            initial=lambda record: {"volume": record.volume, "value": record.value},
        ),
        Act(
            "cham-dut",
            "Ghi chấm dứt sớm",
            "Sản phẩm theo hợp đồng thôi tính là đang bán từ ngày sau.",
            forms.EndForm,
            policies.may_end,
            lambda record, typed, by, at: actions.end_contract(record, on=typed["on"], why=typed["why"], by=by, at=at),
            "Đã ghi chấm dứt hợp đồng.",
            variant="warning",
            fits=lambda record: record.state == RecordState.CONFIRMED and record.ended_early_on is None,
        ),
    ),
    "nhu-cau": (
        Act(
            "tra-loi",
            "Trả lời",
            "Cán bộ thị trường và bên mua sẽ liên hệ lại theo thông tin của chủ thể trong hệ thống.",
            forms.AnswerForm,
            policies.may_answer,
            lambda record, typed, by, at: actions.answer_lead(record, **typed, by=by, at=at),
            "Đã ghi trả lời.",
        ),
        Act(
            "ket-qua",
            "Ghi kết quả",
            "Sau khi ghi, nhu cầu được khép lại.",
            forms.CloseForm,
            policies.may_close,
            lambda record, typed, by, at: actions.close_lead(
                record, won=typed["outcome"] == "won", why=typed["why"], by=by, at=at
            ),
            "Đã ghi kết quả.",
            variant="secondary",
        ),
    ),
    "diem-du-lich": (
        Act(
            "diem-lon",
            "Đưa vào danh sách điểm lớn",
            "Kế hoạch muốn mỗi điểm du lịch lớn có một quầy OCOP; danh sách điểm lớn do tỉnh giữ.",
            forms.LargeForm,
            _may_list_large,
            lambda record, typed, by, at: actions.list_as_large(
                record, since=typed["since"], why=typed["why"], by=by, at=at
            ),
            "Đã đưa vào danh sách điểm du lịch lớn.",
            fits=lambda record: not _is_large(record),
        ),
        Act(
            "thoi-diem-lon",
            "Đưa ra khỏi danh sách điểm lớn",
            "Những ngày trước đó vẫn tính là điểm lớn.",
            forms.NoLongerLargeForm,
            _may_list_large,
            lambda record, typed, by, at: actions.take_off_large(
                record, on=typed["on"], why=typed["why"], by=by, at=at
            ),
            "Đã đưa ra khỏi danh sách điểm du lịch lớn.",
            variant="warning",
            fits=_is_large,
        ),
    ),
    "chuoi": (
        Act(
            "mat-xich",
            "Thêm mắt xích",
            "Mỗi mắt xích là một chủ thể hoặc một đối tác ở một khâu.",
            forms.LinkForm,
            lambda actor, chain: policies.may_keep(actor, ValueChain),
            lambda record, typed, by, at: actions.add_link(record, **typed, by=by, at=at),
            "Đã thêm mắt xích.",
        ),
    ),
    "len-san": (
        Act(
            "gui",
            "Ghi đã gửi sàn",
            "Các sản phẩm chưa gửi được ghi là đã gửi hôm nay.",
            forms.NothingForm,
            _may_send,
            lambda record, typed, by, at: actions.send_list(record, by=by, at=at),
            "Đã ghi gửi sàn.",
        ),
        Act(
            "san-tra-loi",
            "Ghi sàn trả lời",
            "Chọn các sản phẩm có cùng một câu trả lời.",
            forms.ItemsForm,
            _may_settle_items,
            lambda record, typed, by, at: actions.settle_items(
                record,
                [int(each) for each in typed["items"]],
                accepted=typed["outcome"] == ItemState.ACCEPTED,
                note=typed["note"],
                by=by,
                at=at,
            ),
            "Đã ghi trả lời của sàn.",
            variant="secondary",
        ),
    ),
}


def acts_for(slug: str, record: Any) -> list[Act]:
    """The acts that make sense for a record as it stands."""
    return [act for act in ACTS.get(slug, ()) if act.fits(record)]
