"""Where money comes from, which programmes are integrated, what a community gives, and how a proposal goes."""

from django.db import models

from ocop.rules.workflow import Transition, Workflow


class Source(models.TextChoices):
    """Where money comes from (Kế hoạch 124/KH-UBND, I.4, III.3.4, III.3.10)."""

    CENTRAL = "central", "Ngân sách Trung ương"
    LOCAL = "local", "Ngân sách địa phương"
    INTEGRATED = "integrated", "Lồng ghép từ chương trình khác"
    COMMUNITY = "community", "Cộng đồng đóng góp"
    CREDIT = "credit", "Tín dụng"
    OTHER = "other", "Vốn khác"


class Programme(models.TextChoices):
    """The six programmes whose money is integrated (Kế hoạch 124/KH-UBND, III.3.10)."""

    SCIENCE = "science", "Sự nghiệp khoa học và công nghệ"
    INDUSTRY = "industry", "Chương trình khuyến công"
    TRADE = "trade", "Xúc tiến thương mại"
    TOURISM = "tourism", "Phát triển du lịch"
    RESTRUCTURING = "restructuring", "Đề án tái cơ cấu ngành nông nghiệp"
    DISTRICTS = "districts", "Ngân sách các huyện, thành phố"


class ContributionKind(models.TextChoices):
    """What a community gives (Kế hoạch 124/KH-UBND, III.3.4)."""

    MONEY = "money", "Tiền vốn"
    LAND = "land", "Đất đai"
    LABOUR = "labour", "Sức lao động"
    MATERIALS = "materials", "Nguyên vật liệu"
    TECHNOLOGY = "technology", "Công nghệ"


class ProposalState(models.TextChoices):
    DRAFT = "draft", "Đang soạn"
    SENT = "sent", "Đã trình"
    ANSWERED = "answered", "Đã trả lời"


class ProposalAnswer(models.TextChoices):
    AGREED = "agreed", "Thống nhất bố trí"
    PARTLY = "partly", "Bố trí một phần"
    REFUSED = "refused", "Chưa bố trí"


PROPOSAL_WORKFLOW = Workflow(
    name="proposal",
    states=tuple(ProposalState),
    transitions=(
        Transition("send", (ProposalState.DRAFT,), ProposalState.SENT, who="Cơ quan đề nghị", label="Trình"),
        Transition("answer", (ProposalState.SENT,), ProposalState.ANSWERED, who="Ủy ban nhân dân", label="Trả lời"),
    ),
)
