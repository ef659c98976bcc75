"""Every page of the journey in a real browser: on a cheap phone and on a desk, judged by axe and by its own width.

A person's pages are found by walking their links (`tests/walks/walked.py`); the same addresses are then opened in
Chromium, signed in as that person.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pytest
from django.conf import settings

from ocop.kit.languages import LANGUAGES, language_of
from tests.walks.axe import violations
from tests.walks.crawl import PEOPLE, Seen, client_of
from tests.walks.public_pages import SAYS_NO, public_pages
from tests.walks.walked import Walked

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

PHONE = {"width": 360, "height": 740}
TABLET = {"width": 768, "height": 1024}
DESK = {"width": 1280, "height": 900}
PARTS = 8  # of about equal work, so that workers end together
PUBLIC_PARTS = 2
VISITOR = "khách"
Size = dict[str, int]
TOO_WIDE = """() => {
    document.querySelectorAll("main details").forEach((each) => { each.open = true; });
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return "";
    const right = (each) => each.getBoundingClientRect().right;
    const shown = [...document.querySelectorAll("body *")].filter((each) => each.getClientRects().length);
    const widest = shown.reduce((a, b) => (right(b) > right(a) ? b : a));
    return `${page.scrollWidth} px because of ${widest.outerHTML.slice(0, 160)}`;
}"""


class Looker:
    """One person's browser, and everything it complained about."""

    def __init__(self, chromium: Any, base: str, who: str) -> None:
        self.base, self.who, self.faults = base, who, []
        # The content policy would refuse axe, which is put into the page from outside.
        self.context = chromium.new_context(viewport=PHONE, locale="vi-VN", bypass_csp=True)
        self.context.set_default_timeout(20_000)
        cookie = client_of(PEOPLE[who]).cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie:
            self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base}])
        self.page = self.context.new_page()
        self.heard: list[str] = []
        self.page.on("console", lambda line: self.heard.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))
        self.page.on("request", lambda request: self._stays_home(request.url))

    def _stays_home(self, address: str) -> None:
        if not address.startswith((self.base, "data:", "blob:")):
            self.heard.append(f"loads {address}")

    def look(
        self,
        address: str,
        route: str = "",
        *,
        status: int = 200,
        sizes: Sequence[Size] = (PHONE, DESK),
        judged: Sequence[Size] = (PHONE,),
    ) -> None:
        """Open one page on the phone and all that is folded in it, widen it, and note what is wrong with it.

        `judged` are the sizes at which axe looks at it, which takes the longest by far.
        """
        self.heard.clear()
        answer = self.page.goto(self.base + address)
        where = f"{address} ({route})"
        if answer.status != status:
            self._fault(where, f"answers {answer.status}")
        for size in sizes:
            self.page.set_viewport_size(size)
            if wide := self.page.evaluate(TOO_WIDE):
                self._fault(where, f"at {size['width']} px: {wide}")
            if size in judged:
                for broken in violations(self.page):
                    self._fault(where, f"axe at {size['width']} px: {broken}")
        self.page.set_viewport_size(PHONE)
        if (spoken := self.page.evaluate("document.documentElement.lang")) != language_of(address):
            self._fault(where, f"lang={spoken}")
        # A browser reports the refusal of the page itself as an error too.
        for line in self.heard:
            if answer.ok or "Failed to load resource" not in line:
                self._fault(where, line)

    def _fault(self, where: str, what: str) -> None:
        self.faults.append(f"{self.who} {where}: {what}")


def worth_a_look(pages: dict[str, list[Seen]]) -> list[tuple[Seen, bool]]:
    """Every kind of page as the first and as the last person see it who come to it, and whether it is the first time.

    It looks alike for most people; a third look costs more than it finds. Axe looks at the phone the first time, and
    at the desk the second time. What a visitor sees is looked at in both languages, below.
    """
    kinds: dict[tuple[str, str], list[Seen]] = {}
    for seen in (page for who in PEOPLE if who != VISITOR for page in pages[who]):
        kinds.setdefault(seen.kind, []).append(seen)
    first = [(of[0], True) for of in kinds.values()]
    last = [(of[-1], False) for of in kinds.values() if len(of) > 1]
    order = list(PEOPLE)
    return sorted([*first, *last], key=lambda look: order.index(look[0].who))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_holds_on_a_phone_and_on_a_desk(part: int, walked: Walked, live_server: Any, chromium: Any) -> None:
    looks = worth_a_look(walked.pages)
    some = looks[len(looks) * part // PARTS : len(looks) * (part + 1) // PARTS]
    assert len(some) > 40
    faults: list[str] = []
    with walked.standing():
        for who, pages in groupby(some, key=lambda look: look[0].who):
            looker = Looker(chromium, live_server.url, who)
            for page, first in pages:
                judged = PHONE if first else DESK
                looker.look(page.address, page.route, status=page.status, judged=(judged,))
            looker.context.close()
            faults += looker.faults
    assert faults == []


@pytest.mark.parametrize("part", range(PUBLIC_PARTS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_holds_at_every_width_in_both_languages(
    language: str, part: int, walked: Walked, live_server: Any, chromium: Any
) -> None:
    with walked.standing():
        pages = list(public_pages(language))
        looker = Looker(chromium, live_server.url, VISITOR)
        for name, address in pages[part::PUBLIC_PARTS]:
            looker.look(address, name, status=SAYS_NO.get(name, 200), sizes=(PHONE, TABLET, DESK), judged=(PHONE, DESK))
        looker.context.close()
    assert len(pages) > 60
    assert looker.faults == []
