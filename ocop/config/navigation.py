"""Navigation by role: the few places each person goes, in the order of their day."""

from dataclasses import dataclass

from django.urls import reverse

from ocop.cycle.dossiers.queries import FIRST_READERS
from ocop.ground.offices.states import AGENCY_LEADER, Role, Tier
from ocop.kit.scope import Actor
from ocop.kit.web import Request

PRODUCER = "producer"
EVERYBODY = "everybody"

PROVINCE = (Role.PROVINCE_OFFICER,)
LEADERS = (Role.LEADER, AGENCY_LEADER)
COUNCIL = (Role.PROVINCE_OFFICER, Role.SECRETARY, Role.COUNCIL_MEMBER)

# Label, address, who sees it; entries under a heading are shown together, those of "" stand alone.
Entry = tuple[str, str, tuple[str, ...]]
GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "",
        (
            ("Việc cần làm", "home", (EVERYBODY,)),
            ("Hồ sơ của tôi", "dossiers:list", (PRODUCER,)),
            ("Sản phẩm của tôi", "producers:mine", (PRODUCER,)),
            ("Tem, lô hàng", "traceability:ranges", (PRODUCER,)),
            ("Ý tưởng của tôi", "ideas:mine", (PRODUCER,)),
            ("Bán hàng", "markets:front", (PRODUCER,)),
            ("Chào hàng", "offers:offers", (PRODUCER,)),
            ("Hỗ trợ của tôi", "funding:mine", (PRODUCER,)),
            ("Hỏi đáp", "activities:advice", (PRODUCER,)),
            ("Đặt chỗ thiết kế", "projects:centres", (PRODUCER,)),
        ),
    ),
    (
        "Đánh giá",
        (
            ("Kiểm tra hồ sơ", "dossiers:reading_list", FIRST_READERS),
            ("Hồ sơ", "dossiers:province_list", (*PROVINCE, Role.LEADER)),
            ("Hội đồng", "evaluation:councils", COUNCIL),
            ("Phiếu chấm của tôi", "evaluation:my_sheets", (Role.COUNCIL_MEMBER,)),
            ("Quyết định", "certification:to_decide", (*PROVINCE, Role.LEADER)),
            ("Hồ sơ trình Trung ương", "certification:referrals", (Role.MINISTRY_OFFICER,)),
            ("Sổ công nhận", "certification:recognitions", (*PROVINCE, *FIRST_READERS, Role.LEADER)),
            ("Đợt đánh giá", "programme:rounds", PROVINCE),
        ),
    ),
    (
        "Kế hoạch",
        (
            ("Kế hoạch", "planning:plans", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER, *LEADERS)),
            ("Chỉ tiêu", "planning:targets", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER, *LEADERS)),
            ("Bảng điều hành", "dashboards:leader", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER, *LEADERS)),
            ("Báo cáo", "reporting:periods", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER, *LEADERS)),
            ("Số liệu", "figures:indicators", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER, *LEADERS)),
            ("Kiểm tra số liệu", "checking:checks", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER, *LEADERS)),
            ("Kinh phí", "budget:plans", (*PROVINCE, Role.AGENCY_OFFICER, *LEADERS)),
            ("Dự án", "projects:projects", (*PROVINCE, Role.AGENCY_OFFICER, *LEADERS)),
            ("Khen thưởng", "rewards:rounds", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER, *LEADERS)),
            ("Kết quả chung", "contribution:figures", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER, *LEADERS)),
            ("Văn bản", "programme:library", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER)),
        ),
    ),
    (
        "Đồng hành",
        (
            ("Hoạt động", "activities:activities", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER, *LEADERS)),
            ("Ý tưởng", "ideas:ideas", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER, Role.LEADER)),
            ("Bài viết", "desk:articles", (*PROVINCE, Role.AGENCY_OFFICER, *LEADERS)),
            ("Hỏi đáp, tư vấn", "activities:advice", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER)),
            ("Thị trường", "markets:front", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER, *LEADERS)),
            ("Chào hàng", "offers:offers", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER)),
            ("Hỗ trợ", "funding:supports", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER, *LEADERS)),
        ),
    ),
    (
        "Danh bạ",
        (
            ("Chủ thể", "producers:producers", (*PROVINCE, *FIRST_READERS)),
            ("Sản phẩm", "producers:products", (*PROVINCE, *FIRST_READERS)),
            ("Tem, lô hàng", "traceability:ranges", (*PROVINCE, *FIRST_READERS)),
            ("Việc với lô", "epcis:events", (*PROVINCE, *FIRST_READERS)),
            ("Nghi vấn về tem", "scans:suspicions", (*PROVINCE, *FIRST_READERS)),
            ("Cơ quan, cán bộ", "offices:offices", (*PROVINCE, Role.ADMIN)),
            ("Khóa API", "partners:keys", (*PROVINCE, Role.ADMIN)),
        ),
    ),
    ("", (("Khóa của tem", "traceability:epochs", (Role.ADMIN,)), ("Nhật ký", "registry:journal", (Role.ADMIN,)))),
)

# Pages that belong to an entry though their address does not lie under it.
ALSO_UNDER: dict[str, tuple[str, ...]] = {
    "dossiers:reading_list": ("/ho-so/doc/",),
    "dossiers:province_list": ("/ho-so/doc/",),
    "certification:to_decide": ("/cong-nhan/quyet-dinh/",),
    "offices:offices": ("/don-vi/",),
    "projects:centres": ("/du-an/khong-gian/",),
    "producers:mine": ("/ket-qua-chung/chu-the/",),
}


@dataclass(frozen=True)
class NavigationItem:
    """One entry, or a heading with its entries; `current` when the page at hand lies under it.

    A heading leads to its first entry; its entries stand on a second line while one of them is current.
    """

    label: str
    url: str
    current: bool = False
    count: int = 0
    parts: tuple["NavigationItem", ...] = ()


def navigation_for(request: Request) -> list[NavigationItem]:
    """The entries for the person at the browser; nothing for a stranger."""
    actor: Actor = request.actor
    if not actor.is_known:
        return []
    mine = [(heading, [each for each in entries if _is_for(actor, each[2])]) for heading, entries in GROUPS]
    here = _current(request.path, [name for _, entries in mine for _, name, _ in entries])
    items: list[NavigationItem] = []
    for heading, entries in mine:
        parts = tuple(NavigationItem(label, reverse(name), current=name == here) for label, name, _ in entries)
        if heading and len(parts) > 1:
            current = any(part.current for part in parts)
            items.append(NavigationItem(heading, parts[0].url, current=current, parts=parts))
        else:
            items += parts
    return items


def _current(path: str, names: list[str]) -> str:
    """The entry a page lies under: the one whose address is the longest beginning of the page's, "" when none is."""
    depths = {name: _depth(path, (reverse(name), *ALSO_UNDER.get(name, ()))) for name in names}
    deepest = max(depths, key=lambda name: depths[name], default="")
    return deepest if depths.get(deepest) else ""


def _depth(path: str, prefixes: tuple[str, ...]) -> int:
    """How closely a page lies under an entry: the length of the longest fitting address, 0 for none."""
    return max((len(prefix) for prefix in prefixes if path.startswith(prefix)), default=0)


def _is_for(actor: Actor, who: tuple[str, ...]) -> bool:
    if EVERYBODY in who or (PRODUCER in who and actor.is_producer):
        return True
    posts = [role for role in who if role != Role.LEADER]
    return actor.has_role(*posts) or (Role.LEADER in who and actor.has_role(Role.LEADER, tier=Tier.PROVINCE))
