"""Edited Word files that are not taken: of another report, or with changes and comments nobody settled."""

from ocop.oversight.reporting.edits.held import codes_of
from ocop.oversight.reporting.models import ConsolidatedReport
from ocop.oversight.reporting.papers.word import Inside, PaperError

NOT_OURS = "Hãy chọn tệp .docx tải từ trang của báo cáo này rồi sửa lời văn trên tệp đó."
SETTLE = (
    "Nơi nhận sẽ đọc được. Trong Word mở thẻ Xem lại (Review): chấp nhận hoặc từ chối mọi thay đổi, tắt theo dõi thay "
    "đổi, xóa mọi bình luận, lưu rồi gửi lại."
)


def refuse(report: ConsolidatedReport, inside: Inside) -> None:
    """Raise `PaperError` for the file of another report, for one that shows in no way to be of this one, and for one
    with tracked changes or comments left in it.
    """
    if inside.identity is not None:
        if inside.identity.mark != report.public_id:
            other = ConsolidatedReport.objects.filter(public_id=inside.identity.mark).select_related("period").first()
            whose = f"“{other}”" if other is not None else "một báo cáo khác"
            raise PaperError(f"Tệp Word này là của {whose}, không phải của “{report}”. {NOT_OURS}")
    elif not inside.codes & codes_of(report):
        raise PaperError(f"Tệp Word này không mang dấu của báo cáo và không có ô số liệu nào của nó. {NOT_OURS}")
    left = [f"{inside.changes} chỗ sửa đang được theo dõi (Track Changes)"] * bool(inside.changes)
    left += [f"{inside.comments} bình luận"] * bool(inside.comments)
    if left:
        raise PaperError(f"Tệp còn {' và '.join(left)}. {SETTLE}")
