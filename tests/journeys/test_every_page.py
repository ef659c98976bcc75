"""Every page of the journey in a real browser: on a cheap phone and on a desk, judged by axe and by its own width.

A person's pages are found by walking their links (`tests/walks/walked.py`); the same addresses are then opened in
Chromium, signed in as that person.
"""

from itertools import groupby
from typing import Any

import pytest
from django.conf import settings

from tests.walks.axe import violations
from tests.walks.crawl import PEOPLE, Seen, client_of
from tests.walks.walked import Walked

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
PARTS = 8  # of about equal work, so that workers end together
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

    def look(self, seen: Seen, *, first: bool) -> None:
        """Open one page on the phone and all that is folded in it, widen it to a desk, and note what is wrong with it.

        Axe takes the longest by far: it looks at the phone the first time this kind of page comes by, and at the desk
        the second time, as another person.
        """
        self.heard.clear()
        answer = self.page.goto(self.base + seen.address)
        if answer.status != seen.status:
            self._fault(seen, f"answers {answer.status}")
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)
            if wide := self.page.evaluate(TOO_WIDE):
                self._fault(seen, f"at {size['width']} px: {wide}")
            if size == (PHONE if first else DESK):
                for broken in violations(self.page):
                    self._fault(seen, f"axe at {size['width']} px: {broken}")
        self.page.set_viewport_size(PHONE)
        # A browser reports the refusal of the page itself as an error too.
        for line in self.heard:
            if answer.ok or "Failed to load resource" not in line:
                self._fault(seen, line)

    def _fault(self, seen: Seen, what: str) -> None:
        self.faults.append(f"{self.who} {seen.address} ({seen.route}): {what}")


def worth_a_look(pages: dict[str, list[Seen]]) -> list[tuple[Seen, bool]]:
    """Every kind of page as the first and as the last person see it who come to it, and whether it is the first time.

    It looks alike for most people; a third look costs more than it finds.
    """
    kinds: dict[tuple[str, str], list[Seen]] = {}
    for seen in (page for who in PEOPLE for page in pages[who]):
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
                looker.look(page, first=first)
            looker.context.close()
            faults += looker.faults
    assert faults == []
