"""Where a dossier stands on its way, who acts next, and by when."""

from dataclasses import dataclass
from datetime import date, datetime

from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import DossierState as S


@dataclass(frozen=True, slots=True)
class Step:
    """One station: `state` is done, now or ahead."""

    title: str
    who: str
    state: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """`next_who` acts next, until `next_by` where the law gives a day; `sentence` says it in one breath."""

    steps: tuple[Step, ...]
    next_who: str
    next_by: date | None
    sentence: str


_STATION = {
    S.DRAFT: 0,
    S.RETURNED: 0,
    S.LODGED: 1,
    S.FORWARDED: 2,
    S.ACCEPTED: 3,
    S.EVALUATING: 3,
    S.CONCLUDED: 4,
    S.REFERRED: 4,
    S.RECOGNISED: 5,
    S.NOT_RECOGNISED: 5,
    S.WITHDRAWN: 5,
}


def journey_of(dossier: Dossier) -> Journey:
    """The stations of a dossier with what has happened; asks the database nothing."""
    at = _STATION[S(dossier.state)]
    office = str(dossier.reading_office) if dossier.reading_office else "Cơ quan tiếp nhận"
    stations = (
        ("Nộp hồ sơ", "Anh/chị", dossier.lodged_at),
        ("Kiểm tra hồ sơ", office, dossier.forwarded_at),
        ("Tỉnh tiếp nhận", "Văn phòng Điều phối nông thôn mới tỉnh", dossier.accepted_at),
        ("Hội đồng đánh giá", "Hội đồng đánh giá cấp tỉnh", dossier.concluded_at),
        ("Quyết định", "Trung ương" if dossier.state == S.REFERRED else "Chủ tịch UBND tỉnh", None),
    )
    steps = tuple(
        Step(title, who, "done" if index < at else "now" if index == at else "ahead", when if index < at else None)
        for index, (title, who, when) in enumerate(stations)
    )
    who, by, sentence = _next(dossier, office)
    return Journey(steps, who, by, sentence)


def _next(dossier: Dossier, office: str) -> tuple[str, date | None, str]:
    state, due, meeting = S(dossier.state), dossier.due_on, dossier.round.meeting_due
    if state == S.LODGED:
        term = f", chậm nhất ngày {due:%d/%m/%Y} (15 ngày làm việc)" if due else ""
        return office, due, f"{office} kiểm tra hồ sơ{term}. Cần bổ sung gì, cơ quan sẽ báo cho anh/chị."
    if state == S.FORWARDED:
        return "Văn phòng Điều phối tỉnh", None, "Văn phòng Điều phối tỉnh kiểm tra và tiếp nhận hồ sơ."
    if state in (S.ACCEPTED, S.EVALUATING):
        return "Hội đồng", meeting, f"Hội đồng cấp tỉnh đánh giá, xong trước ngày {meeting:%d/%m/%Y}."
    if state == S.CONCLUDED:
        return "Chủ tịch UBND tỉnh", None, "Hội đồng đã kết luận. Chủ tịch UBND tỉnh xem xét, quyết định."
    if state == S.REFERRED:
        return "Trung ương", None, "Hồ sơ từ 90 điểm đã được trình Trung ương đánh giá 5 sao."
    if state == S.RECOGNISED and dossier.round.is_trial:
        return "", None, "Đợt thử đã xong. Kết quả là bản thử, không có giá trị: sao thật của sản phẩm không thay đổi."
    if state == S.RECOGNISED:
        return "", None, "Sản phẩm đã được công nhận."
    if state == S.NOT_RECOGNISED:
        return "", None, "Sản phẩm chưa đạt hạng được công nhận. Anh/chị có thể lập hồ sơ cho đợt sau."
    if state == S.WITHDRAWN:
        return "", None, "Anh/chị đã rút hồ sơ này."
    return "Anh/chị", None, "Anh/chị hoàn thiện rồi nộp hồ sơ."
