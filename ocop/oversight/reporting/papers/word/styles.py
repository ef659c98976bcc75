"""The named styles of a report in Word, with the sizes that Decree 30/2020/NĐ-CP, Annex I gives."""

from dataclasses import dataclass

FONT, FALLBACK = "Times New Roman", "Tinos"
POINT, MM = 20, 1440 / 25.4  # in twips, the unit of Word
INDENT = 720  # 1,27 cm


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style by its id `key`: sizes and spaces in points, `first` and `left` in twips, `line` in lines."""

    key: str
    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "left"
    before: float = 0
    after: float = 0
    first: int = 0
    left: int = 0
    line: float = 1.0
    level: int | None = None
    keep: bool = False

    @property
    def xml(self) -> str:
        """The style as Word's styles part holds it."""
        base = "" if self.key == "Normal" else '<w:basedOn w:val="Normal"/>'
        half = round(self.size * 2)
        default = ' w:default="1"' if self.key == "Normal" else ""
        keep = "<w:keepNext/><w:keepLines/>" if self.keep else ""
        level = f'<w:outlineLvl w:val="{self.level}"/>' if self.level is not None else ""
        marks = f'<w:b w:val="{int(self.bold)}"/><w:i w:val="{int(self.italic)}"/>'
        return (
            f'<w:style w:type="paragraph" w:styleId="{self.key}"{default}><w:name w:val="{self.name}"/>{base}'
            f"<w:qFormat/><w:pPr>{keep}"
            f'<w:spacing w:before="{round(self.before * POINT)}" w:after="{round(self.after * POINT)}"'
            f' w:line="{round(self.line * 240)}" w:lineRule="auto"/>'
            f'<w:ind w:left="{self.left}" w:firstLine="{self.first}"/><w:jc w:val="{self.align}"/>{level}</w:pPr>'
            f'<w:rPr>{marks}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr></w:style>'
        )


def _text(key: str, name: str, **facts: object) -> Style:
    return Style(key, name, align="both", before=6, first=INDENT, line=1.1, **facts)  # type: ignore[arg-type]


STYLES = (
    Style("Normal", "Normal"),
    _text("BodyText", "Body Text"),
    _text("Heading1", "heading 1", bold=True, level=0, keep=True),
    _text("Heading2", "heading 2", bold=True, level=1, keep=True),
    _text("Heading3", "heading 3", bold=True, italic=True, level=2, keep=True),
    _text("Heading4", "heading 4", italic=True, level=3, keep=True),
    _text("GachDauDong", "Gạch đầu dòng"),
    Style("GhiChu", "Ghi chú", size=12, italic=True, align="both", before=3, after=3),
    Style("QuocHieu", "Quốc hiệu", size=12, bold=True, align="center"),
    Style("TieuNgu", "Tiêu ngữ", size=13, bold=True, align="center"),
    Style("CoQuanChuQuan", "Cơ quan chủ quản", size=12, align="center"),
    Style("CoQuanBanHanh", "Cơ quan ban hành", size=12, bold=True, align="center"),
    Style("SoKyHieu", "Số, ký hiệu", size=13, align="center", before=6),
    Style("DiaDanhNgayThang", "Địa danh, ngày tháng", size=13, italic=True, align="center", before=6),
    Style("DuongKe", "Đường kẻ", size=2, align="center"),
    Style("TenLoai", "Tên loại", bold=True, align="center", before=18, keep=True),
    Style("TrichYeu", "Trích yếu", bold=True, align="center", keep=True),
    Style("KinhGui", "Kính gửi", align="center", before=12, after=6),
    Style("KinhGuiDanhSach", "Kính gửi, danh sách", left=2268),
    Style("ChucVuKy", "Quyền hạn, chức vụ", bold=True, align="center", keep=True),
    Style("HoTenKy", "Họ tên người ký", bold=True, align="center", before=72),
    Style("NoiNhan", "Nơi nhận", size=12, bold=True, italic=True),
    Style("NoiNhanDanhSach", "Nơi nhận, danh sách", size=11),
    Style("PhuLuc", "Phụ lục", bold=True, align="center", level=0, keep=True),
    Style("PhuLucTen", "Phụ lục, tên", bold=True, align="center", keep=True),
    Style("PhuLucKemTheo", "Phụ lục, kèm theo", italic=True, align="center", after=12),
    Style("TenBang", "Tên bảng", size=13, bold=True, align="center", before=12, after=3, keep=True),
    Style("DonViTinh", "Đơn vị tính", size=12, italic=True, align="right", keep=True),
    Style("BangDau", "Bảng, đầu cột", size=12, bold=True, align="center", before=2, after=2),
    Style("BangChu", "Bảng, chữ", size=12, before=2, after=2),
    Style("BangSo", "Bảng, số", size=12, align="right", before=2, after=2),
    Style("Nguon", "Nguồn số liệu", size=12, italic=True, before=3, after=6),
    Style("HinhVe", "Hình vẽ", align="center", before=6, keep=True),
    Style("TenHinh", "Tên hình", size=13, bold=True, align="center", after=6),
    Style("SoTrang", "Số trang", align="center"),
)


def styles_xml() -> str:
    """What stands inside Word's styles part: the one font, then every style by its name."""
    fonts = " ".join(f'w:{each}="{FONT}"' for each in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:color w:val="000000"/>'
        '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
        + "".join(style.xml for style in STYLES)
        + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        '</w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:styleId="BangSoLieu">'
        '<w:name w:val="Bảng số liệu"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{_borders()}</w:tblBorders></w:tblPr></w:style>"
    )


def fonts_xml() -> bytes:
    """The font table: where Times New Roman is missing, Tinos has its widths."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w='
        '"http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:font w:name="{FONT}"><w:altName w:val="{FALLBACK}"/><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    ).encode()


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
