"""Navigation by role: the few places each person goes, in the order of their day."""

from dataclasses import dataclass

from django.urls import reverse

from ocop.cycle.dossiers.queries import FIRST_READERS
from ocop.ground.offices.states import Role, Tier
from ocop.kit.scope import Actor
from ocop.kit.web import Request

PRODUCER = "producer"
EVERYBODY = "everybody"

PROVINCE = (Role.PROVINCE_OFFICER,)
COUNCIL = (Role.PROVINCE_OFFICER, Role.SECRETARY, Role.COUNCIL_MEMBER)

# Label, address, who sees it.
ENTRIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Việc cần làm", "home", (EVERYBODY,)),
    ("Hồ sơ của tôi", "dossiers:list", (PRODUCER,)),
    ("Sản phẩm của tôi", "producers:mine", (PRODUCER,)),
    ("Kiểm tra hồ sơ", "dossiers:reading_list", FIRST_READERS),
    ("Hồ sơ", "dossiers:province_list", (*PROVINCE, Role.LEADER)),
    ("Hội đồng", "evaluation:councils", COUNCIL),
    ("Phiếu chấm của tôi", "evaluation:my_sheets", (Role.COUNCIL_MEMBER,)),
    ("Quyết định", "certification:to_decide", (*PROVINCE, Role.LEADER)),
    ("Hồ sơ trình Trung ương", "certification:referrals", (Role.MINISTRY_OFFICER,)),
    ("Sổ công nhận", "certification:recognitions", (*PROVINCE, *FIRST_READERS, Role.LEADER)),
    ("Chủ thể", "producers:producers", (*PROVINCE, *FIRST_READERS)),
    ("Sản phẩm", "producers:products", (*PROVINCE, *FIRST_READERS)),
    ("Chỉ tiêu", "planning:targets", (*PROVINCE, Role.AGENCY_OFFICER, Role.LEADER)),
    ("Kế hoạch", "planning:plans", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER, Role.LEADER)),
    ("Văn bản", "programme:library", (*PROVINCE, Role.AGENCY_OFFICER)),
    ("Hỗ trợ của tôi", "funding:mine", (PRODUCER,)),
    ("Hỗ trợ", "funding:supports", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER, Role.LEADER)),
    ("Kinh phí", "budget:plans", (*PROVINCE, Role.AGENCY_OFFICER, Role.LEADER)),
    ("Thị trường", "markets:front", (PRODUCER, *PROVINCE, Role.AGENCY_OFFICER, *FIRST_READERS, Role.LEADER)),
    ("Đợt đánh giá", "programme:rounds", PROVINCE),
    ("Dự án", "projects:projects", (*PROVINCE, Role.AGENCY_OFFICER, Role.LEADER)),
    ("Đặt chỗ thiết kế", "projects:centres", (PRODUCER,)),
    ("Khen thưởng", "rewards:rounds", (*PROVINCE, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER, Role.LEADER)),
    ("Hoạt động", "activities:activities", (*PROVINCE, *FIRST_READERS, Role.AGENCY_OFFICER, Role.LEADER)),
    ("Hỏi đáp, tư vấn", "activities:advice", (PRODUCER, Role.AGENCY_OFFICER)),
    ("Cơ quan, cán bộ", "offices:offices", (*PROVINCE, Role.ADMIN)),
    ("Nhật ký", "registry:journal", (Role.ADMIN,)),
)

# Pages that belong to an entry though their address does not lie under it.
ALSO_UNDER: dict[str, tuple[str, ...]] = {
    "dossiers:reading_list": ("/ho-so/doc/",),
    "dossiers:province_list": ("/ho-so/doc/",),
    "certification:to_decide": ("/cong-nhan/quyet-dinh/",),
    "offices:offices": ("/don-vi/",),
    "projects:centres": ("/du-an/khong-gian/",),
}


@dataclass(frozen=True)
class NavigationItem:
    """One entry; `current` when the page at hand lies under it."""

    label: str
    url: str
    current: bool = False
    count: int = 0


def navigation_for(request: Request) -> list[NavigationItem]:
    """The entries for the person at the browser; nothing for a stranger."""
    actor: Actor = request.actor
    if not actor.is_known:
        return []
    places = [(label, name, reverse(name)) for label, name, who in ENTRIES if _is_for(actor, who)]
    here = {name: _depth(request.path, (url, *ALSO_UNDER.get(name, ()))) for _, name, url in places}
    deepest = max(here, key=lambda name: here[name], default="")
    return [NavigationItem(label, url, current=name == deepest and here[name] > 0) for label, name, url in places]


def _depth(path: str, prefixes: tuple[str, ...]) -> int:
    """How closely a page lies under an entry: the length of the longest fitting address, 0 for none."""
    return max((len(prefix) for prefix in prefixes if path.startswith(prefix)), default=0)


def _is_for(actor: Actor, who: tuple[str, ...]) -> bool:
    if EVERYBODY in who or (PRODUCER in who and actor.is_producer):
        return True
    posts = [role for role in who if role != Role.LEADER]
    return actor.has_role(*posts) or (Role.LEADER in who and actor.has_role(Role.LEADER, tier=Tier.PROVINCE))
