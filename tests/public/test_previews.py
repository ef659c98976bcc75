"""A link sent on by Zalo or Facebook: what every kind of public page shows of itself, in both languages."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from ocop.cycle.ideas import actions
from ocop.cycle.ideas.models import Idea
from ocop.kit.uploads import clean_upload
from tests.cycle.ideas.conftest import send
from tests.public.stories.written import given_to_readers, pictured, written
from tests.public.window import page
from tests.world import NOW, World
from tests.world_certification import make_recognition
from tests.world_dossiers import photo_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SITE = settings.SITE_URL.rstrip("/")
ENGLISH = {"title_en": "Dried fish of Phương Thịnh", "summary_en": "An old trade.", "text_en": "They dry fish."}
CARD = "/anh-chia-se.jpg"
KIND = "/bai-viet/?loai=tin"  # a list with a title of its own


def meta(words: str) -> dict[str, str]:
    return {
        name: unescape(said)
        for name, said in re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', words)
    }


def drawn(address: str) -> Image.Image:
    """The picture of a preview, as a site that shows it gets it."""
    assert address.startswith(f"{SITE}/")
    response = Client().get(address.removeprefix(SITE))
    assert response.status_code == 200
    assert response["Content-Type"] in {"image/jpeg", "image/png"}
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    assert len(content) < 300 * 1024  # Zalo and WhatsApp pass over heavier ones
    return Image.open(BytesIO(content))


def shown_idea(world: World, size: tuple[int, int] | None = None, **more: Any) -> Idea:
    if size:
        upload = SimpleUploadedFile("anh.jpg", photo_bytes("gold", size), "image/jpeg")
        more["picture"] = clean_upload(upload, max_bytes=10**7)
    idea = send(world, may_list=True, **more)
    actions.show(idea, by=world.actor(world.chu_tam), at=NOW)
    return idea


@pytest.fixture
def addresses(world: World) -> list[str]:
    star = make_recognition(world.dried_fish, world.province_committee)
    story = given_to_readers(world, written(world, **ENGLISH))
    idea = shown_idea(world)
    lists = ["/", "/san-pham/", "/ban-do/", "/ban-tin/", "/loi-ich/", "/bai-viet/", KIND, "/lich/"]
    lists += ["/y-tuong/", "/ocop-cong-khai/", "/so-cong-nhan/", "/quyet-dinh-cong-nhan/", "/tham-gia-ocop/"]
    records = [f"/san-pham/{world.dried_fish.public_id}/", f"/chu-the-ocop/{world.fish_maker.public_id}/"]
    records += [f"/bai-viet/{story.public_id}/", f"/y-tuong/{idea.public_id}/", f"/so-cong-nhan/{star.public_id}/"]
    return lists + records


@pytest.mark.parametrize(("root", "locale", "other"), [("", "vi_VN", "en_GB"), ("/en", "en_GB", "vi_VN")])
def test_every_kind_of_public_page_previews_well(addresses: list[str], root: str, locale: str, other: str) -> None:
    pictures = set()
    for address in addresses:
        words = page(root + address)
        told = meta(words)
        assert told["og:title"], address
        assert told["og:title"] in unescape(words.split("<h1", 1)[1].split("</h1>", 1)[0]), address
        assert told["og:description"] == told["description"], address
        assert 10 < len(told["og:description"]) < 500, address
        assert told["og:url"] == f"{SITE}{root}{address}"
        assert (told["og:locale"], told["og:locale:alternate"]) == (locale, other), address
        assert told["twitter:card"] == "summary_large_image"
        assert words.count('property="og:title"') == words.count('name="description"') == 1, address
        pictures.add((told["og:image"], told["og:image:width"], told["og:image:height"]))
    for picture, width, height in pictures:
        image = drawn(picture)
        assert image.size == (int(width), int(height))
        assert min(image.size) >= 300
    assert (f"{SITE}{root}{CARD}", "1200", "630") in pictures


def test_an_article_and_an_idea_show_their_own_picture_where_it_is_large_enough(world: World) -> None:
    story = written(world, text="Một.")
    picture = pictured(world, story, size=(640, 480))
    given_to_readers(world, story)
    told = meta(page(f"/bai-viet/{story.public_id}/"))
    assert told["og:image"] == f"{SITE}/bai-viet/{story.public_id}/hinh/{picture.public_id}/"
    assert drawn(told["og:image"]).size == (640, 480)
    assert (told["og:type"], told["og:image:alt"]) == ("article", "Giàn phơi")
    assert told["article:published_time"].startswith("2026-11-24T")
    idea = shown_idea(world, (400, 300), author_name="Ông Hai", phone="0912345678")
    words = page(f"/y-tuong/{idea.public_id}/")
    assert meta(words)["og:image"] == f"{SITE}/y-tuong/{idea.public_id}/anh/?chia-se"
    assert drawn(meta(words)["og:image"]).size == (400, 300)
    assert "Ông Hai" not in words


def test_only_what_makes_another_title_stays_in_the_address_of_a_preview(world: World) -> None:
    assert meta(page(f"{KIND}&trang=1&fbclid=x"))["og:url"] == f"{SITE}{KIND}"
    assert meta(page("/bai-viet/?loai=khong-co"))["og:url"] == f"{SITE}/bai-viet/"
    assert meta(page("/san-pham/?sao=4"))["og:url"] == f"{SITE}/san-pham/"


def test_the_picture_of_an_idea_is_what_its_preview_says_it_is_however_large_it_was(world: World) -> None:
    large = shown_idea(world, (1501, 1000), title="Trà sen lớn")
    told = meta(page(f"/y-tuong/{large.public_id}/"))
    image = drawn(told["og:image"])
    assert image.size == (int(told["og:image:width"]), int(told["og:image:height"])) == (960, 640)
    assert told["og:image:type"] == f"image/{(image.format or '').lower()}" == "image/jpeg"
    for title, size in (("Trà sen nhỏ", (80, 60)), ("Trà sen dài", (1500, 400))):  # the second is low once reduced
        passed_over = shown_idea(world, size, title=title)
        assert meta(page(f"/y-tuong/{passed_over.public_id}/"))["og:image"] == f"{SITE}{CARD}"


def test_an_article_in_vietnamese_only_says_so_of_its_words_on_the_english_page(world: World) -> None:
    story = given_to_readers(world, written(world))
    told = meta(page(f"/en/bai-viet/{story.public_id}/"))
    assert (told["og:title"], told["og:locale"]) == ("Khô cá Phương Thịnh", "vi_VN")
