"""States of an activity, an advice case and an uploaded list; groups of kinds and of people."""

from django.db import models

from ocop.rules.workflow import Transition, Workflow

GROUPS: dict[str, str] = {
    "training": "Đào tạo",
    "communication": "Tuyên truyền",
    "trade": "Xúc tiến thương mại",
    "advice": "Tư vấn",
    "science": "Khoa học công nghệ",
    "quality": "Sở hữu trí tuệ và chất lượng",
    "organisation": "Tổ chức sản xuất",
    "design": "Trung tâm thiết kế",
    "other": "Hoạt động khác",
}


class ActivityState(models.TextChoices):
    PLANNED = "planned", "Dự kiến"
    HELD = "held", "Đã tổ chức"
    CANCELLED = "cancelled", "Đã hủy"


S = ActivityState
ACTIVITY_WORKFLOW = Workflow(
    name="activity",
    states=tuple(S),
    transitions=(
        Transition("hold", (S.PLANNED,), S.HELD, who="Cơ quan tổ chức", label="Ghi đã tổ chức"),
        Transition("cancel", (S.PLANNED,), S.CANCELLED, who="Cơ quan tổ chức", label="Hủy"),
        Transition("restore", (S.CANCELLED,), S.PLANNED, who="Cơ quan tổ chức", label="Lập lại"),
    ),
)


class PersonGroup(models.TextChoices):
    """Whom a person who takes part works for; the first three are officials."""

    PROVINCE = "official_province", "Cán bộ cấp tỉnh"
    DISTRICT = "official_district", "Cán bộ cấp huyện"
    COMMUNE = "official_commune", "Cán bộ cấp xã"
    LEADER = "leader", "Lãnh đạo chủ thể"
    MEMBER = "member", "Thành viên, lao động của chủ thể"
    CITIZEN = "citizen", "Người dân, thành phần khác"


OFFICIALS = (PersonGroup.PROVINCE, PersonGroup.DISTRICT, PersonGroup.COMMUNE)

# What a person may not simply say of themselves: it counts for the plan's targets.
VOUCHED_GROUPS = (*OFFICIALS, PersonGroup.LEADER)


class Who(models.TextChoices):
    """What sort of participant a line of a list is."""

    PERSON = "person", "Người"
    PRODUCER = "producer", "Chủ thể"
    PRODUCT = "product", "Sản phẩm"
    OFFICE = "office", "Cơ quan"
    PARTNER = "partner", "Đối tác"


class RecordedBy(models.TextChoices):
    """How a participant came on the list."""

    KEYED = "keyed", "Ghi từng dòng"
    SHEET = "sheet", "Nhập danh sách"
    CODE = "code", "Tự điểm danh bằng mã QR"


class ListState(models.TextChoices):
    """A list waits until all of it is accepted or all of it is dropped."""

    PREVIEW = "preview", "Đang xem trước"
    ACCEPTED = "accepted", "Đã ghi"
    DROPPED = "dropped", "Đã bỏ"


class AdviceState(models.TextChoices):
    OPEN = "open", "Chờ trả lời"
    ANSWERED = "answered", "Đã trả lời"
    CLOSED = "closed", "Đã xong"


V = AdviceState
ADVICE_WORKFLOW = Workflow(
    name="advice",
    states=tuple(V),
    transitions=(
        Transition("answer", (V.OPEN, V.ANSWERED), V.ANSWERED, who="Cơ quan tư vấn", label="Trả lời"),
        Transition("close", (V.ANSWERED,), V.CLOSED, who="Người hỏi", label="Đã đủ"),
        Transition("ask_again", (V.ANSWERED, V.CLOSED), V.OPEN, who="Người hỏi", label="Hỏi thêm"),
    ),
)


class AdviceField(models.TextChoices):
    """What a question is about; who answers it is a line of the consulting team."""

    PROGRAMME = "programme", "Chương trình, hồ sơ, thủ tục"
    PRODUCTION = "production", "Nguyên liệu, sản xuất, môi trường"
    SAFETY = "safety", "Chất lượng, an toàn thực phẩm"
    PROPERTY = "property", "Nhãn hiệu, sở hữu trí tuệ"
    DESIGN = "design", "Bao bì, nhãn, câu chuyện sản phẩm"
    MARKET = "market", "Thị trường, kết nối tiêu thụ"
    TECHNOLOGY = "technology", "Khoa học công nghệ, máy móc"
    ORGANISATION = "organisation", "Hợp tác xã, tổ hợp tác"
    FINANCE = "finance", "Tài chính, kế toán, tín dụng"
    TOURISM = "tourism", "Du lịch cộng đồng"
    OTHER = "other", "Việc khác"


class InvitationState(models.TextChoices):
    INVITED = "invited", "Đã mời"
    ACCEPTED = "accepted", "Nhận lời"
    DECLINED = "declined", "Không tham gia"
    WITHDRAWN = "withdrawn", "Đã rút lời mời"


N = InvitationState
INVITATION_WORKFLOW = Workflow(
    name="invitation",
    states=tuple(N),
    transitions=(
        Transition("accept", (N.INVITED, N.DECLINED), N.ACCEPTED, who="Chủ thể", label="Nhận lời"),
        Transition("decline", (N.INVITED, N.ACCEPTED), N.DECLINED, who="Chủ thể", label="Không tham gia"),
        Transition("withdraw", (N.INVITED, N.ACCEPTED), N.WITHDRAWN, who="Cơ quan mời", label="Rút lời mời"),
        Transition("invite_again", (N.WITHDRAWN, N.DECLINED), N.INVITED, who="Cơ quan mời", label="Mời lại"),
    ),
)


class NeedTopic(models.TextChoices):
    """What officials ask to be trained in (Kế hoạch 124/KH-UBND, II.2)."""

    PROGRAMME = "programme", "Quản lý, triển khai Chương trình"
    CRITERIA = "criteria", "Bộ tiêu chí, đánh giá, phân hạng"
    DOSSIER = "dossier", "Hồ sơ, tư vấn cho chủ thể"
    MARKET = "market", "Xúc tiến thương mại, thương mại điện tử"
    COMMUNITY = "community", "Phát triển cộng đồng, hợp tác xã"
    OTHER = "other", "Nội dung khác"


class NeedState(models.TextChoices):
    OPEN = "open", "Chưa đáp ứng"
    MET = "met", "Đã đáp ứng"
    WITHDRAWN = "withdrawn", "Đã rút"


D = NeedState
NEED_WORKFLOW = Workflow(
    name="training_need",
    states=tuple(D),
    transitions=(
        Transition("meet", (D.OPEN,), D.MET, who="Văn phòng Điều phối tỉnh", label="Ghi đã đáp ứng"),
        Transition("withdraw", (D.OPEN,), D.WITHDRAWN, who="Cơ quan nêu nhu cầu", label="Rút nhu cầu"),
        Transition("reopen", (D.MET,), D.OPEN, who="Văn phòng Điều phối tỉnh", label="Mở lại"),
    ),
)
