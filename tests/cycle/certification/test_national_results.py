"""Results from the national software's list: previewed, asked about where they look known, and written as history."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from ocop.cycle.certification.models import Recognition, RecognitionDecision
from ocop.cycle.certification.queries import standing
from ocop.cycle.certification.sheets import NationalResults
from ocop.cycle.certification.states import Standing
from ocop.ground.offices.models import UnitSuccession
from ocop.ground.offices.states import OfficeKind, Tier, UnitKind
from ocop.ground.producers.models import Producer, Product
from ocop.ground.producers.states import ProductState
from ocop.ground.registry.models import JournalEntry
from tests.excel import NOTHING_NEW, resend, send, take, workbook
from tests.world import MERGER, NOW, World, make_office, make_unit
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.usefixtures("at_now")]

TABLE = "ket-qua-phan-mem-quoc-gia"
HEADINGS = (
    "Mã sản phẩm",
    "Sản phẩm",
    "Mã chủ thể",
    "Chủ thể",
    "Loại hình",
    "Xã, phường",
    "Nhóm sản phẩm",
    "Mã quốc gia",
    "Hạng sao",
    "Số quyết định",
    "Ngày ký",
    "Cơ quan công nhận",
)


def row(world: World, product: str = "Trà lá sen", **said: str) -> tuple[str, ...]:
    """A line of the list; what is not said is of a new product of a new producer in Tháp Mười."""
    cells = {
        "Sản phẩm": product,
        "Chủ thể": "Hộ kinh doanh Sáu Nhàn",
        "Loại hình": "Hộ sản xuất",
        "Xã, phường": "Xã Tháp Mười",
        "Nhóm sản phẩm": "Đồ uống",
        "Hạng sao": "3",
        "Số quyết định": "90/QĐ-UBND",
        "Ngày ký": "10/3/2026",
        "Cơ quan công nhận": world.province_committee.name,
        **said,
    }
    return tuple(cells.get(heading, "") for heading in HEADINGS)


def preview_of(world: World, sign_in: Any, *rows: tuple[str, ...]) -> Any:
    return send(sign_in(world.anh_dung), TABLE, workbook(HEADINGS, *rows))


@pytest.mark.requirement("R242")
def test_a_list_makes_producers_products_and_recognitions_with_their_source(world: World, sign_in: Any) -> None:
    client = sign_in(world.anh_dung)
    preview = send(client, TABLE, workbook(HEADINGS, row(world), row(world, "Hạt sen rang", **{"Hạng sao": "4"})))
    assert not Recognition.objects.exists(), "looking writes nothing"
    assert "Đã ghi 2 dòng mới" in take(client, preview).content.decode()
    producer = Producer.objects.get(name="Hộ kinh doanh Sáu Nhàn")
    assert producer.unit == world.thap_muoi
    assert {(each.name, each.state) for each in producer.products.all()} == {
        ("Trà lá sen", ProductState.RECOGNISED),
        ("Hạt sen rang", ProductState.RECOGNISED),
    }
    tea = Recognition.objects.get(product__name="Trà lá sen")
    assert (tea.stars, tea.valid_from, tea.valid_until) == (3, date(2026, 3, 10), date(2029, 3, 9))
    assert "phần mềm quốc gia" in tea.source_words
    assert RecognitionDecision.objects.count() == 1, "lines of one decision share it"
    assert JournalEntry.objects.filter(act="certification.result_brought_in").count() == 2


def test_the_list_sent_back_or_sent_again_changes_nothing(world: World, sign_in: Any) -> None:
    client = sign_in(world.anh_dung)
    sheet = workbook(HEADINGS, row(world))
    take(client, send(client, TABLE, sheet))
    assert NOTHING_NEW in resend(client, TABLE, reverse("certification:national_results_sheet")).content.decode()
    assert NOTHING_NEW in send(client, TABLE, workbook(HEADINGS, row(world))).content.decode()


def test_a_product_on_file_is_recognised_and_not_made_again(world: World, sign_in: Any) -> None:
    client = sign_in(world.anh_dung)
    known = row(world, "hạt sen SẤY", **{"Chủ thể": "Hợp tác xã sen Tháp Mười", "Loại hình": ""})
    take(client, send(client, TABLE, workbook(HEADINGS, known)))
    assert Recognition.objects.get().product == world.lotus_seed
    assert Product.objects.count() == 2


def test_an_old_commune_of_the_day_names_the_producer_of_today(world: World, sign_in: Any) -> None:
    old = make_unit(
        "Mỹ An", code="30040", kind=UnitKind.TOWNSHIP, valid_from=date(2004, 1, 1), valid_to=date(2025, 6, 30)
    )
    UnitSuccession.objects.create(old=old, new=world.thap_muoi, on=MERGER)
    past = {"Chủ thể": "Hợp tác xã Sen Tháp Mười", "Xã, phường": "Thị trấn Mỹ An", "Ngày ký": "5/5/2021"}
    client = sign_in(world.anh_dung)
    preview = send(client, TABLE, workbook(HEADINGS, row(world, "Hạt sen sấy", **past)))
    assert not preview.context["plan"].errors, preview.context["plan"].errors
    take(client, preview)
    assert Recognition.objects.get().product == world.lotus_seed


def test_what_looks_like_a_record_is_asked_about_and_its_code_says_it_is_the_same(world: World, sign_in: Any) -> None:
    client = sign_in(world.anh_dung)
    near_maker = row(world, "Hạt sen sấy", **{"Chủ thể": "HTX Sen Tháp Mười", "Loại hình": "Hợp tác xã"})
    near_thing = row(world, "Hạt sen xấy", **{"Chủ thể": "Hợp tác xã Sen Tháp Mười"})
    plan = send(client, TABLE, workbook(HEADINGS, near_maker, near_thing)).context["plan"]
    first, second = plan.questions
    assert world.lotus_maker.public_id in first.near[0].words
    assert world.lotus_seed.public_id in second.near[0].words
    coded = row(world, "Hạt sen sấy", **{"Chủ thể": "HTX Sen", "Mã chủ thể": world.lotus_maker.public_id})
    take(client, send(client, TABLE, workbook(HEADINGS, coded)))
    assert Recognition.objects.get().product == world.lotus_seed


def test_a_result_of_the_same_year_known_from_elsewhere_is_asked_about(world: World, sign_in: Any) -> None:
    make_recognition(world.lotus_seed, world.province_committee, stars=4)
    line = row(world, "Hạt sen sấy", **{"Chủ thể": "Hợp tác xã Sen Tháp Mười"})
    (question,) = preview_of(world, sign_in, line).context["plan"].questions
    assert question.near[0].words == "Đã ghi 4 sao, ngày 01/07/2026"


@pytest.mark.parametrize(
    ("said", "column", "words"),
    [
        ({"Hạng sao": "2"}, "Hạng sao", "3"),
        ({"Ngày ký": "1/1/2030"}, "Cả dòng", "tương lai"),
        ({"Hạng sao": "5"}, "Cả dòng", "5 sao do"),
        ({"Xã, phường": "Xã Tháp Mườii"}, "Xã, phường", "Tháp Mười"),
        ({"Cơ quan công nhận": "UBND xã"}, "Cơ quan công nhận", "Không có cơ quan"),
        ({"Loại hình": ""}, "Loại hình", "loại hình để lập mới"),
        ({"Mã sản phẩm": "khongco"}, "Mã sản phẩm", "Không có bản ghi mang mã này"),
    ],
)
def test_a_refused_row_says_why_and_nothing_is_written(
    world: World, sign_in: Any, said: dict[str, str], column: str, words: str
) -> None:
    (error,) = preview_of(world, sign_in, row(world, **said)).context["plan"].errors
    assert error.column == column
    assert words in error.remedy
    assert not Recognition.objects.exists()


def test_another_star_on_the_same_day_is_refused(world: World, sign_in: Any) -> None:
    client = sign_in(world.anh_dung)
    take(client, send(client, TABLE, workbook(HEADINGS, row(world))))
    (error,) = preview_of(world, sign_in, row(world, **{"Hạng sao": "4"})).context["plan"].errors
    assert "đã được ghi 3 sao" in error.remedy


def test_an_older_result_stands_before_what_is_on_file(world: World, sign_in: Any) -> None:
    """Three stars of 2021 brought in after four stars of 2026: the newer one took the place of the older."""
    newer = make_recognition(world.lotus_seed, world.province_committee, stars=4)
    older = row(world, "Hạt sen sấy", **{"Chủ thể": "Hợp tác xã Sen Tháp Mười", "Ngày ký": "5/5/2021"})
    client = sign_in(world.anh_dung)
    preview = send(client, TABLE, workbook(HEADINGS, older))
    assert not preview.context["plan"].errors, preview.context["plan"].errors
    take(client, preview)
    newer.refresh_from_db()
    made = Recognition.objects.get(stars=3)
    assert newer.supersedes == made
    assert standing(made, NOW.date()) == Standing.SUPERSEDED
    assert Recognition.objects.standing_on(NOW.date()).get() == newer


def test_only_the_coordination_office_brings_results_in(world: World, sign_in: Any) -> None:
    assert sign_in(world.ong_khanh).get(reverse("certification:national_results")).status_code == 200
    for officer in (world.co_hien, world.ong_khanh, world.ba_nga):
        assert sign_in(officer).get(reverse("intake:upload", args=[TABLE])).status_code in (403, 404)


def test_the_page_and_the_public_page_name_the_source(world: World, sign_in: Any, client: Any) -> None:
    officer = sign_in(world.anh_dung)
    take(officer, send(officer, TABLE, workbook(HEADINGS, row(world))))
    listed = officer.get(reverse("certification:national_results"), {"q": "tra la"}).content.decode()
    assert "Trà lá sen" in listed
    product = Product.objects.get(name="Trà lá sen")
    public = client.get(reverse("portal:product", args=[product.public_id])).content.decode()
    assert "Danh sách kết quả của phần mềm quốc gia" in public


def test_many_rows_are_planned_with_a_fixed_number_of_questions(
    world: World, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    make_office("Bộ", kind=OfficeKind.MINISTRY, tier=Tier.CENTRAL)
    rows = [(number, row(world, f"Trà số {number}")) for number in range(2, 42)]
    table = NationalResults(world.actor(world.anh_dung))
    with django_assert_max_num_queries(8):
        assert len(table.plan(HEADINGS, rows).new) == 40
