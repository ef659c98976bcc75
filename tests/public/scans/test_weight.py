"""What a shopper's telephone has to fetch at a shelf with one bar of signal."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from ocop.cycle.traceability.models import StampRange
from tests.public.scans.ways import code
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SHEETS = ("kit/base.css", "kit/ocop.css", "portal/portal.css")
# The small picture of a product is at most so heavy (its own test keeps it).
PICTURE = 12 * 1024


def test_a_stamp_s_page_is_light(world: World, issued: StampRange) -> None:
    world.dried_fish.story = "Cá sặc bắt ở đồng mùa nước nổi, ướp muối hột và phơi hai nắng. " * 40
    world.dried_fish.save()
    page = Client().get(f"/T/{code(1)}").content
    again = len(gzip.compress(page))
    first = again + sum(len(gzip.compress(Path(str(finders.find(name))).read_bytes())) for name in SHEETS) + PICTURE
    assert again <= 8 * 1024
    assert first <= 40 * 1024
    assert b"<script" not in page
    assert page.count(b"<img") <= 1
