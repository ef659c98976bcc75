"""Records at a commune that was split: counted apart until an officer says where each lies, in place from then on."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from ocop.ground.offices import placing
from ocop.ground.offices.borders import Gap, all_borders
from ocop.ground.offices.models import Unit, UnitSuccession
from ocop.ground.offices.queries import first_reading_office, unit_on
from ocop.ground.offices.states import Tier, UnitKind
from ocop.ground.offices.todo import todos_for
from ocop.ground.planning.measures import measure_called
from ocop.ground.producers.models import Producer
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.oversight.figures.questions import Question, answer, split_answer
from tests.world import MERGER, NOW, World, make_producer, make_product, make_unit
from tests.world_certification import make_recognition

LAST_OLD_DAY = date(2025, 6, 30)
IN_2020 = date(2020, 12, 31)
TODAY = NOW.date()
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def gao_giong(world: World) -> Unit:
    """A commune of 2020 that went in part to Phương Thịnh and in part to Tháp Mười, with two producers."""
    ended = {"valid_from": date(2004, 1, 1), "valid_to": LAST_OLD_DAY}
    district = make_unit("Cao Lãnh", code="873", kind=UnitKind.DISTRICT, tier=Tier.DISTRICT, **ended)
    commune = make_unit("Gáo Giồng", code="30079", parent=district, **ended)
    for new in (world.phuong_thinh, world.thap_muoi):
        UnitSuccession.objects.create(old=commune, new=new, on=MERGER, whole=False)
        whole = make_unit(f"{new.name} cũ", code=f"2{new.code[1:]}", parent=district, **ended)
        UnitSuccession.objects.create(old=whole, new=new, on=MERGER)
    made = [
        make_product("Gạo sạch", make_producer("Hợp tác xã Gáo Giồng", commune)),
        make_product("Mật ong tràm", make_producer("Cơ sở Mật ong", commune)),
        world.dried_fish,
        world.lotus_seed,
    ]
    for product in made:
        make_recognition(product, world.province_committee, number=f"{product.pk}/QĐ-UBND")
    return commune


def marks_of(commune: Unit, *, placed: bool = False) -> list[str]:
    return [line.mark for line in placing.lines_of(placing.keys_at(commune, placed=placed))]


def say(world: World, commune: Unit, new: Unit | None, marks: list[str]) -> int:
    return placing.place(marks, commune, new, by=world.actor(world.anh_dung), at=NOW)


def products(split: str) -> tuple[int, dict[str, int]]:
    """The products of the province, and of each row of the table in some borders."""
    measure = measure_called("certification.recognised")
    assert measure is not None
    question = Question(measure=measure, on=TODAY)
    rows = split_answer(Question(measure=measure, on=TODAY, split=split), TODAY)
    return answer(question).count, {cell.label: cell.count for cell in rows}


@pytest.mark.requirement("R9")
@pytest.mark.parametrize("split", ["xa", "huyen", "xa-cu"])
def test_the_rows_of_either_border_add_up_to_the_province_before_and_after(
    world: World, gao_giong: Unit, split: str
) -> None:
    total, rows = products(split)
    assert total == sum(rows.values()) == 4
    say(world, gao_giong, world.phuong_thinh, marks_of(gao_giong)[:1])
    total, rows = products(split)
    assert total == sum(rows.values()) == 4


def test_a_table_says_what_waits_and_lets_it_go_once_the_officer_has_said(world: World, gao_giong: Unit) -> None:
    assert products("xa")[1] == {"Xã Phương Thịnh": 1, "Xã Tháp Mười": 1, "Chưa phân định (xã tách)": 2}
    say(world, gao_giong, world.phuong_thinh, marks_of(gao_giong)[:1])
    assert products("xa")[1] == {"Xã Phương Thịnh": 2, "Xã Tháp Mười": 1, "Chưa phân định (xã tách)": 1}
    say(world, gao_giong, world.thap_muoi, marks_of(gao_giong))
    assert products("xa")[1] == {"Xã Phương Thịnh": 2, "Xã Tháp Mười": 2}


def test_the_old_commune_and_district_count_the_same_whatever_was_said(world: World, gao_giong: Unit) -> None:
    before = products("xa-cu")[1], products("huyen")[1]
    assert before == ({"Xã Gáo Giồng": 2, "Cấp tỉnh hoặc chưa rõ địa bàn": 2}, {"Huyện Cao Lãnh": 4})
    say(world, gao_giong, world.thap_muoi, marks_of(gao_giong))
    assert (products("xa-cu")[1], products("huyen")[1]) == before
    assert Unit.objects.in_force(IN_2020).at(Tier.COMMUNE).count() == 3, "a part is no commune of its own"


def test_a_place_asked_alone_counts_what_was_placed_in_it(world: World, gao_giong: Unit) -> None:
    say(world, gao_giong, world.thap_muoi, marks_of(gao_giong))
    measure = measure_called("certification.recognised")
    assert measure is not None
    assert answer(Question(measure=measure, on=TODAY, place=world.thap_muoi)).count == 3
    assert answer(Question(measure=measure, on=TODAY, place=gao_giong)).count == 2


def test_a_place_is_told_what_may_be_its_own_until_everything_is_placed(world: World, gao_giong: Unit) -> None:
    """Two producers of Gáo Giồng wait: both communes are told of both, the district of none."""
    for place in (world.thap_muoi, world.phuong_thinh, None):
        assert placing.waiting_for(place).count == 2
    assert "Xã Gáo Giồng" in placing.waiting_for(world.thap_muoi).words
    assert placing.waiting_for(world.thap_muoi).url == reverse("offices:placing") + "?xa=30079"
    assert placing.waiting_for(gao_giong.parent).words == "", "it lies in its district whole"
    say(world, gao_giong, world.thap_muoi, marks_of(gao_giong))
    assert placing.waiting_for().words == ""


def test_reach_and_first_reader_follow_what_the_officer_said(world: World, gao_giong: Unit) -> None:
    producer = Producer.objects.get(name="Cơ sở Mật ong")
    for officer in (world.co_hien, world.chu_tam):
        assert Producer.objects.visible_to(world.actor(officer)).filter(pk=producer.pk).exists(), officer
    assert first_reading_office(producer.unit, TODAY) is None
    say(world, gao_giong, world.thap_muoi, [f"chu-the:{producer.public_id}"])
    producer.refresh_from_db()
    assert producer.unit.full_name == "Xã Gáo Giồng (phần nay thuộc Xã Tháp Mười)"
    assert first_reading_office(producer.unit, TODAY) == world.thap_muoi_committee
    assert unit_on(producer.unit, IN_2020) == (gao_giong,)
    assert not Producer.objects.visible_to(world.actor(world.co_hien)).filter(pk=producer.pk).exists()
    assert Producer.objects.visible_to(world.actor(world.chu_tam)).filter(pk=producer.pk).exists()


def test_a_second_press_changes_nothing_and_each_record_has_its_line_in_the_journal(
    world: World, gao_giong: Unit
) -> None:
    marks = marks_of(gao_giong)
    assert say(world, gao_giong, world.thap_muoi, marks) == 2
    assert say(world, gao_giong, world.thap_muoi, marks) == 0
    assert JournalEntry.objects.filter(act="offices.placed").count() == 2
    assert gao_giong.parts.count() == 1


def test_a_word_is_changed_and_taken_back(world: World, gao_giong: Unit) -> None:
    marks = marks_of(gao_giong)
    say(world, gao_giong, world.thap_muoi, marks)
    assert say(world, gao_giong, world.phuong_thinh, marks[:1]) == 1
    assert say(world, gao_giong, None, marks) == 2
    assert sorted(marks_of(gao_giong)) == sorted(marks)
    assert JournalEntry.objects.filter(act="offices.placing_undone").count() == 2


def test_a_record_elsewhere_is_not_moved_and_a_commune_that_took_no_part_is_refused(
    world: World, gao_giong: Unit
) -> None:
    elsewhere = [f"chu-the:{world.lotus_maker.public_id}", "la:123", "chu-the"]
    assert say(world, gao_giong, world.phuong_thinh, elsewhere) == 0
    other = make_unit("Mỹ Thọ", code="30100", parent=world.province)
    with pytest.raises(Refused, match="không nhận phần nào của Xã Gáo Giồng"):
        say(world, gao_giong, other, marks_of(gao_giong))
    with pytest.raises(Refused, match="không bị tách"):
        say(world, world.phuong_thinh, None, [])
    with pytest.raises(Refused, match="Văn phòng Điều phối tỉnh"):
        placing.place(marks_of(gao_giong), gao_giong, None, by=world.actor(world.co_hien), at=NOW)


def test_today_cannot_tell_the_communes_of_2020_of_what_is_recorded_today(world: World, gao_giong: Unit) -> None:
    assert all_borders().key_at(world.phuong_thinh.pk, Tier.COMMUNE, IN_2020) is not Gap.SPLIT
    assert all_borders().key_at(None, Tier.COMMUNE, TODAY) is Gap.UNKNOWN


def test_the_provincial_officer_places_records_on_the_page_and_takes_them_back(
    world: World, gao_giong: Unit, sign_in: Any
) -> None:
    client, page = sign_in(world.anh_dung), reverse("offices:placing")
    assert "Gáo Giồng (2 chờ)" in client.get(page).content.decode()
    said = {"chon": marks_of(gao_giong)[:1], "ve": world.thap_muoi.code}
    answered = client.post(page, said, follow=True).content.decode()
    assert "Đã phân định 1 bản ghi về Xã Tháp Mười" in answered
    done = client.get(page, {"viec": "roi", "xa": gao_giong.code}).content.decode()
    assert "Hợp tác xã Gáo Giồng" in done
    said = {"chon": marks_of(gao_giong, placed=True), "ve": "bo"}
    assert "Đã bỏ phân định 1 bản ghi" in client.post(f"{page}?viec=roi", said, follow=True).content.decode()
    assert len(marks_of(gao_giong)) == 2


def test_a_form_without_records_or_commune_says_what_to_do_and_keeps_what_was_marked(
    world: World, gao_giong: Unit, sign_in: Any
) -> None:
    client, page = sign_in(world.anh_dung), reverse("offices:placing")
    assert "Đánh dấu ít nhất một bản ghi" in client.post(page, {"ve": world.thap_muoi.code}).content.decode()
    answered = client.post(page, {"chon": marks_of(gao_giong)[:1]})
    assert answered.status_code == 422
    assert "Chọn xã, phường hiện nay" in answered.content.decode()
    assert f'value="{marks_of(gao_giong)[0]}" checked' in answered.content.decode()


def test_the_list_asks_a_constant_number_of_questions(
    world: World, gao_giong: Unit, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        make_producer(f"Hộ {number}", gao_giong)
    client = sign_in(world.anh_dung)
    client.get(reverse("offices:placing"))
    with django_assert_max_num_queries(34):
        client.get(reverse("offices:placing"))


def test_what_waits_is_on_the_officers_list_of_work_and_on_nobody_elses(world: World, gao_giong: Unit) -> None:
    (line,) = todos_for(world.actor(world.anh_dung), at=NOW)
    assert (line.title, line.count) == ("Phân định 2 bản ghi ở xã bị tách", 2)
    assert not todos_for(world.actor(world.co_hien), at=NOW)
    say(world, gao_giong, world.thap_muoi, marks_of(gao_giong))
    assert not todos_for(world.actor(world.anh_dung), at=NOW)


# Places that follow from something else, or are kept as they were: no officer says where these lie.
NOT_PLACED = {
    "offices.Unit.parent",
    "offices.Unit.part_of",
    "offices.UnitSuccession.old",
    "offices.UnitSuccession.new",
    "offices.Office.unit",
    "producers.Product.resource_unit",
    "figures.Figure.place",
    "epcis.TraceEvent.unit",
    "scans.Doubt.unit",
}


def test_every_record_with_a_place_can_be_placed_or_says_why_not() -> None:
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model is Unit
    }
    placed = {f"{kind.model._meta.label}.unit" for kind in placing.kinds()}
    assert found == placed | NOT_PLACED
