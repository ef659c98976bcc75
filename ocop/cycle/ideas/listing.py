"""The list of ideas: on the screen and in Excel; nothing of the authors goes out with it."""

from ocop.cycle.ideas.actions.steps import page_of
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.states import IdeaState
from ocop.ground.producers.states import ProductState
from ocop.kit.clock import local_date
from ocop.kit.ui.listing import CODE, ListColumn


def _product_state(row: Idea) -> str:
    return row.product.get_state_display() if row.product else ""


def _recognised(row: Idea) -> str:
    """How far the product of an idea has come, once it is more than a candidate."""
    is_further = row.product is not None and row.product.state != ProductState.CANDIDATE
    return row.product.get_state_display() if is_further else ""  # type: ignore[union-attr]


COLUMNS = (
    CODE,
    ListColumn(
        "Ý tưởng",
        lambda row: row.title,
        url=page_of,
        note=lambda row: "Dữ liệu mẫu" if row.is_sample else "",
    ),
    ListColumn("Nơi làm", lambda row: row.unit.full_name),
    ListColumn("Nhãn", lambda row: ", ".join(str(each) for each in row.tags.all())),
    ListColumn("Ngày gửi", lambda row: local_date(row.sent_at), kind="date"),
    ListColumn("Nơi trả lời", lambda row: str(row.office)),
    ListColumn("Hạn trả lời", lambda row: row.due_on if row.state == IdeaState.SENT else None, kind="date"),
    ListColumn("Trạng thái", lambda row: row.get_state_display(), tag=lambda row: row.colour, note=_recognised),
    ListColumn(
        "Ngày trả lời",
        lambda row: local_date(row.answered_at) if row.answered_at else None,
        kind="date",
        on_screen=False,
    ),
    ListColumn("Lý do chưa nhận", lambda row: row.get_reason_display() if row.reason else "", on_screen=False),
    ListColumn("Bước của sản phẩm", _product_state, on_screen=False),
    ListColumn("Tên sản phẩm", lambda row: row.product.name if row.product else "", on_screen=False),
)
