"""Legal forms of producers, states of products, kinds of papers in the evidence wallet."""

from django.db import models
from django.utils.translation import gettext_noop as _


class LegalForm(models.TextChoices):
    ENTERPRISE = "enterprise", _("Doanh nghiệp")
    COOPERATIVE = "cooperative", _("Hợp tác xã")
    COOPERATIVE_GROUP = "cooperative_group", _("Tổ hợp tác")
    ESTABLISHMENT = "establishment", _("Cơ sở sản xuất kinh doanh")
    HOUSEHOLD = "household", _("Hộ sản xuất")
    FARM = "farm", _("Trang trại")
    OTHER = "other", _("Hội, hiệp hội, đơn vị khác")


class ProductState(models.TextChoices):
    """A product is a candidate until first recognised; whether that still holds is asked of the dates."""

    CANDIDATE = "candidate", "Tiền sản phẩm OCOP"
    RECOGNISED = "recognised", "Đã được công nhận"
    DISCONTINUED = "discontinued", "Đã ngừng sản xuất"


class Tag(models.TextChoices):
    """What a product may be said to be good for besides its stars.

    Plan 124/KH-UBND II.1, II.2, III.2.1; start-ups and those led by women: III.3.1, IV.4 and footnote 7.
    """

    ECO = "eco", _("Thân thiện môi trường")
    BY_PRODUCT = "by_product", _("Từ phế phẩm, phụ phẩm nông nghiệp")
    TRADITION = "tradition", _("Nghề, giá trị truyền thống")
    NATIVE = "native", _("Tài nguyên, đặc sản bản địa")
    STARTUP = "startup", _("Sản phẩm khởi nghiệp")
    WOMEN_LED = "women_led", _("Phụ nữ làm chủ")


class PublicMark(models.TextChoices):
    """What buyers are told that a paper proves, once an officer who has read it lets it be shown."""

    FOOD_SAFETY = "food_safety", _("An toàn thực phẩm")
    VIETGAP = "vietgap", _("VietGAP")
    GLOBALGAP = "globalgap", _("GlobalGAP")
    ORGANIC = "organic", _("Hữu cơ")
    HACCP = "haccp", _("HACCP")
    ISO_22000 = "iso_22000", _("ISO 22000")
    HALAL = "halal", _("Halal")
    TRADE_MARK = "trade_mark", _("Nhãn hiệu được bảo hộ")
    ORIGIN = "origin", _("Chỉ dẫn địa lý")


class PaperStatus(models.TextChoices):
    """How a paper stands on a day; nothing is stored, the dates say it."""

    LASTING = "lasting", "Không thời hạn"
    VALID = "valid", "Còn hạn"
    EXPIRING = "expiring", "Sắp hết hạn"
    EXPIRED = "expired", "Hết hạn"


class SheetKind(models.TextChoices):
    """Which list a spreadsheet carries."""

    PRODUCERS = "producers", "Danh sách chủ thể"
    PRODUCTS = "products", "Danh sách sản phẩm"


class BatchState(models.TextChoices):
    """An uploaded spreadsheet waits until someone accepts all of it or drops all of it."""

    PREVIEW = "preview", "Đang xem trước"
    ACCEPTED = "accepted", "Đã ghi vào hệ thống"
    DROPPED = "dropped", "Đã bỏ"


class PaperKind(models.TextChoices):
    """What a paper proves, whatever decision asks for it; `LAW_CODES` gives each decision's own code."""

    BUSINESS_REGISTRATION = "business_registration", _("Giấy đăng ký kinh doanh")
    FOOD_SAFETY = "food_safety", _("Giấy chứng nhận đủ điều kiện sản xuất, an toàn thực phẩm")
    RAW_MATERIAL = "raw_material", _("Nguồn gốc nguyên liệu, hợp đồng liên kết")
    ENVIRONMENT = "environment", _("Hồ sơ môi trường")
    LABOUR = "labour", _("Danh sách lao động")
    FINANCE = "finance", _("Báo cáo tài chính, phân loại hợp tác xã")
    ORGANISATION = "organisation", _("Giới thiệu bộ máy tổ chức")
    BUSINESS_PLAN = "business_plan", _("Phương án, kế hoạch kinh doanh")
    INTELLECTUAL_PROPERTY = "intellectual_property", _("Nhãn hiệu, sở hữu trí tuệ")
    MARKET = "market", _("Hợp đồng, chứng từ phân phối")
    PROMOTION = "promotion", _("Quảng bá, xúc tiến thương mại")
    STORY = "story", _("Câu chuyện sản phẩm")
    QUALITY_DECLARATION = "quality_declaration", _("Công bố chất lượng sản phẩm")
    PRODUCT_STANDARD = "product_standard", _("Tiêu chuẩn sản phẩm")
    TEST_REPORT = "test_report", _("Phiếu kiểm nghiệm")
    BARCODE = "barcode", _("Mã số mã vạch, tem truy xuất nguồn gốc")
    QUALITY_SYSTEM = "quality_system", _("Chứng nhận hệ thống quản lý chất lượng")
    QUALITY_PLAN = "quality_plan", _("Kế hoạch kiểm soát chất lượng, hồ sơ lô")
    AWARD = "award", _("Giải thưởng, bình chọn")
    SAMPLE_PHOTO = "sample_photo", _("Ảnh sản phẩm mẫu")
    OTHER = "other", _("Giấy tờ khác")


# The code each decision's list of dossier papers gives a kind (1048: phụ lục hồ sơ; 26/2026: Mẫu số 02).
LAW_CODES: dict[str, dict[str, PaperKind]] = {
    "1048-2019": {
        "D02": PaperKind.BUSINESS_PLAN,
        "D03": PaperKind.ORGANISATION,
        "D04": PaperKind.BUSINESS_REGISTRATION,
        "D05": PaperKind.SAMPLE_PHOTO,
        "D06": PaperKind.FOOD_SAFETY,
        "D07": PaperKind.QUALITY_DECLARATION,
        "D08": PaperKind.PRODUCT_STANDARD,
        "D09": PaperKind.TEST_REPORT,
        "D10": PaperKind.INTELLECTUAL_PROPERTY,
        "D11": PaperKind.RAW_MATERIAL,
        "D12": PaperKind.QUALITY_SYSTEM,
        "D13": PaperKind.ENVIRONMENT,
        "D14": PaperKind.FINANCE,
        "D15": PaperKind.MARKET,
        "D16": PaperKind.STORY,
        "D17": PaperKind.QUALITY_PLAN,
        "D18": PaperKind.AWARD,
    },
    "26-2026": {
        "SMP": PaperKind.SAMPLE_PHOTO,
        "E01": PaperKind.BUSINESS_REGISTRATION,
        "E02": PaperKind.FOOD_SAFETY,
        "E03": PaperKind.RAW_MATERIAL,
        "E04": PaperKind.ENVIRONMENT,
        "E05": PaperKind.LABOUR,
        "E06": PaperKind.FINANCE,
        "E07": PaperKind.INTELLECTUAL_PROPERTY,
        "E08": PaperKind.MARKET,
        "E09": PaperKind.PROMOTION,
        "E10": PaperKind.STORY,
        "E11": PaperKind.QUALITY_DECLARATION,
        "E12": PaperKind.TEST_REPORT,
        "E13": PaperKind.BARCODE,
        "E14": PaperKind.QUALITY_SYSTEM,
        "E15": PaperKind.AWARD,
    },
}
