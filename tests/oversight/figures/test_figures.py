"""Figures asked of indicators, and figures published with the list of what they counted."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from ocop.cycle.certification.models import Recognition
from ocop.ground.accounts.models import User
from ocop.ground.offices.borders import Gap
from ocop.ground.planning.measures import Measure, known_measures, measure_called, values_on
from ocop.ground.producers.models import Producer, Product
from ocop.kit.scope import Refused
from ocop.oversight.figures import actions
from ocop.oversight.figures.comparing import difference
from ocop.oversight.figures.freezing import lines_of, thaw
from ocop.oversight.figures.models import Figure, SavedQuestion
from ocop.oversight.figures.questions import Question, answer, rows_of, split_answer, splits_of
from tests.excel import above, read
from tests.world import MERGER, NOW, UnitSuccession, World, make_product, make_unit
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]
TODAY = NOW.date()


def asked(key: str = "certification.recognised", **facts: object) -> Question:
    measure = measure_called(key)
    assert measure is not None
    return Question(measure, **{"on": TODAY, **facts})  # type: ignore[arg-type]


@pytest.fixture
def starred(world: World) -> World:
    """The fish of Phương Thịnh has 4 stars since July, the lotus of Tháp Mười 3 since August."""
    make_recognition(world.dried_fish, world.province_committee, stars=4, valid_from=date(2026, 7, 1))
    make_recognition(world.lotus_seed, world.province_committee, stars=3, valid_from=date(2026, 8, 1), number="9/QĐ")
    return world


def publish(world: World, question: Question, **facts: object) -> Figure:
    who = world.actor(world.anh_dung)
    return actions.publish(question, office=world.coordination_office, by=who, at=NOW, **facts)  # type: ignore[arg-type]


def cells(question: Question) -> dict[str, int]:
    return {cell.label: cell.count for cell in split_answer(question, TODAY)}


def test_a_question_is_answered_by_place_star_and_time(starred: World) -> None:
    assert answer(asked()).count == 2
    assert cells(asked(split="xa")) == {"Xã Phương Thịnh": 1, "Xã Tháp Mười": 1}
    assert cells(asked(split="stars")) == {"3 sao": 1, "4 sao": 1, "5 sao": 0}
    assert list(cells(asked(split="quy", on=date(2026, 9, 30))).items())[-2:] == [("30/06/2026", 0), ("30/09/2026", 2)]
    assert cells(asked(split="stars", place=starred.thap_muoi)) == {"3 sao": 1, "4 sao": 0, "5 sao": 0}


def test_each_part_of_an_answer_asks_for_itself_alone(starred: World) -> None:
    for split in splits_of(asked().measure):
        for cell in split_answer(asked(split=split), TODAY):
            if cell.question is None:
                assert cell.gap is Gap.UNKNOWN  # today's communes came from no old one in this province
            else:
                assert answer(cell.question).count == cell.count, cell.label


def test_every_part_of_every_split_opens_its_records(starred: World, sign_in: SignIn) -> None:
    """A commune that is no more keeps its figure, and its link."""
    old = make_unit("Phương Thịnh cũ", code="29999", valid_from=date(2004, 1, 1), valid_to=date(2025, 6, 30))
    UnitSuccession.objects.create(old=old, new=starred.phuong_thinh, on=MERGER)
    Producer.objects.filter(pk=starred.fish_maker.pk).update(unit=old)
    client = sign_in(starred.anh_dung)
    for split in splits_of(asked().measure):
        page = client.get(reverse("figures:ask", args=["certification.recognised"]), {"chia": split}).content.decode()
        links = re.findall(r'href="(/so-lieu/chi-so/[^"]+/ban-ghi/[^"]*)"', page)
        assert links
        for link in links:
            assert client.get(unescape(link)).status_code == 200, link
    assert cells(asked(split="xa-cu"))["Xã Phương Thịnh cũ"] == 1
    assert cells(asked(split="xa", on=date(2026, 7, 2))) == {"Xã Phương Thịnh": 1}


def test_every_indicator_can_be_asked_split_and_published_with_its_base_and_records(starred: World) -> None:
    """No figure without base and records: a share without its base is not even a value of this record."""
    assert len(known_measures()) >= 20
    for measure in known_measures().values():
        question = asked(measure.key, since=date(2026, 1, 1))
        figure = publish(starred, question)
        (value,) = values_on(measure, {}, [TODAY], since=question.span.since)
        assert (figure.value, figure.base) == (value.count, value.base), measure.key
        assert (figure.base is not None) == (measure.base is not None)
        assert figure.definition
        for kept, count in ((figure.counted, figure.value), (figure.counted_of, figure.base)):
            if kept is not None and not figure.is_sum:
                assert kept.things == count == len({line.thing for line in thaw(kept)})
        for split in splits_of(measure):
            split_answer(asked(measure.key, split=split, since=date(2026, 1, 1)), TODAY)


def test_a_published_figure_keeps_what_it_counted_when_the_records_change(starred: World) -> None:
    figure = publish(starred, asked(), why="Báo cáo 6 tháng")
    Product.objects.filter(pk=starred.dried_fish.pk).update(name="Khô cá đổi tên")
    Recognition.objects.filter(product=starred.lotus_seed).update(valid_until=TODAY - timedelta(days=1))
    fresh = make_product("Trà lá sen", starred.lotus_maker)
    make_recognition(fresh, starred.province_committee, stars=3, valid_from=TODAY, number="7/QĐ")

    then = list(thaw(Figure.objects.get(pk=figure.pk).counted))
    assert {line.label for line in then} == {"Khô cá sặc rằn: 4 sao", "Hạt sen sấy: 3 sao"}
    change = difference(then, lines_of(asked().measure.counted, rows_of(asked())))
    assert [line.label for line in change.gone] == ["Hạt sen sấy: 3 sao"]
    assert [line.label for line in change.come] == ["Trà lá sen: 3 sao"]


def test_the_page_of_a_code_shows_then_beside_now(starred: World, sign_in: SignIn) -> None:
    figure = publish(starred, asked())
    Recognition.objects.filter(product=starred.lotus_seed).update(valid_until=TODAY - timedelta(days=1))
    client = sign_in(starred.anh_dung)
    found = client.get(reverse("figures:published"), {"q": figure.printed_code.lower()})
    assert found["Location"] == reverse("figures:figure", args=[figure.code])
    page = client.get(reverse("figures:figure", args=[figure.printed_code])).content.decode()
    assert "<strong>2</strong> sản phẩm" in page
    assert "<strong>1</strong> sản phẩm" in page
    gone = client.get(reverse("figures:lines", args=[figure.code]), {"phan": "bot"}).content.decode()
    assert "Hạt sen sấy: 3 sao" in gone
    assert "Khô cá sặc rằn" not in gone
    table = read(client.get(reverse("figures:lines_sheet", args=[figure.code])))
    assert any("Khô cá sặc rằn: 4 sao" in row for row in table.rows)


def test_a_figure_that_stays_the_same_by_other_records_says_so(starred: World, sign_in: SignIn) -> None:
    figure = publish(starred, asked())
    Recognition.objects.filter(product=starred.lotus_seed).update(valid_until=TODAY - timedelta(days=1))
    fresh = make_product("Trà lá sen", starred.lotus_maker)
    make_recognition(fresh, starred.province_committee, stars=3, valid_from=TODAY, number="7/QĐ")
    client = sign_in(starred.anh_dung)
    page = client.get(reverse("figures:figure", args=[figure.code])).content.decode()
    assert "các bản ghi đứng sau có thể đã khác" in page
    come = client.get(reverse("figures:lines", args=[figure.code]), {"phan": "them"}).content.decode()
    assert "Trà lá sen: 3 sao" in come
    assert "Khô cá" not in come


def test_more_records_than_can_be_listed_at_once_are_refused(starred: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_RECORDS", 1)
    with pytest.raises(Refused, match="đếm 2 bản ghi"):
        publish(starred, asked())


def test_a_figure_is_found_by_words_without_marks(starred: World, sign_in: SignIn) -> None:
    publish(starred, asked())
    for words in ("san pham", "SẢN PHẨM có sao"):
        page = sign_in(starred.anh_dung).get(reverse("figures:published"), {"q": words}).content.decode()
        assert "Sản phẩm có sao còn hiệu lực" in page


def test_a_place_opens_its_own_records_of_a_figure_and_no_others(starred: World, sign_in: SignIn) -> None:
    figure = publish(starred, asked())
    client = sign_in(starred.chu_tam)
    page = client.get(reverse("figures:lines", args=[figure.code])).content.decode()
    assert "Hạt sen sấy: 3 sao" in page
    assert "Khô cá sặc rằn" not in page
    assert "anh/chị xem được 1 trong số 2 bản ghi của danh sách" in page, "the total is published with the figure"
    assert "1 trong số 2" in above(client.get(reverse("figures:lines_sheet", args=[figure.code])))
    whole = sign_in(starred.anh_dung).get(reverse("figures:lines", args=[figure.code])).content.decode()
    assert "trong số" not in whole
    assert sign_in(starred.chi_mai).get(reverse("figures:lines", args=[figure.code])).status_code == 404
    assert sign_in(starred.chi_mai).get(reverse("figures:figure", args=[figure.code])).status_code == 200
    assert sign_in(starred.chi_lan).get(reverse("figures:figure", args=[figure.code])).status_code == 404


def test_the_same_list_is_kept_once(starred: World) -> None:
    one, other = publish(starred, asked()), publish(starred, asked())
    assert one.counted_id == other.counted_id
    assert one.code != other.code


def test_publishing_is_the_coordination_offices_and_a_second_press_publishes_nothing(
    starred: World, sign_in: SignIn
) -> None:
    address = reverse("figures:publish", args=["certification.recognised"])
    said = {"key": "abcdefgh2345", "why": "Báo cáo năm"}
    client = sign_in(starred.anh_dung)
    first, second = client.post(address, said), client.post(address, said)
    assert first["Location"] == second["Location"]
    assert Figure.objects.count() == 1
    refused = sign_in(starred.chu_tam).post(address, {**said, "key": "abcdefgh2346"})
    assert refused.status_code == 422
    assert "Chỉ Văn phòng Điều phối tỉnh" in refused.content.decode()
    with pytest.raises(Refused, match="chưa đến"):
        publish(starred, asked(on=TODAY + timedelta(days=1)))
    with pytest.raises(Refused, match="không có giá trị"):
        publish(starred, asked(options={"stars": "9"}))


def test_a_question_is_kept_under_a_name_and_asked_again_by_its_link(starred: World, sign_in: SignIn) -> None:
    client = sign_in(starred.chu_tam)
    keep = reverse("figures:keep", args=["certification.recognised"])
    client.post(f"{keep}?ngay=01/09/2026&o_stars=3&chia=xa", {"name": "Sao của xã"})
    kept = SavedQuestion.objects.get()
    assert kept.name in client.get(reverse("figures:indicators")).content.decode()
    page = client.get(kept.query).content.decode()
    assert "đến 01/09/2026" in page
    assert "Xã Tháp Mười" in page
    assert sign_in(starred.co_hien).post(reverse("figures:drop", args=[kept.public_id])).status_code == 404
    client.post(reverse("figures:drop", args=[kept.public_id]))
    assert not SavedQuestion.objects.exists()


@pytest.mark.parametrize(
    ("asked_for", "words"),
    [
        ({"ngay": "31/02/2026"}, "Tính đến ngày"),
        ({"ngay": "01/01/2026", "tu": "01/02/2026"}, "Ngày bắt đầu phải trước ngày tính"),
        ({"dia_ban": "999999"}, "Địa bàn"),
        ({"chia": "mau-sac"}, "Chia theo"),
    ],
)
def test_a_question_that_cannot_be_read_names_its_field(
    asked_for: dict[str, str], words: str, starred: World, sign_in: SignIn
) -> None:
    response = sign_in(starred.anh_dung).get(reverse("figures:ask", args=["certification.new_products"]), asked_for)
    page = response.content.decode()
    assert response.status_code == 422
    assert "govuk-error-summary" in page
    assert words in page


def test_nobody_asks_an_indicator_that_is_none(world: World, sign_in: SignIn) -> None:
    assert sign_in(world.anh_dung).get(reverse("figures:ask", args=["nobody.knows"])).status_code == 404


def test_pages_ask_the_database_a_constant_number_of_questions(
    starred: World, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(starred.anh_dung)
    figure = publish(starred, asked())
    for number in range(20):
        product = make_product(f"Bánh phồng {number}", starred.fish_maker)
        make_recognition(product, starred.province_committee, stars=3, number=f"{number}/QĐ-B")
    for address, most in (
        (reverse("figures:indicators"), 8),
        (reverse("figures:ask", args=["certification.recognised"]) + "?chia=xa", 16),
        (reverse("figures:rows", args=["certification.recognised"]), 12),
        (reverse("figures:figure", args=[figure.code]), 12),
        (reverse("figures:lines", args=[figure.code]), 10),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_measures_have_topics() -> None:
    from ocop.oversight.figures.views.asking import TOPICS

    keys = [each.key for each in known_measures().values() if isinstance(each, Measure)]
    assert {key.split(".")[0] for key in keys} <= set(TOPICS)
