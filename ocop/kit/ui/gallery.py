"""What `/kit/` shows: every component with Vietnamese text at its worst."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator

from ocop.kit import clock
from ocop.kit import forms as kit
from ocop.kit.charts import chart_bar, chart_line, chart_stack
from ocop.kit.scope import YES, no
from ocop.kit.ui.parts import FiledFile, Happening, Row, Task

WORST_NAME = "NGUYỄN THỊ ẪỄỘ ẶỰ"
WORST_COMPANY = (
    "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN SẢN XUẤT – THƯƠNG MẠI – DỊCH VỤ XUẤT NHẬP KHẨU "
    "NÔNG SẢN THỰC PHẨM NGHIÊNG NGHIỄNG KHUỶU THƯỜNG PHƯỚC ĐỒNG THÁP MƯỜI"
)
WORST_PRODUCT = "Trà gạo lứt, đậu đen xanh lòng và lá sen sấy lạnh – hộp thiếc 250 g"
UNBROKEN = "anh_chup_giay_chung_nhan_co_so_du_dieu_kien_an_toan_thuc_pham_2026_ban_chinh_thuc_cuoi_cung.jpg"


class SampleForm(kit.OcopForm):
    """One field of each kind."""

    full_name = forms.CharField(label="Họ và tên", help_text="Ghi như trên căn cước")
    phone = kit.PhoneField()
    born_on = kit.DateField(label="Ngày cấp giấy chứng nhận")
    mark = kit.DecimalTextField(label="Điểm", minimum=0, maximum=100, unit="điểm", width="4")
    workers = kit.IntegerTextField(label="Số lao động", required=False)
    revenue = kit.MoneyField(label="Doanh thu năm trước")
    legal_form = forms.ChoiceField(
        label="Loại hình",
        choices=[("hh", "Hộ sản xuất, kinh doanh"), ("htx", "Hợp tác xã"), ("dn", WORST_COMPANY)],
        widget=kit.Radios(hints={"htx": "Thành lập theo Luật Hợp tác xã"}),
    )
    has_story = forms.ChoiceField(
        label="Có câu chuyện sản phẩm không?",
        choices=[("co", "Có"), ("khong", "Không")],
        widget=kit.Radios(inline=True),
    )
    channels = forms.MultipleChoiceField(
        label="Nơi bán",
        choices=[("cho", "Chợ, cửa hàng"), ("san", "Sàn thương mại điện tử"), ("xk", "Xuất khẩu")],
        widget=kit.Checkboxes(hints={"san": "Postmart, Tiki, Shopee, Lazada"}),
    )
    unit = forms.ChoiceField(label="Xã, phường", choices=[("", "Chọn"), ("1", "Xã Mỹ Quí"), ("2", "Phường Cao Lãnh")])
    story = forms.CharField(label="Câu chuyện sản phẩm", widget=kit.TextArea(4), help_text="Khoảng 200 chữ")
    agreed = forms.BooleanField(label="Tôi cam đoan những điều khai trên là đúng")


class UploadForm(kit.OcopForm):
    file = kit.PaperField(
        label="Giấy chứng nhận an toàn thực phẩm",
        help_text="Chụp lại giấy chứng nhận, phải đọc được số và ngày. Ảnh hoặc PDF.",
    )


class ScoreForm(kit.OcopForm):
    option = forms.ChoiceField(
        label="A.1.1. Nguồn gốc ý tưởng sản phẩm",
        choices=[
            ("a", "Phát triển dựa trên sản phẩm đã có, quy mô hộ"),
            (
                "b",
                "Ý tưởng mới, nguyên liệu địa phương trên 75 % và bản sắc văn hoá của làng nghề truyền thống",
            ),
            ("c", "Ý tưởng mới, gắn với bản sắc"),
        ],
        widget=kit.ScoreRadios(
            points={"a": 1, "b": Decimal("2.5"), "c": 3}, hints={"b": "Xem hợp đồng mua nguyên liệu"}
        ),
    )


class FilterForm(forms.Form):
    q = forms.CharField(label="Tên sản phẩm hoặc chủ thể", required=False)
    state = forms.ChoiceField(label="Trạng thái", required=False, choices=[("", "Tất cả"), ("moi", "Mới nộp")])
    unit = forms.ChoiceField(label="Xã, phường", required=False, choices=[("", "Tất cả"), ("1", "Xã Mỹ Quí")])


WRONG_ANSWERS = {
    "full_name": "",
    "phone": "12345",
    "born_on": "31/2/2026",
    "mark": "1,234.5",
    "workers": "2,5",
    "revenue": "nhiều",
    "channels": [],
    "story": "Chuyện kể rằng bà " + WORST_NAME,
}


def _tasks() -> list[Task]:
    return [
        Task("Thông tin chủ thể", "#", "Đã xong"),
        Task("Câu chuyện sản phẩm", "#", "Đang làm", "Còn thiếu ảnh người làm ra sản phẩm"),
        Task(
            "Giấy chứng nhận an toàn thực phẩm",
            "#",
            "Cần sửa",
            "Ảnh mờ, không đọc được ngày cấp. Chụp lại cả tờ.",
        ),
        Task(f"Hợp đồng với {WORST_COMPANY}", "#", "Chưa làm"),
        Task("Kiểm tra và nộp", "", "Chưa làm được", "Làm xong các mục trên trước"),
    ]


def _rows(at: datetime) -> list[Row | tuple[Any, ...]]:
    return [
        Row("Chủ thể", WORST_COMPANY, "#"),
        Row("Người đại diện", WORST_NAME, "#"),
        ("Sản phẩm", WORST_PRODUCT),
        Row("Nơi bán", ["Chợ Cao Lãnh", "postmart.vn"], "#"),
        ("Số tài khoản", ""),
        ("Ngày nộp", at.date().strftime("%d/%m/%Y")),
    ]


def _files() -> list[FiledFile]:
    return [
        FiledFile(UNBROKEN, "#", "saved", "1,8 MB", "Đã lưu 14:05", remove_url="/kit/", replace_url="#"),
        FiledFile("so-do-quy-trinh.pdf", state="loading", message="Đang tải lên, xin đợi…"),
        FiledFile("hop-dong.docx", state="error", message="Tệp Word chưa nhận được. Hãy lưu thành PDF rồi tải lại."),
    ]


def _charts() -> dict[str, Any]:
    return {
        "bar": chart_bar(
            "Hồ sơ theo nhóm sản phẩm",
            [("Thực phẩm", 1284), ("Đồ uống", 312), (WORST_COMPANY.capitalize(), 77), ("Sinh vật cảnh", 0)],
            "hồ sơ",
        ),
        "stack": chart_stack(
            "Sản phẩm theo hạng sao và năm",
            ["3 sao", "4 sao", "5 sao"],
            [("2019", (47, 23, 0)), ("2020", (65, 34, 4)), ("2026", (120, 61, 7))],
            "sản phẩm",
        ),
        "line": chart_line(
            "Doanh thu của sản phẩm OCOP",
            ["2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"],
            [
                ("Toàn tỉnh", [120, 180, None, 260, Decimal("310.5"), 380, 420, 505]),
                ("Sàn trực tuyến", [0, 4, 10, 22, 40, 75, 90, 131]),
            ],
            "tỷ đồng",
        ),
    }


def gallery_context() -> dict[str, Any]:
    """Everything the gallery page draws."""
    at = clock.now()
    today = at.date()
    wrong = SampleForm({f"sai-{name}": value for name, value in WRONG_ANSWERS.items()}, prefix="sai")
    return {
        "form": SampleForm(initial={"revenue": 1_250_000_000, "mark": Decimal("85.5"), "born_on": today}),
        "wrong": wrong,
        "upload_form": UploadForm(prefix="tep"),
        "score_form": ScoreForm(initial={"option": "b"}, prefix="cham"),
        "filter_form": FilterForm({"q": "ẫễộ"}),
        "files": _files(),
        "tasks": _tasks(),
        "rows": _rows(at),
        "happenings": [
            Happening(at, "Trả lại hồ sơ", WORST_NAME, "Giấy chứng nhận hết hạn.\nXin bổ sung giấy mới."),
            Happening(at - timedelta(days=3), "Nộp hồ sơ", "Hợp tác xã Ngọc Phụng"),
        ],
        "page": Paginator(range(500), 20).get_page(7),
        "days": [today + timedelta(days=days) for days in (-12, 0, 2, 30)],
        "ranks": [0, 1, 3, 4, 5],
        "colours": ["grey", "blue", "teal", "green", "yellow", "orange", "red", "magenta", "purple"],
        "yes": YES,
        "refusal": no("Còn thiếu 2 giấy tờ bắt buộc. Tải lên ở mục “Minh chứng” rồi quay lại nộp."),
        "now": at,
        "company": WORST_COMPANY,
        "person": WORST_NAME,
        "product": WORST_PRODUCT,
        "charts": _charts(),
        "sample_banner": True,
        "form_has_errors": True,
        "navigation": _navigation(),
    }


def _navigation() -> list[dict[str, Any]]:
    return [
        {"label": "Việc cần làm", "url": "#", "current": True, "count": 12},
        {"label": "Hồ sơ", "url": "#"},
        {"label": "Hội đồng đánh giá", "url": "#"},
        {"label": "Sản phẩm, chủ thể", "url": "#"},
        {"label": "Quyết định công nhận", "url": "#"},
        {"label": "Đơn vị", "url": "#"},
    ]
