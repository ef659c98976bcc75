"""What every public page weighs on the wire, first seen and seen again, with photos as telephones take them."""

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import resolve
from django.utils import translation

from ocop.cycle.ideas.models import Idea
from ocop.ground.producers.models import Product
from ocop.kit.languages import LANGUAGES
from ocop.support.activities.models import Publication
from tests.public.test_sharing import give_photo
from tests.walks.public_pages import public_pages
from tests.walks.walked import Walked

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("walk"), pytest.mark.one_database]
KB = 1024
# First visit and repeat: at a shelf with one bar of signal, and elsewhere.
AT_A_SHELF, ELSEWHERE = (40 * KB, 8 * KB), (120 * KB, 60 * KB)
SHELF = {"public_scans:stamp", "public_scans:scratch", "portal:verdict", "resolver:recall", "doubts:sent"}
NOT_CHANGED = 300  # bytes of an answer that says so
LINKED = re.compile(r'<(?:link rel="stylesheet"|script)[^>]*? (?:href|src)="[^"]*?static/([^"]+)"')
PICTURES = re.compile(r'<img [^>]*src="(/[^"]+)"')


@pytest.fixture(scope="module")
def weighed(walked: Walked, django_db_blocker: Any) -> Iterator[list[tuple[str, str, int, int]]]:
    """Address, route, and bytes at the first visit and at the next, of every public page."""
    with django_db_blocker.unblock(), walked.standing():
        photo = give_photo(Product.objects.earliest("pk"), 77)
        Product.objects.update(photo=photo)
        Idea.objects.update(picture=photo)
        Publication.objects.update(picture=photo, picture_words="Sen trên đồng")
        yield [_weigh(address, language) for language in LANGUAGES for _, address in public_pages(language)]


def _weigh(address: str, language: str) -> tuple[str, str, int, int]:
    words = Client().get(address).content.decode()
    with translation.override(language):
        route = resolve(address.partition("?")[0]).view_name
    again = first = len(gzip.compress(words.encode()))
    first += sum(_file(name) for name in LINKED.findall(words))
    for picture in PICTURES.findall(words):
        size, is_kept = _picture(picture.replace("&amp;", "&"))
        first += size
        again += 0 if is_kept else NOT_CHANGED
    return address, route, first, again


@cache
def _file(name: str) -> int:
    return len(gzip.compress(Path(str(finders.find(name))).read_bytes()))


def _picture(address: str) -> tuple[int, bool]:
    response = Client().get(address)
    content = b"".join(response) if response.streaming else response.content
    return len(content), "immutable" in response["Cache-Control"]


def test_no_public_page_is_heavier_than_it_may_be(weighed: list[tuple[str, str, int, int]]) -> None:
    budget = {route: AT_A_SHELF if route in SHELF else ELSEWHERE for _, route, _, _ in weighed}
    too_heavy = [
        f"{address}: {first} and {again} bytes"
        for address, route, first, again in weighed
        if first > budget[route][0] or again > budget[route][1]
    ]
    assert too_heavy == []
    assert len(weighed) > 120


def test_pages_are_weighed_with_their_styles_and_photos(weighed: list[tuple[str, str, int, int]]) -> None:
    """A page without them would be light for the wrong reason."""
    for kind in ("portal:product", "portal:catalogue", "ideabox:idea", "portal:issue", "stories:article"):
        assert max(first - again for _, route, first, again in weighed if route == kind) > 35 * KB
