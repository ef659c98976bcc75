"""What officers and producers do to the register, and what is refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from ocop.ground.accounts.models import User
from ocop.ground.offices.states import Role
from ocop.ground.producers import actions
from ocop.ground.producers.models import Product, Representative
from ocop.ground.producers.queries import producers_represented_by
from ocop.ground.producers.states import LegalForm
from ocop.ground.registry.actions import file_document
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from tests.ground.producers.conftest import photo
from tests.world import NOW, World, appoint, make_user

TODAY = NOW.date()


@pytest.mark.requirement("R60")
def test_officer_registers_a_producer_with_its_legal_form_and_the_journal_knows(world: World) -> None:
    hien = world.actor(world.co_hien)
    made = actions.register_producer(
        name="  Tổ hợp tác  Mắm Đồng ",
        unit=world.phuong_thinh,
        legal_form=LegalForm.COOPERATIVE_GROUP,
        since=date(2025, 3, 1),
        phone="0912345678",
        by=hien,
        at=NOW,
    )
    assert made.name == "Tổ hợp tác Mắm Đồng"
    assert made.legal_form is not None
    assert made.legal_form.form == LegalForm.COOPERATIVE_GROUP
    row = JournalEntry.objects.get(act="producers.producer_registered")
    assert row.subject_id == made.public_id
    assert row.actor_name == "Lê Thị Hiền"
    assert "0912345678" not in row.data, "telephone numbers never enter the journal"


def test_officer_cannot_register_in_the_next_commune(world: World) -> None:
    with pytest.raises(Refused, match="đơn vị khác phụ trách"):
        actions.register_producer(
            name="X", unit=world.thap_muoi, legal_form="household", since=TODAY, by=world.actor(world.co_hien), at=NOW
        )


def test_one_tax_code_belongs_to_one_producer(world: World) -> None:
    dung = world.actor(world.anh_dung)
    actions.edit_producer(world.fish_maker, tax_code="1400123456", by=dung, at=NOW)
    with pytest.raises(Refused, match="1400123456 đã có"):
        actions.edit_producer(world.lotus_maker, tax_code="1400123456", by=dung, at=NOW)
    world.lotus_maker.refresh_from_db()
    assert world.lotus_maker.tax_code == ""


def test_producer_changes_the_telephone_but_not_the_name(world: World) -> None:
    lan = world.actor(world.chi_lan)
    actions.edit_producer(world.fish_maker, phone="0987654321", by=lan, at=NOW)
    world.fish_maker.refresh_from_db()
    assert world.fish_maker.phone == "0987654321"
    with pytest.raises(Refused, match="cán bộ OCOP sửa"):
        actions.edit_producer(world.fish_maker, name="Công ty Bà Lan", by=lan, at=NOW)


def test_a_new_name_of_the_producer_finds_its_products(world: World) -> None:
    actions.edit_producer(world.fish_maker, name="Cơ sở Sáu Lòng Tong", by=world.actor(world.anh_dung), at=NOW)
    assert list(Product.objects.search("long tong")) == [world.dried_fish]


@pytest.mark.requirement("R61")
def test_household_becomes_a_cooperative_and_both_forms_stay(world: World) -> None:
    actions.change_legal_form(
        world.fish_maker,
        legal_form=LegalForm.COOPERATIVE,
        since=date(2026, 11, 1),
        by=world.actor(world.co_hien),
        at=NOW,
    )
    spans = list(world.fish_maker.forms.order_by("valid_from").values_list("form", "valid_from", "valid_to"))
    assert spans == [
        ("establishment", date(2019, 1, 1), date(2026, 10, 31)),
        ("cooperative", date(2026, 11, 1), None),
    ]


def test_new_legal_form_cannot_begin_before_the_running_one(world: World) -> None:
    with pytest.raises(Refused, match="01/01/2019"):
        actions.change_legal_form(
            world.fish_maker, legal_form="cooperative", since=date(2018, 1, 1), by=world.actor(world.anh_dung), at=NOW
        )


def test_representative_gets_an_account_and_a_link(world: World) -> None:
    line, token = actions.add_representative(
        world.fish_maker, login="0909 111 222", full_name="Trần Thị Bé", by=world.actor(world.co_hien), at=NOW
    )
    assert token
    assert line.user.login == "0909111222"
    assert producers_represented_by(line.user_id, TODAY) == {world.fish_maker.pk}


def test_person_with_an_account_needs_no_link_and_keeps_the_other_producer(world: World) -> None:
    _, token = actions.add_representative(
        world.fish_maker, login="0912000002", full_name="ai đó", by=world.actor(world.co_hien), at=NOW
    )
    assert token == ""
    assert User.objects.get(login="0912000002").full_name == "Trần Văn Phúc"
    both = {world.fish_maker.pk, world.lotus_maker.pk}
    assert producers_represented_by(world.anh_phuc.pk, TODAY) == both


def test_ended_representative_sees_nothing_from_that_moment(world: World) -> None:
    line = Representative.objects.get(user=world.chi_lan)
    actions.end_representative(line, by=world.actor(world.co_hien), at=NOW)
    assert producers_represented_by(world.chi_lan.pk, TODAY) == frozenset()
    assert producers_represented_by(world.chi_lan.pk, TODAY - timedelta(days=1)) == {world.fish_maker.pk}


def test_representative_named_by_mistake_is_gone_the_same_day(world: World) -> None:
    hien = world.actor(world.co_hien)
    line, _ = actions.add_representative(world.fish_maker, login="0909111222", full_name="Nhầm", by=hien, at=NOW)
    actions.end_representative(line, by=hien, at=NOW)
    assert producers_represented_by(line.user_id, TODAY) == frozenset()


def test_producer_opens_a_product_in_a_set(world: World) -> None:
    lan = world.actor(world.chi_lan)
    made = actions.open_product(world.fish_maker, name="Mắm cá linh", sets={"26-2026": "I.3.d"}, by=lan, at=NOW)
    assert made.state == "candidate"
    assert made.classifications.get().set_code == "I.3.d"


def test_same_product_spelled_otherwise_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="đã có sản phẩm “Khô cá sặc rằn”"):
        actions.open_product(world.fish_maker, name="KHÔ CÁ  SẶC RẰN", by=world.actor(world.chi_lan), at=NOW)


def test_set_of_another_law_is_refused(world: World) -> None:
    with pytest.raises(Refused, match=r"không có bộ sản phẩm I\.3\.e"):
        actions.classify_product(
            world.dried_fish, criteria_id="26-2026", set_code="I.3.e", by=world.actor(world.chi_lan), at=NOW
        )


def test_reclassifying_keeps_the_old_line(world: World) -> None:
    lan = world.actor(world.chi_lan)
    actions.classify_product(world.dried_fish, criteria_id="26-2026", set_code="I.1.b", by=lan, at=NOW)
    lines = world.dried_fish.classifications.filter(criteria_id="26-2026").order_by("pk")
    assert [(line.set_code, line.is_current) for line in lines] == [("I.3.d", False), ("I.1.b", True)]


def test_recognised_product_is_reclassified_by_officers_only(world: World) -> None:
    Product.objects.filter(pk=world.dried_fish.pk).update(state="recognised")
    with pytest.raises(Refused, match="đã được công nhận"):
        actions.classify_product(
            world.dried_fish, criteria_id="26-2026", set_code="I.1.b", by=world.actor(world.chi_lan), at=NOW
        )
    actions.classify_product(
        world.dried_fish, criteria_id="26-2026", set_code="I.1.b", by=world.actor(world.co_hien), at=NOW
    )


def test_replaced_paper_stays_and_leaves_the_wallet(world: World, make_paper) -> None:
    lan = world.actor(world.chi_lan)
    old = make_paper(world.fish_maker, lan, valid_until=date(2026, 12, 1))
    facts = actions.PaperFacts(kind="food_safety", issued_on=date(2026, 11, 20), valid_until=date(2029, 11, 20))
    newer_file = file_document(photo("moi.jpg", "red"), by=lan, at=NOW)
    newer = actions.replace_paper(old, document=newer_file, facts=facts, by=lan, at=NOW)
    old.refresh_from_db()
    assert old.replaced_by == newer
    assert list(type(old).objects.in_wallet(world.fish_maker)) == [newer]
    with pytest.raises(Refused, match="thay bằng bản mới hơn"):
        actions.replace_paper(old, document=newer_file, facts=facts, by=lan, at=NOW)


def test_paper_dates_that_cannot_be_are_refused_in_words_and_by_the_database(world: World, make_paper) -> None:
    lan = world.actor(world.chi_lan)
    with pytest.raises(Refused, match="trước ngày cấp"):
        make_paper(world.fish_maker, lan, valid_until=date(2023, 1, 1))
    with pytest.raises(Refused, match="sau hôm nay"):
        make_paper(world.fish_maker, lan, issued_on=date(2027, 1, 1))
    paper = make_paper(world.fish_maker, lan)
    with pytest.raises(IntegrityError):
        type(paper).objects.filter(pk=paper.pk).update(valid_until=date(2020, 1, 1))


def test_another_producer_cannot_file_into_this_wallet(world: World, make_paper) -> None:
    with pytest.raises(Refused, match="nộp được giấy tờ"):
        make_paper(world.fish_maker, world.actor(world.anh_phuc))


@pytest.mark.parametrize(
    ("valid_until", "status", "left"),
    [
        (None, "lasting", None),
        (date(2026, 11, 23), "expired", -1),
        (date(2026, 11, 24), "expiring", 0),
        (date(2027, 1, 23), "expiring", 60),
        (date(2027, 1, 24), "valid", 61),
    ],
)
def test_a_paper_counts_through_its_last_day(world: World, make_paper, valid_until, status, left) -> None:
    paper = make_paper(world.fish_maker, world.actor(world.chi_lan), valid_until=valid_until)
    assert paper.status(TODAY) == status
    assert paper.days_left(TODAY) == left


@pytest.mark.parametrize("position", ["administrator", "administrator from next month", "producer elsewhere"])
def test_naming_somebody_a_representative_opens_no_account_of_theirs(world: World, position: str) -> None:
    """A link opens the whole account: it may not become a way into an officer's, or a stranger's."""
    hien = world.actor(world.co_hien)
    person = {"administrator": world.anh_quan, "producer elsewhere": world.anh_phuc}.get(position)
    if person is None:
        person = make_user("Mai Văn Tới", "toi@vpdp.example", password=None)
        appoint(person, world.coordination_office, Role.ADMIN, since=TODAY + timedelta(days=30))
    line, token = actions.add_representative(world.fish_maker, login=person.login, full_name="x", by=hien, at=NOW)
    assert token == ""
    with pytest.raises(Refused, match=r"là cán bộ|địa bàn khác"):
        actions.invite_again(line, by=hien, at=NOW)
    assert not person.invitations.exists()


def test_commune_officer_helps_own_producer_back_in(world: World) -> None:
    line = Representative.objects.get(user=world.chi_lan)
    assert actions.invite_again(line, by=world.actor(world.co_hien), at=NOW)


def test_name_on_a_decision_is_changed_by_officers_only(world: World) -> None:
    product = world.dried_fish
    actions.edit_product(product, name="Khô cá sặc rằn Bà Lan", by=world.actor(world.chi_lan), at=NOW)
    Product.objects.filter(pk=product.pk).update(state="recognised")
    with pytest.raises(Refused, match="cán bộ OCOP"):
        actions.edit_product(product, name="Mật ong rừng", by=world.actor(world.chi_lan), at=NOW)
    actions.edit_product(product, description="Phơi hai nắng", by=world.actor(world.chi_lan), at=NOW)
    actions.edit_product(product, name="Khô cá sặc Bà Lan", by=world.actor(world.co_hien), at=NOW)
    product.refresh_from_db()
    assert (product.name, product.description) == ("Khô cá sặc Bà Lan", "Phơi hai nắng")
