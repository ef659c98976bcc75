"""Why a dossier may be sent back: a short list with the clause, so that no return goes out without a reason.

The clauses are those of QĐ 26/2026/QĐ-TTg; for dossiers of 1048/2019, whose procedure names no clause in the sources
read, the decision alone is cited.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    key: str
    label: str
    clause: str
    remedy: str


REASONS: tuple[Reason, ...] = (
    Reason(
        "missing_paper",
        "Thiếu giấy tờ",
        "Điều 6 khoản 1 và Mẫu số 02 QĐ 26/2026/QĐ-TTg",
        "Bổ sung giấy tờ còn thiếu.",
    ),
    Reason(
        "unreadable",
        "Ảnh hoặc bản chụp không đọc được",
        "Điều 7 khoản 1 QĐ 26/2026/QĐ-TTg",
        "Chụp lại nơi đủ sáng, phải đọc được số, ngày và con dấu.",
    ),
    Reason(
        "expired",
        "Giấy tờ đã hết hạn",
        "Điều 6 khoản 1 QĐ 26/2026/QĐ-TTg",
        "Nộp giấy còn hạn hoặc giấy hẹn cấp lại.",
    ),
    Reason(
        "wrong_paper",
        "Giấy tờ không đúng nội dung tiêu chí",
        "Mẫu số 02, phần III QĐ 26/2026/QĐ-TTg",
        "Thay bằng giấy tờ chứng minh đúng nội dung tiêu chí này.",
    ),
    Reason(
        "unclear",
        "Nội dung khai chưa rõ hoặc chưa đủ",
        "Mẫu số 01 và Mẫu số 02 QĐ 26/2026/QĐ-TTg",
        "Viết rõ hơn nội dung này.",
    ),
    Reason(
        "mismatch",
        "Nội dung khai không khớp giấy tờ hoặc thực tế",
        "Điều 7 khoản 2 điểm a QĐ 26/2026/QĐ-TTg",
        "Sửa lại cho khớp với giấy tờ và thực tế.",
    ),
    Reason(
        "mark_too_high",
        "Điểm tự chấm chưa có minh chứng",
        "Mẫu số 02, phần III QĐ 26/2026/QĐ-TTg",
        "Bổ sung minh chứng hoặc chọn lại mức đúng với minh chứng đang có.",
    ),
    Reason(
        "samples",
        "Chưa gửi đủ sản phẩm mẫu",
        "Điều 6 khoản 2 QĐ 26/2026/QĐ-TTg",
        "Gửi đủ 05 sản phẩm mẫu đến cơ quan tiếp nhận.",
    ),
    Reason("other", "Lý do khác", "", ""),
)

BY_KEY = {reason.key: reason for reason in REASONS}


def clause_for(reason: Reason, criteria_id: str) -> str:
    """The clause printed on the slip of a dossier of this law."""
    if criteria_id == "26-2026" or not reason.clause:
        return reason.clause
    return "QĐ 1048/QĐ-TTg ngày 21/8/2019" if criteria_id == "1048-2019" else ""
