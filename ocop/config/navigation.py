"""Navigation by role: the few places each person goes, in the order of their day."""

from dataclasses import dataclass

from django.urls import reverse

from ocop.ground.offices.states import Role
from ocop.kit.scope import Actor
from ocop.kit.web import Request

PRODUCER = "producer"
EVERYBODY = "everybody"

FIRST_READERS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER)
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
    ("Giấy chứng nhận", "certification:recognitions", (*PROVINCE, *FIRST_READERS, Role.LEADER)),
    ("Chủ thể", "producers:producers", (*PROVINCE, *FIRST_READERS)),
    ("Sản phẩm", "producers:products", (*PROVINCE, *FIRST_READERS)),
    ("Đợt đánh giá", "programme:rounds", PROVINCE),
    ("Cơ quan, cán bộ", "offices:offices", (*PROVINCE, Role.ADMIN)),
    ("Nhật ký", "registry:journal", (Role.ADMIN,)),
)


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
    places = [(label, reverse(name)) for label, name, who in ENTRIES if _is_for(actor, who)]
    here = max((url for _, url in places if request.path.startswith(url)), key=len, default="")
    return [NavigationItem(label, url, current=url == here) for label, url in places]


def _is_for(actor: Actor, who: tuple[str, ...]) -> bool:
    return EVERYBODY in who or (PRODUCER in who and actor.is_producer) or actor.has_role(*who)
