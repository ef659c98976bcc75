"""GS1 Digital Link addresses, statement by statement of the GS1-Conformant Resolver Standard."""

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.cycle.traceability import actions
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import StampRange
from ocop.public.resolver.addresses import link_in
from ocop.rules.digital_link import BadLink
from ocop.rules.stamps import Stamp, code_of
from tests.world import NOW, World, make_product
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

GTIN = "08936001234569"
SITE = "http://127.0.0.1:8000"
VOC = "https://ref.gs1.org/voc/"


@pytest.fixture
def gtin(world: World) -> str:
    """Chị Lan's dried fish has a star and bears a bar code, written with thirteen digits as on the packet."""
    make_recognition(world.dried_fish, world.province_committee, stars=4)
    world.dried_fish.gtin = GTIN[1:]
    world.dried_fish.save()
    return GTIN


def ask(path: str, **headers: str) -> Any:
    return Client().get(path, headers=headers)


def test_the_default_link_of_a_product_is_its_page(gtin: str, world: World) -> None:
    answer = ask(f"/01/{gtin}")
    assert answer.status_code == 307
    assert answer["Location"] == SITE + reverse("portal:product", args=[world.dried_fish.public_id])
    assert answer["Cache-Control"] == "no-store"
    assert {"Accept", "Accept-Language"} <= {each.strip() for each in answer["Vary"].split(",")}
    assert not answer.cookies


def test_a_slash_at_the_end_changes_nothing(gtin: str) -> None:
    assert ask(f"/01/{gtin}/")["Location"] == ask(f"/01/{gtin}")["Location"]


def test_the_whole_query_string_is_passed_on(gtin: str) -> None:
    query = urlsplit(ask(f"/01/{gtin}?17=271231&utm_source=zalo&x=a%20b")["Location"]).query
    assert parse_qs(query) == {"17": ["271231"], "utm_source": ["zalo"], "x": ["a b"]}


@pytest.mark.parametrize("tail", ["/foo", "/10", "/99/a", "/21/1/10/L", "/10/lô", "?17=269999", "?10=L"])
def test_what_is_no_digital_link_is_answered_400(gtin: str, tail: str) -> None:
    answer = ask(f"/01/{gtin}{tail}")
    assert answer.status_code == 400
    assert "Không mở được mã này" in answer.content.decode()
    told = ask(f"/01/{gtin}{tail}", accept="application/json")
    assert (told.status_code, told["Content-Type"]) == (400, "application/problem+json")


def test_a_wrong_last_digit_and_thirteen_digits_are_answered_400(gtin: str) -> None:
    assert ask(f"/01/{gtin[:-1]}{(int(gtin[-1]) + 1) % 10}").status_code == 400
    assert ask(f"/01/{gtin[1:]}").status_code == 400


def test_a_gtin_of_nobody_and_one_of_a_product_without_a_star_are_answered_404(world: World) -> None:
    assert ask("/01/09506000134352").status_code == 404
    world.dried_fish.gtin = "9506000134352"
    world.dried_fish.save()
    assert ask("/01/09506000134352").status_code == 404


def test_a_kind_of_link_there_is_leads_on_and_one_there_is_not_is_404(gtin: str) -> None:
    for kind in ("gs1:certificationInfo", f"{VOC}certificationInfo", "https://gs1.org/voc/certificationInfo"):
        answer = Client().get(f"/01/{gtin}", {"linkType": kind})
        assert answer.status_code == 307
        assert "/xac-thuc/" in answer["Location"]
    for kind in ("gs1:recipeInfo", "all", "pip", "https://example.com/pip"):
        assert Client().get(f"/01/{gtin}", {"linkType": kind}).status_code == 404


@pytest.mark.parametrize("by_header", [True, False])
def test_the_linkset_is_given_without_a_redirect(gtin: str, by_header: bool) -> None:
    answer = ask(f"/01/{gtin}", accept="application/linkset+json") if by_header else ask(f"/01/{gtin}?linkType=linkset")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/linkset+json"
    assert 'rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"' in answer["Link"]
    (context,) = answer.json()["linkset"]
    assert context["anchor"] == f"{SITE}/01/{gtin}"
    assert context["description"] == "Khô cá sặc rằn"
    for kind, links in context.items():
        if kind in ("anchor", "description"):
            continue
        assert kind.startswith(VOC)
        for link in links:
            assert link["href"].startswith(SITE)
            assert link["title"]
            assert isinstance(link.get("hreflang", []), list)
    (default,) = context[VOC + "defaultLink"]
    assert set(default) == {"href", "title"}
    assert default["href"] in {each["href"] for each in context[VOC + "pip"]}


def test_a_redirect_tells_where_the_linkset_is_and_nothing_more(gtin: str) -> None:
    for answer in (ask(f"/01/{gtin}"), Client().head(f"/01/{gtin}")):
        assert answer["Link"] == f'<{SITE}/01/{gtin}?linkType=linkset>; rel="linkset"; type="application/linkset+json"'


def test_pages_of_any_site_may_ask(gtin: str) -> None:
    for path in (f"/01/{gtin}", "/.well-known/gs1resolver", "/01/foo"):
        for answer in (ask(path), Client().head(path), Client().options(path)):
            assert answer["Access-Control-Allow-Origin"] == "*"
            assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert Client().options(f"/01/{gtin}").status_code == 204
    assert Client().post(f"/01/{gtin}").status_code == 405


def test_the_description_file_says_what_is_supported() -> None:
    told = ask("/.well-known/gs1resolver").json()
    assert told["resolverRoot"] == SITE
    assert told["supportedPrimaryKeys"] == ["01"]
    assert told["name"]
    assert told["contact"]["fn"]


@pytest.mark.requirement("R163")
def test_a_packet_s_address_leads_to_the_stamp_and_says_what_the_address_named(gtin: str, world: World) -> None:
    lan = world.actor(world.chi_lan)
    actions.issue_stamps(world.dried_fish, count=10, by=lan, at=NOW)
    code = code_of(keys_of(0), Stamp(0, 3))
    answer = ask(f"/01/{gtin}/10/L2611/21/{code}?fbclid=x")
    assert answer.status_code == 307
    target = urlsplit(answer["Location"])
    assert target.path == reverse("public_scans:stamp", args=[code])
    assert parse_qs(target.query) == {"01": [gtin], "10": ["L2611"], "fbclid": ["x"]}
    assert "chưa kích hoạt" in ask(f"{target.path}?{target.query}").content.decode()
    anchors = [each["anchor"] for each in ask(f"/01/{gtin}/21/{code}?linkType=linkset").json()["linkset"]]
    assert anchors == [f"{SITE}/01/{gtin}/21/{code}", f"{SITE}/01/{gtin}"]
    assert "san-pham" in ask(f"/01/{gtin}/21/{code}?linkType=gs1:pip")["Location"]


def test_a_stamp_leads_to_its_page_even_where_the_gtin_is_of_nobody(world: World) -> None:
    assert ask("/01/09506000134352/21/00000000000000000000")["Location"].startswith(
        SITE + reverse("public_scans:stamp", args=["0" * 20])
    )


def test_a_lot_or_serial_that_is_not_ours_leads_where_the_product_does(gtin: str) -> None:
    for tail in ("/10/KHONG-CO", "/21/ABC", "/22/2A/10/L/21/9", "/235/XYZ"):
        assert ask(f"/01/{gtin}{tail}")["Location"] == ask(f"/01/{gtin}")["Location"]


def test_a_lot_with_a_slash_in_its_name_stays_whole(gtin: str, world: World) -> None:
    lan = world.actor(world.chi_lan)
    actions.make_batch(world.dried_fish, lot="L01/2026", made_on=date(2026, 11, 20), quantity=5, by=lan, at=NOW)
    assert ask(f"/01/{gtin}/10/L01%2F2026").status_code == 307
    assert ask(f"/01/{gtin}/10/L01%2F2026/21/5").status_code == 307
    assert ask(f"/01/{gtin}/10/L02%2F2026").status_code == 400


def test_many_slashes_are_one_question_and_the_shortest_lot_is_ours(
    gtin: str, world: World, django_assert_num_queries: Any
) -> None:
    lan = world.actor(world.chi_lan)
    for lot in ("L1/21", "L1/21/21"):
        actions.make_batch(world.dried_fish, lot=lot, made_on=date(2026, 11, 20), quantity=5, by=lan, at=NOW)
    with django_assert_num_queries(1):
        found = link_in(f"01/{gtin}/10/L1/21/21/7", "")
    assert found.pairs == (("01", gtin), ("10", "L1/21"), ("21", "7"))
    for path in (f"01/{gtin}/10/{'/21' * 500}", f"01/{gtin}/10/L9{'/21' * 500}"):
        with django_assert_num_queries(1), pytest.raises(BadLink):
            link_in(path, "")


def test_two_products_with_one_code_lead_to_the_one_recognised_last(gtin: str, world: World) -> None:
    other = make_product("Khô cá sặc", world.dried_fish.producer)
    other.gtin = gtin[1:]
    other.save()
    assert world.dried_fish.public_id in ask(f"/01/{gtin}")["Location"]


def test_what_is_asked_of_the_database_does_not_grow(gtin: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        ask(f"/01/{gtin}/10/L2611/21/{'0' * 20}")
    assert len(asked) <= 3


def test_a_stamp_on_other_goods_than_its_square_code_names_is_told(gtin: str, world: World) -> None:
    lan = world.actor(world.chi_lan)
    issued = actions.issue_stamps(world.dried_fish, count=10, by=lan, at=NOW)
    made = actions.make_batch(world.dried_fish, lot="L2611", made_on=date(2026, 11, 20), quantity=9, by=lan, at=NOW)
    actions.activate(issued, made, first=1, last=9, by=lan, at=NOW)
    code = code_of(keys_of(0), Stamp(0, 0))
    for named, is_told in ((f"{gtin}/10/L2611", False), (f"{gtin}/10/L9", True), ("09506000134352", True)):
        target = ask(f"/01/{named}/21/{code}")["Location"].removeprefix(SITE)
        page = ask(target).content.decode()
        assert "Còn hiệu lực" in page
        assert ("khác với của tem này" in page) is is_told
    assert "khác với của tem này" not in ask(reverse("public_scans:stamp", args=[code])).content.decode()


def test_labels_printed_before_a_number_was_put_right_are_no_sign_of_other_goods(gtin: str, world: World) -> None:
    issued = actions.issue_stamps(world.dried_fish, count=10, by=world.actor(world.chi_lan), at=NOW)
    code = code_of(keys_of(0), Stamp(0, 0))
    StampRange.objects.filter(pk=issued.pk).update(gtins=gtin)
    world.dried_fish.gtin = "8936001234552"
    world.dried_fish.save()
    for printed, is_told in ((gtin, False), ("08936001234552", False), ("09506000134352", True)):
        page = ask(f"{reverse('public_scans:stamp', args=[code])}?01={printed}").content.decode()
        assert ("khác với của tem này" in page) is is_told


@pytest.mark.requirement("R164")
def test_a_lot_called_back_leads_to_its_recall_until_it_is_found_safe(gtin: str, world: World) -> None:
    lan, dung = world.actor(world.chi_lan), world.actor(world.anh_dung)
    made = actions.make_batch(world.dried_fish, lot="L2611", made_on=date(2026, 11, 20), quantity=9, by=lan, at=NOW)
    said = {"reason": "Nhiễm khuẩn.", "danger": "Có thể đau bụng.", "advice": "Mang trả nơi mua."}
    called = actions.declare_recall(made, **said, by=dung, at=NOW)
    for tail in ("/10/L2611", "/10/L2611/21/ABC"):
        target = ask(f"/01/{gtin}{tail}")["Location"]
        assert target == SITE + reverse("resolver:recall", args=[called.public_id])
    assert ask(f"/01/{gtin}/10/L2611?linkType=gs1:recallStatus")["Location"].startswith(target)
    answer = ask(target.removeprefix(SITE))
    page = answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    for words in ("đừng dùng", "L2611", "Nhiễm khuẩn.", "Mang trả nơi mua."):
        assert words in page
    assert "san-pham" in ask(f"/01/{gtin}/10/L2612")["Location"]
    actions.end_recall(called, result="safe", outcome="Kiểm nghiệm lại đạt", recovered=0, destroyed=0, by=dung, at=NOW)
    assert "san-pham" in ask(f"/01/{gtin}/10/L2611")["Location"]
    assert ask(target.removeprefix(SITE)).status_code == 404
