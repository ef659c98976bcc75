"""Strangers read articles, the calendar and feeds; loudspeakers and boards get texts made for them."""

import json
import re
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from ocop.kit.text.dates import format_date
from ocop.public.stories import events, icalendar
from ocop.public.stories.actions import pictures, ties, writing
from ocop.public.stories.broadcast import board_lines, speech_of, width_asked
from ocop.public.stories.states import Kind
from ocop.public.stories.views import reading
from tests.public.stories.written import given_to_readers, pictured, published, written
from tests.support.activities.conftest import announced, planned
from tests.world import NOW, World, make_product, moment
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
ATOM = "{http://www.w3.org/2005/Atom}"
ENGLISH = {"title_en": "Dried fish of Phương Thịnh", "summary_en": "An old trade.", "text_en": "They dry fish."}


def page(address: str, is_text: bool = True) -> str:
    response = Client().get(address)
    assert response.status_code == 200, address
    assert not response.cookies
    return response.content.decode() if is_text else response["Content-Type"]


def in_english(view: Any, address: str, **arguments: Any) -> str:
    with translation.override("en"):
        response = view(RequestFactory().get(address), **arguments)
        return str(response.content.decode())


def gathered(world: World) -> Any:
    """A thematic page of a product, its maker, a fair, an article, and what nobody may see."""
    make_recognition(world.dried_fish, world.province_committee)
    theme = written(world, "Mùa nước nổi", kind=Kind.THEMATIC, text="Gom lại.")
    by = world.actor(world.chi_mai)
    fair = announced(world, "Hội chợ sen", day=NOW.date() + timedelta(days=5))
    for what, thing in (
        ("product", world.dried_fish),
        ("product", world.lotus_seed),  # no star: not before readers
        ("producer", world.fish_maker),
        ("producer", world.lotus_maker),
        ("activity", fair),
        ("activity", planned(world, "media-item", "Loa xã đọc bài")),
        ("told", published(world)),
        ("told", written(world, "Bài còn nháp")),
    ):
        ties.tie(theme, what, thing, by=by, at=NOW)
    return given_to_readers(world, theme)


@pytest.mark.requirement("R116")
def test_a_thematic_page_gathers_what_everybody_may_see(world: World) -> None:
    theme = gathered(world)
    shown = page(f"/bai-viet/{theme.public_id}/")
    for words in ("Khô cá sặc rằn", "Cơ sở Khô Bà Lan", "Hội chợ sen", "Khô cá Phương Thịnh"):
        assert words in shown
    for words in ("Hạt sen sấy", "Hợp tác xã Sen", "Loa xã đọc bài", "Bài còn nháp"):
        assert words not in shown


def test_a_thematic_page_of_nothing_is_not_released(world: World) -> None:
    from ocop.kit.scope import Refused

    with pytest.raises(Refused, match="gắn ít nhất một mục"):
        published(world, kind=Kind.THEMATIC)


def test_ties_are_found_by_name_and_only_what_readers_may_see(world: World, sign_in: Any) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    article = written(world)
    mai, address = sign_in(world.chi_mai), f"/bien-tap/{article.public_id}/gan/"
    found = mai.get(f"{address}?q=kho ca").content.decode()
    assert "Khô cá sặc rằn" in found
    assert "Không thấy mục nào" in mai.get(f"{address}?q=hat sen").content.decode()
    pressed = {"loai": "product", "ma": world.dried_fish.public_id}
    for _ in range(2):
        assert mai.post(address, pressed).status_code == 302
    tied = article.ties.get()
    assert mai.post(address, {"loai": "product", "ma": world.lotus_seed.public_id}).status_code == 404
    assert mai.post(address, {"loai": "round", "ma": "x"}).status_code == 404
    assert mai.post(f"/bien-tap/gan/{tied.public_id}/bo/").status_code == 302
    ties.untie(tied, by=world.actor(world.chi_mai), at=NOW)  # a second press
    assert not article.ties.exists()


def test_the_front_page_and_the_products_page_lead_to_its_story(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    article = published(world)
    assert "Khô cá Phương Thịnh" in page("/")
    product = f"/san-pham/{world.dried_fish.public_id}/"
    assert "Khô cá Phương Thịnh" not in page(product)
    ties.tie(article, "producer", world.fish_maker, by=world.actor(world.chi_mai), at=NOW)
    assert f"/bai-viet/{article.public_id}/" not in page(product)  # readers get it with the next version
    given_to_readers(world, article)
    assert f"/bai-viet/{article.public_id}/" in page(product)


def test_a_shared_link_previews_well(world: World, settings: Any) -> None:
    settings.SITE_URL = "https://ocop.example"
    article = written(world, 'Khô "ngon" <nhất>', text="Một.")
    picture = pictured(world, article, size=(640, 480))
    given_to_readers(world, article)
    shown = page(f"/bai-viet/{article.public_id}/")
    assert '<meta property="og:title" content="Khô &quot;ngon&quot; &lt;nhất&gt;">' in shown
    assert (
        f'<meta property="og:image" content="https://ocop.example/bai-viet/{article.public_id}/hinh/{picture.public_id}/">'
        in shown
    )
    assert '<meta property="og:image:width" content="640">' in shown


def test_the_list_by_kind_and_its_questions(world: World) -> None:
    published(world, "Một câu chuyện")
    published(world, "Một tin", kind=Kind.NEWS)
    assert "Một tin" not in page("/bai-viet/?loai=cau-chuyen")
    assert "Một câu chuyện" in page("/bai-viet/?loai=cau-chuyen")
    assert "Một tin" in page("/bai-viet/?loai=gi-do")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            for address in ("/bai-viet/", "/bai-viet/atom/", "/bai-viet/feed.json", "/"):
                page(address)
        return len(queries)

    before = asked()
    for number in range(2):
        pictured(world, published(world, f"Thêm {number}"), colour=("navy", "teal")[number])
    assert asked() <= before + 1  # pictures are asked for once there is one


def test_english_readers_find_what_has_english_first(world: World) -> None:
    old = published(world, at=moment(2026, 11, 1), **ENGLISH)
    new = published(world, "Bài mới chỉ tiếng Việt")
    shown = in_english(reading.articles, "/bai-viet/")
    assert shown.index("Dried fish of") < shown.index("Bài mới chỉ tiếng Việt")
    assert "In Vietnamese only" in shown
    story = in_english(reading.article, "/x/", public_id=old.public_id)
    assert "They dry fish." in story
    assert "làm khô từ lâu" not in story
    only = in_english(reading.article, "/x/", public_id=new.public_id)
    assert "This article is in Vietnamese only" in only
    assert "làm khô từ lâu" in only


@pytest.mark.requirement("R109")
def test_feeds_by_kind_for_the_provincial_portal(world: World, settings: Any) -> None:
    settings.SITE_URL = "https://ocop.example"
    story = written(world, is_reconstructed=True)
    picture = pictured(world, story)
    given_to_readers(world, story)
    published(world, "Một tin", kind=Kind.NEWS)
    written(world, "Bài nháp")
    response = Client().get("/bai-viet/atom/cau-chuyen/")
    assert response["Content-Type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314 — our own feed
    assert [each.findtext(f"{ATOM}title") for each in entries] == ["Khô cá Phương Thịnh"]
    assert len(ElementTree.fromstring(page("/bai-viet/atom/")).findall(f"{ATOM}entry")) == 2  # noqa: S314
    answer = Client().get("/bai-viet/cau-chuyen/feed.json")
    assert answer["Content-Type"].startswith("application/feed+json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    feed = json.loads(answer.content)
    (item,) = feed["items"]
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert item["url"] == f"https://ocop.example/bai-viet/{story.public_id}/"
    assert item["image"] == f"https://ocop.example/bai-viet/{story.public_id}/hinh/{picture.public_id}/"
    assert "<h2>Mùa nước</h2>" in item["content_html"]
    assert "[hình 2]" not in item["content_html"]
    assert item["tags"] == ["Câu chuyện", "Dựng lại từ tài liệu"]
    assert item["date_published"] == "2026-11-24T09:00:00+07:00"
    assert "Trần Thị Mai" not in answer.content.decode()
    for address in ("/bai-viet/atom/gi-do/", "/bai-viet/gi-do/feed.json"):
        assert Client().get(address).status_code == 404


@pytest.mark.requirement("R109")
def test_what_is_read_elsewhere_leads_back_with_whole_addresses(world: World, settings: Any) -> None:
    settings.SITE_URL = "https://ocop.example"
    text = "Xem [danh mục](/san-pham/), [nơi khác](https://khac.example/a).\n\n[hình 2]\n\nHết."
    story = written(world, text=text)
    head, placed = pictured(world, story, "Con cá", "gold"), pictured(world, story, 'Giàn "phơi"', "navy")
    given_to_readers(world, story)
    (item,) = json.loads(Client().get("/bai-viet/feed.json").content)["items"]
    content = item["content_html"]
    addresses = re.findall(r'(?:href|src)="([^"]*)"', content)
    here = f"https://ocop.example/bai-viet/{story.public_id}/"
    assert addresses == [
        f"{here}hinh/{head.public_id}/",
        "https://ocop.example/san-pham/",
        "https://khac.example/a",
        f"{here}hinh/{placed.public_id}/",
    ]
    assert 'alt="Giàn &quot;phơi&quot;"' in content
    feed = ElementTree.fromstring(page("/bai-viet/atom/cau-chuyen/"))  # noqa: S314 — our own feed
    links = {each.get("rel", "self-less"): each.get("href") for each in feed.findall(f"{ATOM}entry/{ATOM}link")}
    assert links == {"alternate": here, "enclosure": f"{here}hinh/{head.public_id}/"}
    tops = [each.get("href") for each in feed.findall(f"{ATOM}link")]
    assert tops == ["https://ocop.example/bai-viet/", "https://ocop.example/bai-viet/atom/cau-chuyen/"]


@pytest.mark.requirement("R116")
def test_readers_keep_the_pictures_and_ties_of_the_version_they_were_given(world: World) -> None:
    """What an editor adds, says otherwise, takes off and ties waits for the next release, words and parts alike."""
    for product in (world.dried_fish, world.lotus_seed):
        make_recognition(product, world.province_committee)
    by = world.actor(world.chi_mai)
    story = written(world, text="Một.")
    stays, leaves = pictured(world, story, "Con cá", "gold"), pictured(world, story, "Giàn phơi", "navy")
    untied = ties.tie(story, "product", world.dried_fish, by=by, at=NOW)
    given_to_readers(world, story)
    address, feed = f"/bai-viet/{story.public_id}/", "/bai-viet/feed.json"
    before, fed = page(address), page(feed)
    pictures.change_picture(stays, pictures.Said("Con cá lóc", "Sở"), by=by, at=NOW)
    pictures.change_picture(stays, pictures.Said("Con cá lóc đồng", "Sở"), by=by, at=NOW)
    pictures.take_off(leaves, by=by, at=NOW)
    pictured(world, story, "Ghe chở cá", "teal")
    ties.untie(untied, by=by, at=NOW)
    ties.tie(story, "product", world.lotus_seed, by=by, at=NOW)
    ties.name_subject(story, ties.Named(False, "Tổ hợp tác Khô"), by=by, at=NOW)
    assert (page(address), page(feed)) == (before, fed)
    assert page(f"{address}hinh/{leaves.public_id}/", is_text=False)
    assert story.versions.count() == 2
    given_to_readers(world, story)
    after = page(address)
    for words in ("Con cá lóc đồng", "Ghe chở cá", "Hạt sen sấy", "Tổ hợp tác Khô"):
        assert words in after
    for words in ("Giàn phơi", "Khô cá sặc rằn"):
        assert words not in after
    assert Client().get(f"{address}hinh/{leaves.public_id}/").status_code == 404
    ties.tie(story, "product", world.dried_fish, by=by, at=NOW)  # tied again after it was taken off
    assert story.versions.count() == 3


@pytest.mark.requirement("R118")
def test_who_was_asked_to_broadcast_which_words_when_is_noted_without_a_new_version(world: World, sign_in: Any) -> None:
    story, by = published(world), world.actor(world.chi_mai)
    writing.save(story, writing.Words("Khô cá", "Tóm tắt.", "Hai."), on_top_of=1, by=by, at=NOW)
    loudspeaker = planned(world, "media-item", "Loa xã đọc bài", unit=world.thap_muoi)
    tied = ties.tie(story, "activity", loudspeaker, by=by, at=NOW)
    desk = sign_in(world.chi_mai).get(f"/bien-tap/{story.public_id}/").content.decode()
    day = format_date(loudspeaker.starts_on)
    assert f"Loa xã đọc bài</a>: Xã Tháp Mười, ngày {day}, bản 1</li>" in desk  # what readers have, not the draft
    ties.untie(tied, by=by, at=NOW)
    assert not story.ties.exists()
    assert story.versions.count() == 2


@pytest.mark.requirement("R118")
def test_loudspeakers_get_a_text_to_read_and_boards_get_short_lines(world: World) -> None:
    article = published(world, "UBND xã khen 12 HTX", text="Từ ngày 1/12/2026, VNPT thu mua.\n\n- 3 tấn cá")
    speech = speech_of(article, article.words)
    assert speech.text.startswith("Sở Nông nghiệp và Môi trường thông tin.\n\nỦy ban nhân dân xã khen mười hai hợp")
    assert "ngày một tháng mười hai năm hai nghìn không trăm hai mươi sáu" in speech.text
    assert not any(letter.isdigit() for letter in speech.text)
    assert speech.unsure == ("VNPT",)
    assert speech.time == "khoảng 30 giây"
    ready = page(f"/bai-viet/{article.public_id}/ban-phat/?ky_tu=20")
    assert "VNPT" in ready
    assert "khoảng 30 giây" in ready
    assert page(f"/bai-viet/{article.public_id}/loa.txt") == speech.text
    lines = page(f"/bai-viet/{article.public_id}/bang-chu.txt?ky_tu=20").splitlines()
    assert max(len(line) for line in lines) <= 20
    assert " ".join(lines) == "UBND xã khen 12 HTX Chuyện một nghề cũ."


def test_a_long_text_is_cut_at_a_sentence_within_five_minutes(world: World) -> None:
    article = published(world, text="Câu này có sáu chữ. " * 400)
    speech = speech_of(article, article.words)
    assert speech.is_shortened
    assert speech.seconds <= 300
    assert all(each.endswith(".") for each in speech.paragraphs)


def test_boards_have_widths_within_reason(world: World) -> None:
    assert [width_asked(text) for text in ("", "20", "1", "9999", "x", "²")] == [40, 20, 12, 120, 40, 40]
    article = published(world, "Chữ" * 60)
    assert max(len(line) for line in board_lines(article.words, 20)) <= 20


def test_the_calendar_shows_a_month_as_a_table_and_a_list(world: World) -> None:
    fair = announced(world, "Hội chợ sen", day=date(2026, 11, 30), ends_on=date(2026, 12, 2))
    planned(world, "fair", "Hội chợ còn bàn", day=date(2026, 11, 28))
    for address in ("/lich/", "/lich/?thang=2026-12"):
        shown = page(address)
        assert f'id="{fair.public_id}"' in shown
        assert f'href="#{fair.public_id}"' in shown
        assert "còn bàn" not in shown
    assert "Hội chợ sen" not in page("/lich/?thang=2027-01")
    for odd in ("x", "2026-13", "0001-01", "9999-12"):
        assert "Tháng 11/2026" in page(f"/lich/?thang={odd}")
    first = date(2026, 11, 1)
    days = [each for week in events.weeks(first, events.in_month(first)) for each in week]
    assert len(days) % 7 == 0
    assert [each.day.day for each in days if each.events and not each.outside] == [30]


def test_telephones_take_the_calendar(world: World) -> None:
    day = NOW.date() + timedelta(days=5)
    fair = announced(
        world, "Hội chợ; sen, cá", day=day, venue="Quảng trường rất rộng ở phường Cao Lãnh, tỉnh Đồng Tháp"
    )
    response = Client().get("/lich/ocop.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    raw = response.content
    assert raw.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    lines = raw.replace(b"\r\n ", b"").decode().split("\r\n")
    assert r"SUMMARY:Hội chợ\; sen\, cá" in lines
    assert "DTSTART;VALUE=DATE:20261129" in lines
    assert "DTEND;VALUE=DATE:20261130" in lines
    assert any(line.startswith(f"UID:{fair.public_id}@") for line in lines)


def test_text_of_a_calendar_is_escaped_and_folded_between_letters() -> None:
    assert icalendar.escaped("a\\b;c,d\r\ne\nf") == r"a\\b\;c\,d\ne\nf"
    long = "SUMMARY:" + "ộ" * 60
    assert icalendar.folded(long).replace(b"\r\n ", b"").decode() == long


def test_nothing_of_an_editor_is_told_and_samples_say_so(world: World) -> None:
    article = published(world, is_sample=True)
    for address in (f"/bai-viet/{article.public_id}/", "/bai-viet/", "/bai-viet/atom/", "/bai-viet/feed.json"):
        shown = page(address)
        assert "Dữ liệu mẫu" in shown, address
        assert "Trần Thị Mai" not in shown


def test_a_product_whose_star_ended_is_shown_as_ended(world: World) -> None:
    make_recognition(
        world.dried_fish, world.province_committee, valid_from=date(2020, 1, 1), valid_until=date(2022, 12, 31)
    )
    make_product("Chả cá", world.fish_maker)
    article = written(world)
    ties.tie(article, "product", world.dried_fish, by=world.actor(world.chi_mai), at=NOW)
    given_to_readers(world, article)
    assert "Từng đạt 4 sao" in page(f"/bai-viet/{article.public_id}/")
