"""axe finds nothing to object to on the pages of readers and of editors."""

from datetime import timedelta
from typing import Any

import pytest

from ocop.public.stories.actions import ties, writing
from ocop.public.stories.actions.writing import Words
from ocop.public.stories.states import Kind
from tests.journeys.test_producer_pages_axe import violations
from tests.public.stories.written import given_to_readers, pictured, written
from tests.support.activities.conftest import announced
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]


@pytest.fixture
def site(live_server: Any, world: World, time_machine: Any) -> str:
    time_machine.move_to(NOW, tick=True)
    return str(live_server.url)


@pytest.fixture
def theme(world: World) -> Any:
    """A thematic page of a product, its maker, a fair and a story; its title was corrected and is not yet given out."""
    make_recognition(world.dried_fish, world.province_committee)
    by = world.actor(world.chi_mai)
    story = written(
        world, title_en="Dried fish", summary_en="An old trade.", text_en="They **dry** fish.\n\n[picture 2]\n\n## Now"
    )
    for words, colour in (("Con cá sặc rằn vừa vớt", "gold"), ("Giàn phơi khô ba tầng", "navy")):
        pictured(world, story, words, colour)
    given_to_readers(world, story)
    text = "Mùa nước nổi về.\n\n- Cá\n- Sen\n\n| Năm | Tấn |\n|---|---|\n| 2025 | 12 |\n\n> Nước lên thì cá về."
    made = written(world, "Mùa nước nổi ở Đồng Tháp", kind=Kind.THEMATIC, text=text)
    fair = announced(world, "Hội chợ sen", day=NOW.date() + timedelta(days=5))
    things = (("product", world.dried_fish), ("producer", world.fish_maker), ("activity", fair), ("told", story))
    for what, thing in things:
        ties.tie(made, what, thing, by=by, at=NOW)
    ties.name_subject(made, ties.Named(False, "Tổ hợp tác Sen Hồng", "Xã Tháp Mười"), by=by, at=NOW)
    given_to_readers(world, made)
    changed = Words("Mùa nước nổi ở Đồng Tháp Mười", "Chuyện một nghề cũ.", f"{text}\n\nThêm một câu.")
    return writing.save(made, changed, on_top_of=1, by=by, at=NOW)


def test_the_pages_of_readers(phone: Any, site: str, theme: Any) -> None:
    story = theme.ties.get(told__isnull=False).told
    found = []
    for address in (
        *("/", "/bai-viet/", "/en/bai-viet/", f"/bai-viet/{theme.public_id}/", f"/bai-viet/{story.public_id}/"),
        *(f"/en/bai-viet/{story.public_id}/", f"/bai-viet/{story.public_id}/ban-phat/", "/lich/", "/en/lich/"),
    ):
        found += violations(phone, f"{site}{address}")
    assert found == []


def test_the_pages_of_editors(desktop: Any, site: str, theme: Any, world: World, sign_in: Any) -> None:
    cookie = sign_in(world.chi_mai).cookies["sessionid"].value
    desktop.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    desk = f"{site}/bien-tap/{theme.public_id}/"
    found = []
    for address in (
        *(f"{site}/bien-tap/", f"{site}/bien-tap/moi/", f"{site}/bien-tap/cach-viet/", desk, f"{desk}sua/"),
        *(f"{desk}{page}" for page in ("cac-ban/", "dang/", "go/", "hinh/", "gan/?q=ca", "dien-hinh/", "xem-truoc/")),
    ):
        found += violations(desktop, address)
    assert found == []
