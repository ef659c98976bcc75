"""A link sent on by Zalo or Facebook, what search engines read, pictures light enough for a telephone."""

import gzip
import json
import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy
import pytest
import zxingcpp
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from ocop.cycle.certification import actions
from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.states import Standing, WithdrawalGround
from ocop.cycle.dossiers.states import DossierKind
from ocop.cycle.ideas import actions as actions_of_ideas
from ocop.ground.producers.models import Product
from ocop.ground.registry.models import Document
from ocop.public.portal import queries
from ocop.public.portal.catalogue import card, sharing
from tests.cycle.ideas.conftest import send
from tests.public.stories.written import published, written
from tests.public.window import make_outlet, page, place
from tests.world import NOW, World, make_product
from tests.world_certification import make_concluded, make_recognition, official_round

TODAY = NOW.date()
SITE = settings.SITE_URL.rstrip("/")
pytestmark = pytest.mark.usefixtures("at_now")


def give_photo(product: Product, seed: int = 1) -> Document:
    """A photo of 2,000 by 1,500 points with as much detail as one of food on a table."""
    chance = numpy.random.default_rng(seed)
    rough = Image.fromarray(chance.integers(40, 215, (30, 40, 3), dtype=numpy.uint8)).resize((2000, 1500))
    grain = chance.integers(-9, 9, (1500, 2000, 3), dtype=numpy.int16)
    out = BytesIO()
    Image.fromarray((numpy.asarray(rough).astype(numpy.int16) + grain).clip(0, 255).astype(numpy.uint8)).save(
        out, "JPEG", quality=86
    )
    path = default_storage.save(f"documents/{seed}.jpg", ContentFile(out.getvalue()))
    document = Document.objects.create(
        sha256=f"{seed:064x}", content_type="image/jpeg", extension="jpg", size=len(out.getvalue()), width=2000,
        height=1500, original_name="a.jpg", path=path, uploaded_at=NOW,
    )  # fmt: skip
    Product.objects.filter(pk=product.pk).update(photo=document)
    return document


def meta(words: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', words)
    return dict(found)


def data(words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        words.split('<script type="application/ld+json">', 1)[1].split("</script>", 1)[0]
    )
    return found


def test_a_shared_product_shows_its_name_its_star_with_the_day_it_ends_and_a_picture(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    give_photo(world.dried_fish)
    told = meta(page(f"/san-pham/{world.dried_fish.public_id}/?fbclid=abc"))
    assert told["og:title"] == told["twitter:title"] == "Khô cá sặc rằn"
    assert told["og:description"].startswith("4 sao OCOP, có giá trị đến hết ngày 01/07/2029. Cơ sở Khô Bà Lan, Xã")
    assert told["og:url"] == f"{SITE}/san-pham/{world.dried_fish.public_id}/"
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:image"] == told["twitter:image"]
    assert told["og:image"].startswith(f"{SITE}/san-pham/{world.dried_fish.public_id}/anh-chia-se.jpg?v=")
    response = Client().get(told["og:image"].removeprefix(SITE))
    assert response["Content-Type"] == "image/jpeg"
    assert "immutable" in response["Cache-Control"]
    assert len(response.content) < 300 * 1024  # Zalo and WhatsApp pass over heavier ones
    assert Image.open(BytesIO(response.content)).size == (1200, 630)


def test_another_star_or_photo_has_another_card(world: World) -> None:
    star = make_recognition(world.dried_fish, world.province_committee)
    address = f"/san-pham/{world.dried_fish.public_id}/"
    before = meta(page(address))["og:image"]
    Recognition.objects.filter(pk=star.pk).update(valid_until=TODAY - timedelta(days=1))
    after = meta(page(address))
    assert after["og:image"] != before
    assert after["og:description"].startswith("Sao OCOP đã hết hạn ngày 23/11/2026.")
    old = Client().get(before.removeprefix(SITE))
    assert old["Cache-Control"] == "public, no-cache"


def every_standing(world: World) -> dict[str, Recognition]:
    """A product for everything a star can have come to; only `valid` and `grace` may be shown as standing."""
    office, by = world.province_committee, world.actor(world.ong_khanh)
    official_round(world)
    made: dict[str, Recognition] = {}

    def star(key: str, **facts: Any) -> Recognition:
        product = make_product(f"Hàng {key}", world.fish_maker)
        made[key] = make_recognition(product, office, stars=4, number=f"{len(made)}/QĐ", **facts)
        return made[key]

    long_ago, lately = TODAY - timedelta(days=1300), date(2023, 11, 20)
    star(Standing.VALID)
    star(Standing.GRACE, valid_from=lately, valid_until=TODAY - timedelta(days=2))
    make_concluded(world, made[Standing.GRACE].product, stars=4, total="75", kind=DossierKind.RENEWAL)
    star(Standing.EXPIRED, valid_from=long_ago)
    facts: dict[str, Any] = {"reason": "x", "decision_number": "9/QĐ", "by": by, "at": NOW, "effective_on": TODAY}
    actions.suspend_recognition(star(Standing.SUSPENDED), **facts)
    withdrawn = star(Standing.WITHDRAWN)
    actions.withdraw_recognition(withdrawn, ground=WithdrawalGround.BREACH, **facts)
    star(Standing.TRIAL, is_trial=True)
    star("rebuilt", valid_from=date(2026, 1, 1))
    Recognition.objects.filter(pk=made["rebuilt"].pk).update(is_reconstructed=True)
    star("estimated", valid_from=long_ago)
    Recognition.objects.filter(pk=made["estimated"].pk).update(dates_are_estimated=True, source_url="https://b.example")
    return made


STANDS = {Standing.VALID.value, Standing.GRACE.value}


@pytest.mark.requirement("R121")
def test_a_star_that_does_not_stand_is_shown_as_standing_nowhere(world: World) -> None:
    """Catalogue, product, producer, shop, comparison, sheet, preview, data for search engines: for every standing."""
    made = every_standing(world)
    shop = make_outlet()
    for star in made.values():
        place(star.product, shop)
    lists = [page(f"/san-pham/?sao=4&tim=hang+{key}") for key in made]
    many = [page(f"/chu-the-ocop/{world.fish_maker.public_id}/"), page(f"/diem-ban/{shop.public_id}/")]
    for (key, star), listed in zip(made.items(), lists, strict=True):
        public_id = star.product.public_id
        product_page = page(f"/san-pham/{public_id}/")
        single = [
            product_page.split("<h1", 1)[1].split("</main>", 1)[0],
            listed.split('class="portal-list"', 1)[1],
            page(f"/so-sanh/?sp={public_id}").split("<tbody", 1)[1],
            page(f"/san-pham/{public_id}/in/"),
        ]
        cards = [
            words.split(f"/san-pham/{public_id}/", 1)[1].split("</li>", 1)[0] for words in many if public_id in words
        ]
        for words in (*single, *cards):
            shows_star = "★" in words
            assert shows_star == (key in {*STANDS, "rebuilt"}), key
            if key not in STANDS:
                assert "Còn hiệu lực" not in words or key == "rebuilt"
        told = meta(product_page)
        assert ("4 sao OCOP" in told["og:description"]) == (key in {*STANDS, "estimated"})
        certification = data(product_page).get("hasCertification")
        if key in {"rebuilt", "estimated", Standing.TRIAL.value}:
            assert certification is None
        else:
            state = "CertificationActive" if key in STANDS else "CertificationInactive"
            assert certification["certificationStatus"] == f"https://schema.org/{state}"
    assert queries.totals(TODAY).in_force == len(STANDS)


def test_the_card_draws_stars_only_where_they_stand(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: dict[str, int] = {}
    plain = card.draw_card

    def noted(name: str, *words: str, stars: int, photo: str) -> bytes:
        drawn[name] = stars
        return plain(name, *words, stars=stars, photo=photo)

    monkeypatch.setattr(card, "draw_card", noted)
    made = every_standing(world)
    for star in made.values():
        assert Client().get(f"/san-pham/{star.product.public_id}/anh-chia-se.jpg").status_code == 200
    assert {name.removeprefix("Hàng ") for name, stars in drawn.items() if stars} == STANDS


def test_search_engines_read_the_product_and_who_makes_it(world: World) -> None:
    star = make_recognition(world.dried_fish, world.province_committee)
    Product.objects.filter(pk=world.dried_fish.pk).update(description="Phơi </script><b>nắng</b>", gtin="8938500000015")
    told = data(page(f"/san-pham/{world.dried_fish.public_id}/"))
    assert (told["@type"], told["name"], told["gtin"]) == ("Product", "Khô cá sặc rằn", "8938500000015")
    assert told["description"] == "Phơi </script><b>nắng</b>"
    assert told["manufacturer"]["name"] == "Cơ sở Khô Bà Lan"
    assert "streetAddress" not in told["manufacturer"]["address"]
    certification = told["hasCertification"]
    assert (certification["validFrom"], certification["expires"]) == ("2026-07-01", "2029-07-01")
    assert certification["url"] == f"{SITE}/xac-thuc/{star.certificate.code}/"
    assert data(page(f"/chu-the-ocop/{world.fish_maker.public_id}/"))["@type"] == "Organization"


def test_the_square_code_of_a_product_opens_its_page(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    response = Client().get(f"/san-pham/{world.dried_fish.public_id}/ma-vuong.svg")
    assert response["Content-Type"] == "image/svg+xml"
    path = re.search(r'<path[^>]*stroke="#16201b"[^>]* d="([^"]+)"', response.content.decode())
    assert path
    size = int(re.search(r'width="(\d+)"', response.content.decode())[1])  # type: ignore[index]
    picture = drawn(path[1], size)
    assert zxingcpp.read_barcodes(picture)[0].text == f"{SITE}/san-pham/{world.dried_fish.public_id}/"
    assert Client().get(f"/san-pham/{world.lotus_seed.public_id}/ma-vuong.svg").status_code == 404


def drawn(path: str, size: int) -> Image.Image:
    """The rows of a square code's SVG path as black and white points, eight to a module."""
    picture = numpy.full((size, size), 255, dtype=numpy.uint8)
    x, y = 0.0, 0.0
    for step, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(each) for each in numbers.split()]
        if step == "M":
            x, y = values
        elif step == "m":
            x, y = x + values[0], y + values[1]
        else:
            picture[int(y), int(x) : int(x + values[0])] = 0
            x += values[0]
    return Image.fromarray(picture.repeat(8, axis=0).repeat(8, axis=1))


def test_the_sitemap_names_every_public_page_in_both_languages(world: World) -> None:
    star = make_recognition(world.dried_fish, world.province_committee)
    make_recognition(world.lotus_seed, world.province_committee, is_trial=True)
    story, hidden = published(world), written(world, "Bài nháp")
    idea = send(world, may_list=True)
    actions_of_ideas.show(idea, by=world.actor(world.chu_tam), at=NOW)
    assert f"Sitemap: {SITE}/sitemap.xml" in page("/robots.txt")
    files = re.findall(r"<loc>([^<]+)</loc>", page("/sitemap.xml"))
    assert f"{SITE}/sitemap-product-1.xml" in files
    listed: set[str] = set()
    for file in files:
        words = page(file.removeprefix(SITE))
        listed |= set(re.findall(r"<loc>([^<]+)</loc>", words))
        assert words.count("<loc>") == words.count('hreflang="en"')
    assert f"{SITE}/en/san-pham/{world.dried_fish.public_id}/" in listed
    assert f"{SITE}/chu-the-ocop/{world.fish_maker.public_id}/" in listed
    assert not any(world.lotus_seed.public_id in each for each in listed)
    public = (f"bai-viet/{story.public_id}", f"y-tuong/{idea.public_id}", f"so-cong-nhan/{star.public_id}")
    for path in (*public, "bai-viet", "lich", "y-tuong", "ocop-cong-khai", "so-cong-nhan", "tham-gia-ocop"):
        assert {f"{SITE}/{path}/", f"{SITE}/en/{path}/"} <= listed, path
    assert not any(hidden.public_id in each for each in listed)
    for each in listed:
        assert Client().get(each.removeprefix(SITE)).status_code == 200
    for name in ("product-2", "product-0", "product--1", "product-²", "x-1", "pages-2", "product-99999"):
        page(f"/sitemap-{name}.xml", 404)


STYLES = ("kit/base.css", "kit/ocop.css", "portal/portal.css")


def weight(address: str, *, first: bool) -> int:
    """Bytes on the wire of a page with its pictures, on a first visit or a repeated one; a 304 counts 300 bytes."""
    words = page(address)
    total = len(gzip.compress(words.encode()))
    pictures = [each.replace("&amp;", "&") for each in re.findall(r'<img [^>]*src="(/[^"]+)"', words)]
    for picture in pictures:
        response = Client().get(picture)
        kept = "immutable" in response["Cache-Control"]
        total += len(response.content) if first else 0 if kept else 300
    if first:
        total += sum(len(gzip.compress(Path(str(finders.find(name))).read_bytes())) for name in STYLES)
    return total


def test_a_product_s_page_and_the_catalogue_are_light(world: World) -> None:
    """120 KB at the first visit and 60 KB at the next, pictures among them; the catalogue with all its pictures."""
    for number in range(24):
        product = make_product(f"Khô cá tra {number}", world.fish_maker)
        make_recognition(product, world.province_committee)
        give_photo(product, number + 1)
    product_page = f"/san-pham/{product.public_id}/"
    assert weight(product_page, first=True) <= 120 * 1024
    assert weight(product_page, first=False) <= 60 * 1024
    assert weight("/san-pham/", first=True) <= 120 * 1024
    assert weight("/san-pham/", first=False) <= 60 * 1024


def test_a_picture_is_served_small_and_kept(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    document = give_photo(world.dried_fish)
    address = f"/san-pham/{world.dried_fish.public_id}/anh/vua.webp"
    response = Client().get(f"{address}?v={document.sha256[:12]}")
    assert Image.open(BytesIO(response.content)).size == (800, 600)
    assert Client().get(address)["Cache-Control"] == "public, no-cache"
    again = Client().get(address, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert 'width="800" height="600"' in page(f"/san-pham/{world.dried_fish.public_id}/")
    for wrong in ("/anh/to.webp", "/anh/.webp"):
        page(f"/san-pham/{world.dried_fish.public_id}{wrong}", 404)
    page(f"/san-pham/{world.lotus_seed.public_id}/anh/vua.webp", 404)


def test_words_of_every_standing_name_the_day_or_the_source() -> None:
    assert set(Standing) - {Standing.NOT_YET, Standing.UNKNOWN, Standing.TRIAL} <= {
        each for each in Standing if sharing.star_words(_Star(each))
    }


class _Star:
    """A recognition as the words read it."""

    stars, year, valid_until = 4, 2026, date(2029, 7, 1)
    is_trial = is_reconstructed = dates_are_estimated = False

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
