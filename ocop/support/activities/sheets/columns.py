"""The columns of a list of participants: those of their sort, then what the kind asks of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from ocop.kit.text.fold import squash
from ocop.support.activities.kinds import Field, Part
from ocop.support.activities.states import Who


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: its name inside, its heading, other headings people use, and the kind's field where it is one."""

    key: str
    heading: str
    also: tuple[str, ...] = ()
    required: bool = False
    declared: Field | None = None
    width: int = 18


_PERSON = (
    ListColumn("full_name", "Họ và tên", ("ho ten", "ten", "nguoi tham gia", "hoc vien"), required=True, width=28),
    ListColumn("group", "Thành phần", ("nhom", "doi tuong"), required=True, width=22),
    ListColumn("birth_year", "Năm sinh", ("nam sinh", "ns"), width=10),
    ListColumn("phone", "Số điện thoại", ("dien thoai", "sdt"), width=16),
    ListColumn("office", "Cơ quan", ("don vi", "don vi cong tac", "co quan don vi"), width=30),
    ListColumn("producer", "Chủ thể", ("ten chu the", "doanh nghiep", "co so"), width=30),
    ListColumn("unit", "Xã, phường", ("xa", "phuong", "dia ban", "dia chi", "xa phuong"), width=20),
)
_NAMED = {
    Who.PRODUCER: (
        ListColumn("name", "Tên đơn vị", ("don vi", "chu the", "ten chu the", "co so"), required=True, width=40),
        ListColumn("code", "Mã chủ thể", ("ma",), width=16),
    ),
    Who.PRODUCT: (
        ListColumn("name", "Tên sản phẩm", ("san pham",), required=True, width=40),
        ListColumn("code", "Mã sản phẩm", ("ma",), width=16),
    ),
    Who.OFFICE: (ListColumn("name", "Tên cơ quan", ("co quan", "don vi"), required=True, width=40),),
    Who.PARTNER: (ListColumn("name", "Tên đối tác", ("doi tac", "don vi"), required=True, width=40),),
}


def columns_of(part: Part) -> tuple[ListColumn, ...]:
    """The columns of the sheet for a sort of participants of a kind, in order."""
    fixed = _PERSON if part.who == Who.PERSON else _NAMED[Who(part.who)]
    declared = tuple(
        ListColumn(f"d_{one.id}", one.label, (one.id,), required=one.required, declared=one) for one in part.fields
    )
    role = (ListColumn("role", "Vai trò", ("vai tro",), width=20),)
    return (*fixed, *role, *declared)


def match_columns(columns: Sequence[ListColumn], header: Sequence[str]) -> tuple[dict[str, int], list[str], list[str]]:
    """Which heading is which column; the required ones that are missing; the headings nobody knows."""
    spellings: dict[str, str] = {}
    for column in columns:
        for words in (*column.also, column.heading):
            spellings[squash(words)] = column.key
    found: dict[str, int] = {}
    unknown = []
    for place, heading in enumerate(header):
        key = spellings.get(squash(heading))
        if key is None:
            unknown.append(heading)
        else:
            found.setdefault(key, place)
    missing = [column.heading for column in columns if column.required and column.key not in found]
    return found, missing, [heading for heading in unknown if heading]
