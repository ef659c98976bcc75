"""The half-year report of Đồng Tháp as the coordination office writes it: a small one, and one of any size."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ocop.kit.text.numbers import format_number
from ocop.oversight.reporting.papers.document import (
    Annex,
    Block,
    Bound,
    Chart,
    Column,
    Heading,
    Letterhead,
    List,
    Note,
    Paragraph,
    Report,
    Signature,
    Table,
    Text,
    words,
)

DAY = date(2026, 6, 5)
ALPHABET = "ACDEFHJKMNPQRTUVWXY34679"


def code(number: int) -> str:
    letters = "".join(ALPHABET[number // 24**place % 24] for place in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def bound(key: str, number: int | Decimal, unit: str = "", name: str = "", base: str = "", text: str = "") -> Bound:
    return Bound(
        key, text or format_number(number), code(sum(map(ord, key)) * 7919), unit, base, name or key, DAY, number
    )


PRODUCERS = bound("chu_the", 63, "chủ thể", "Chủ thể có sản phẩm được công nhận còn hiệu lực")
PRODUCTS = bound("san_pham", 99, "sản phẩm", "Sản phẩm OCOP được công nhận còn hiệu lực")
FOOD_SHARE = bound(
    "ty_le_thuc_pham", Decimal("75.76"), "%", "Tỷ lệ sản phẩm ngành thực phẩm", "75 trong 99 sản phẩm", "75,76%"
)
STARS = Table(
    "Bảng 1. Sản phẩm theo hạng sao và năm công nhận",
    (
        Column("Năm", width=10),
        Column("3 sao", "number", "Hạng sao", sums=True),
        Column("4 sao", "number", "Hạng sao", sums=True),
        Column("Cộng", "number", sums=True),
    ),
    tuple(
        (
            Text(str(year)),
            bound(f"sao3_{year}", three, name=f"Sản phẩm 3 sao công nhận năm {year}"),
            bound(f"sao4_{year}", four, name=f"Sản phẩm 4 sao công nhận năm {year}"),
            bound(f"sao_{year}", three + four, name=f"Sản phẩm công nhận năm {year}"),
        )
        for year, three, four in ((2019, 20, 4), (2020, 27, 14), (2021, 18, 16))
    ),
    (Text("Cộng"), bound("sao3", 65), bound("sao4", 34), replace(PRODUCTS)),
    note="một sản phẩm được tính theo lần công nhận sau cùng.",
    source="quyết định công nhận trên hệ thống, tính đến ngày 05/6/2026.",
    unit="sản phẩm",
)
PLACES = Table(
    "Biểu 2. Sản phẩm, chủ thể theo huyện, thành phố",
    (
        Column("TT", width=5),
        Column("Huyện, thành phố", width=24),
        Column("Sản phẩm", "number", sums=True),
        Column("Doanh nghiệp", "number", "Chủ thể", sums=True),
        Column("Hợp tác xã", "number", "Chủ thể", sums=True),
        Column("Tổ hợp tác", "number", "Chủ thể", sums=True),
        Column("Cơ sở, hộ", "number", "Chủ thể", sums=True),
        Column("Tỷ lệ so với toàn tỉnh (%)", "number"),
    ),
    tuple(
        (
            Text(str(place)),
            Text(name),
            bound(f"sp_{place}", made, name=f"Sản phẩm ở {name}"),
            *(
                bound(f"ct_{place}_{kind}", (place * kind) % 4, name=f"Chủ thể loại {kind} ở {name}")
                for kind in range(1, 5)
            ),
            bound(
                f"tl_{place}", round(Decimal(made * 100) / 99, 2), "%", f"Tỷ lệ của {name}", f"{made} trong 99 sản phẩm"
            ),
        )
        for place, (name, made) in enumerate(
            (("Thành phố Cao Lãnh", 24), ("Thành phố Sa Đéc", 20), ("Huyện Tháp Mười", 31), ("Huyện Lai Vung", 24)),
            start=1,
        )
    ),
    (
        Text(""),
        Text("Cộng"),
        bound("sp_cong", 99),
        *(bound(f"ct_cong_{kind}", sum((place * kind) % 4 for place in range(1, 5))) for kind in range(1, 5)),
        Text(""),
    ),
    source="danh sách sản phẩm trên hệ thống.",
)


def half_year() -> Report:
    """A report of a few pages with every sort of block."""
    return Report(
        Letterhead(
            "Ủy ban nhân dân\ntỉnh Đồng Tháp",
            "Văn phòng Điều phối\nNông thôn mới",
            "05/BC-VPĐP",
            "Đồng Tháp",
            date(2026, 6, 5),
        ),
        "BÁO CÁO",
        "Kết quả thực hiện Chương trình Mỗi xã một sản phẩm 6 tháng đầu năm 2026",
        ("Ủy ban nhân dân tỉnh Đồng Tháp", "Văn phòng Điều phối Nông thôn mới Trung ương"),
        (
            Heading(1, "I.", "KẾT QUẢ THỰC HIỆN"),
            Heading(2, "1.", "Sản phẩm và chủ thể"),
            Paragraph(
                words(
                    "Đến ngày 05/6/2026, toàn tỉnh có ",
                    PRODUCTS,
                    " sản phẩm của ",
                    PRODUCERS,
                    " chủ thể được công nhận; ",
                    FOOD_SHARE,
                    " sản phẩm thuộc ngành thực phẩm. Các địa phương tiếp tục rà soát sản phẩm tiềm năng, hỗ trợ "
                    "chủ thể hoàn thiện hồ sơ, bao bì và câu chuyện sản phẩm.",
                )
            ),
            STARS,
            Chart("Hình 1. Sản phẩm công nhận theo năm và hạng sao", STARS, values=(1, 2), kind="stack"),
            Heading(2, "2.", "Tập huấn, xúc tiến thương mại"),
            List(
                (
                    words(
                        "Tổ chức ",
                        bound("lop", 12, "lớp", "Lớp tập huấn đã mở"),
                        " lớp tập huấn cho cán bộ và chủ thể.",
                    ),
                    words(
                        "Tham gia ", bound("hoi_cho", 5, "hội chợ", "Hội chợ đã dự"), " hội chợ trong và ngoài tỉnh."
                    ),
                )
            ),
            Note("lượt người dự tập huấn không cộng với số người."),
            Heading(1, "II.", "KHÓ KHĂN, KIẾN NGHỊ"),
            Heading(3, "a)", "Khó khăn"),
            Paragraph(
                words("Một số chủ thể nhỏ còn lúng túng khi lập hồ sơ; vùng nguyên liệu <chưa> ổn định & phân tán.")
            ),
        ),
        Signature("KT. Chánh Văn phòng", "Phó Chánh Văn phòng", "Nguyễn Thị Minh Châu"),
        ("Như trên", "Sở Nông nghiệp và Môi trường", "Lưu: VT, OCOP"),
        (Annex("I", "Sản phẩm, chủ thể theo địa bàn", (PLACES,), is_wide=True),),
        "ocop.dongthap.gov.vn/so-lieu",
    )


def province(figures: int = 600, first: int = 0) -> Report:
    """A long report of so many figures, the first of which is `first`: tables of twenty rows with text between them."""
    blocks: list[Block] = []
    for start in range(first, first + figures, 100):
        name = f"{(start - first) // 100 + 1}"
        rows = tuple(
            (Text(f"Xã số {row + 1}"), *(bound(f"so_{n}", n) for n in range(start + row * 5, start + row * 5 + 5)))
            for row in range(20)
        )
        columns = (Column("Địa bàn"), *(Column(f"Cột {place}", "number", sums=True) for place in range(1, 6)))
        sums = (sum(start + row * 5 + place for row in range(20)) for place in range(5))
        totals = (Text("Cộng"), *(bound(f"cong_{start}_{place}", each) for place, each in enumerate(sums)))
        table = Table(f"Biểu {name}", columns, rows, totals)
        told = f"Đợt {first}, các xã, phường rà soát sản phẩm tiềm năng và hoàn thiện hồ sơ theo kế hoạch của tỉnh. "
        blocks.append(Heading(1, f"{name}.", "Kết quả theo địa bàn"))
        blocks += [Paragraph(words(told * 8, rows[place][1], " sản phẩm.")) for place in range(12)]
        blocks += [table, Chart(f"Hình {name}", table, values=(1,))]
    return replace(half_year(), blocks=tuple(blocks), annexes=())
