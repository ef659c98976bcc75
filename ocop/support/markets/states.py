"""Kinds of partners, points of sale and links to the market, and the states their records go through."""

from django.db import models
from django.utils.translation import gettext_noop as _


class PartnerKind(models.TextChoices):
    RETAILER = "retailer", _("Siêu thị, hệ thống bán lẻ")
    DISTRIBUTOR = "distributor", _("Nhà phân phối")
    MARKETPLACE = "marketplace", _("Sàn thương mại điện tử")
    TOUR_OPERATOR = "tour_operator", _("Doanh nghiệp lữ hành")
    ASSOCIATION = "association", _("Hội, hiệp hội")


class OutletKind(models.TextChoices):
    CENTRE = "centre", _("Trung tâm giới thiệu")
    SHOP = "shop", _("Cửa hàng")
    COUNTER = "counter", _("Quầy tại điểm du lịch")
    DISPLAY = "display", _("Điểm trưng bày")
    SUPERMARKET = "supermarket", _("Siêu thị, trung tâm thương mại")


# At a tourist site these introduce and sell; a display only shows.
SELLING_AT_SITES = (OutletKind.COUNTER, OutletKind.SHOP, OutletKind.CENTRE)


class PlacementBasis(models.TextChoices):
    """Why a product stands where it stands."""

    CONTRACT = "contract", "Hợp đồng cung ứng"
    ORDER = "order", "Mua theo đơn hàng"
    CONSIGNMENT = "consignment", "Ký gửi"
    DISPLAY = "display", "Trưng bày, giới thiệu"


class RecordState(models.TextChoices):
    """A producer proposes; who keeps the register confirms or refuses. Only what is confirmed counts."""

    PROPOSED = "proposed", "Chờ xác nhận"
    CONFIRMED = "confirmed", "Đã xác nhận"
    REFUSED = "refused", "Không nhận"


class LeadState(models.TextChoices):
    OPEN = "open", "Chưa ai trả lời"
    ANSWERED = "answered", "Đã có trả lời"
    WON = "won", "Đã mua bán"
    CLOSED = "closed", "Đã khép lại"


LEADS_RUNNING = (LeadState.OPEN, LeadState.ANSWERED)


class ItemState(models.TextChoices):
    """One product on its way to a marketplace."""

    CHOSEN = "chosen", "Đã chọn"
    SENT = "sent", "Đã gửi sàn"
    ACCEPTED = "accepted", "Sàn đã nhận"
    REFUSED = "refused", "Sàn không nhận"


class ChainStage(models.TextChoices):
    INPUT = "input", "Đầu vào"
    GROWING = "growing", "Nuôi trồng"
    PROCESSING = "processing", "Chế biến"
    PACKING = "packing", "Đóng gói"
    SALE = "sale", "Tiêu thụ"


class FeedbackKind(models.TextChoices):
    LIKED = "liked", "Được ưa chuộng"
    COMPLAINT = "complaint", "Góp ý, phàn nàn"
    WISH = "wish", "Mong muốn"


class CommunityKind(models.TextChoices):
    CRAFT_VILLAGE = "craft_village", "Làng nghề"
    CLUB = "club", "Hội quán"
