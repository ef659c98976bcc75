"""An idea is answered: asked back, taken, explained, handed on, merged; two officers at once; the author forgotten."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from ocop.cycle.ideas import actions
from ocop.cycle.ideas.actions.steps import answering_office
from ocop.cycle.ideas.following import followed
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.states import IdeaState
from ocop.cycle.ideas.todo import todos_for
from ocop.ground.accounts.tokens import digest, new_token
from ocop.ground.offices.states import Role
from ocop.ground.registry.models import JournalEntry, Notice
from ocop.kit.scope import Refused
from ocop.rules.calendar import working_days_between
from tests.cycle.ideas.conftest import STRANGER, send
from tests.world import NOW, World, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.mark.requirement("R78")
def test_a_stranger_s_idea_waits_for_the_officer_of_its_place_with_a_day(world: World, idea: Idea) -> None:
    assert idea.office == world.thap_muoi_committee
    assert working_days_between(NOW.date(), idea.due_on) == 10
    tam, hien = world.actor(world.chu_tam), world.actor(world.co_hien)
    assert [(todo.title, todo.due_on) for todo in todos_for(tam, at=NOW)] == [
        ("Trả lời ý tưởng “Trà lá sen túi lọc”", idea.due_on)
    ]
    assert todos_for(hien, at=NOW) == []
    assert not Idea.objects.visible_to(hien).exists()
    assert Idea.objects.visible_to(world.actor(world.anh_dung)).exists()


def test_where_nobody_works_for_the_programme_the_province_answers(world: World) -> None:
    quiet = make_unit("Mỹ Quí", code="30040", parent=world.province)
    assert answering_office(quiet, NOW.date()) == world.coordination_office
    world.thap_muoi_committee.appointments.filter(role=Role.COMMUNE_OFFICER).update(valid_to=date(2026, 1, 1))
    assert answering_office(world.thap_muoi, NOW.date()) == world.coordination_office


def test_the_same_secret_sends_once_and_only_its_digest_is_kept(world: World) -> None:
    secret = new_token()
    first, second = send(world, secret=secret), send(world, secret=secret)
    assert first == second
    assert Idea.objects.get().secret == digest(secret)
    assert first.steps.count() == 1
    assert JournalEntry.objects.filter(act="ideas.sent").count() == 1


def test_the_journal_and_notices_carry_nothing_of_the_author(world: World, idea: Idea) -> None:
    actions.ask_back(idea, question="Ai sẽ làm?", by=world.actor(world.chu_tam), at=NOW)
    actions.answer_question(idea, text="Tôi, số 0912345678", by=STRANGER, at=NOW)
    kept = [
        *JournalEntry.objects.values_list("data", "why", "actor_name"),
        *Notice.objects.values_list("title", "body"),
    ]
    told = repr(kept)
    assert all(word not in told for word in ("Nguyễn Thị Sen", "0912345678", "sen@thu.example", "Lá sen già"))


def test_a_question_gives_the_office_its_whole_term_again(world: World, idea: Idea) -> None:
    tam, later = world.actor(world.chu_tam), NOW + timedelta(days=7)
    actions.ask_back(idea, question="Ai sẽ làm?", by=tam, at=NOW)
    actions.ask_back(idea, question="Ai sẽ làm?", by=tam, at=NOW)
    asked = Idea.objects.get(pk=idea.pk)
    assert followed(asked).question == "Ai sẽ làm?"
    actions.answer_question(asked, text="Hợp tác xã Sen", by=STRANGER, at=later)
    actions.answer_question(asked, text="Hợp tác xã Sen", by=STRANGER, at=later)
    asked.refresh_from_db()
    assert asked.state == IdeaState.SENT
    assert working_days_between(later.date(), asked.due_on) == 10
    assert [step.kind for step in asked.steps.all()] == ["sent", "question", "answer"]
    with pytest.raises(Refused, match="Chờ trả lời"):
        actions.answer_question(asked, text="Câu khác", by=STRANGER, at=later)


def test_two_officers_answer_at_once_and_the_second_is_told_so(world: World, idea: Idea) -> None:
    actions.refuse(idea, reason="exists", words="Đã có nhiều.", by=world.actor(world.chu_tam), at=NOW)
    with pytest.raises(Refused, match="có thể vừa được xử lý"):
        actions.accept(idea, round_=world.round, words="Mời gặp.", by=world.actor(world.anh_dung), at=NOW)
    idea.refresh_from_db()
    assert (idea.state, idea.reason, idea.round) == (IdeaState.REFUSED, "exists", None)
    assert idea.steps.last().text == "Đã có nhiều sản phẩm như vậy, chưa thấy điểm khác. Đã có nhiều."  # type: ignore[union-attr]


def test_another_place_s_officer_answers_nothing(world: World, idea: Idea) -> None:
    with pytest.raises(Refused, match="do UBND xã Tháp Mười trả lời"):
        actions.refuse(idea, reason="exists", words="Không.", by=world.actor(world.co_hien), at=NOW)


def test_an_idea_goes_to_the_province_and_back_and_keeps_its_day(world: World, idea: Idea) -> None:
    due = idea.due_on
    actions.hand_on(
        idea, office=world.coordination_office, words="Liên quan nhiều xã.", by=world.actor(world.chu_tam), at=NOW
    )
    with pytest.raises(Refused):
        actions.ask_back(idea, question="?", by=world.actor(world.chu_tam), at=NOW)
    back = world.phuong_thinh_committee
    actions.hand_on(idea, office=back, words="Xã này có nghề.", by=world.actor(world.anh_dung), at=NOW)
    idea.refresh_from_db()
    assert (idea.office, idea.due_on) == (back, due)
    assert Idea.objects.visible_to(world.actor(world.co_hien)).get() == idea
    assert [todo.due_on for todo in todos_for(world.actor(world.co_hien), at=NOW)] == [due]


def test_a_merged_author_follows_the_other_answer_and_sees_nothing_of_the_other_person(world: World) -> None:
    tam = world.actor(world.chu_tam)
    first = send(world, "Trà sen", author_name="Bà Tư", phone="0987654321")
    second = send(world, "Trà lá sen", by=world.actor(world.chi_lan))
    third = send(world, "Trà lá sen gói")
    actions.merge(third, into=second, why="Một loại trà.", by=tam, at=NOW)
    actions.merge(second, into=first, why="Một loại trà.", by=tam, at=NOW)
    with pytest.raises(Refused, match="đã gộp vào ý tưởng khác"):
        actions.merge(first, into=second, why="Ngược lại.", by=tam, at=NOW)
    actions.accept(first, round_=world.round, words="Mời gặp xã.", by=tam, at=NOW)
    story = followed(Idea.objects.get(pk=third.pk))
    assert story.head == first
    assert story.head_title == ""  # its author did not agree that everybody reads it
    assert [each.title for each in story.head_happenings] == ["Đã nhận vào mùa OCOP"]
    told = repr([story.happenings, story.head_happenings])
    assert first.number in repr(followed(Idea.objects.get(pk=second.pk)).happenings)
    assert "Bà Tư" not in told
    assert "0987654321" not in told
    lan = Notice.objects.filter(user=world.chi_lan).values_list("title", flat=True)
    assert set(lan) == {"Ý tưởng của anh/chị: Đã gộp vào ý tưởng giống", "Ý tưởng của anh/chị: Đã nhận vào mùa OCOP"}


def test_a_refused_idea_is_looked_at_again(world: World, idea: Idea) -> None:
    tam = world.actor(world.chu_tam)
    actions.refuse(idea, reason="no_producer", words="Chưa ai làm.", by=tam, at=NOW)
    actions.reopen(idea, why="Hợp tác xã nhận làm.", by=tam, at=NOW)
    idea.refresh_from_db()
    assert (idea.state, idea.reason, idea.answered_at) == (IdeaState.SENT, "", None)


def test_everybody_reads_an_idea_only_where_its_author_agreed_and_an_officer_looked(world: World) -> None:
    tam = world.actor(world.chu_tam)
    hidden, agreed = send(world, "Trà kín"), send(world, "Trà mở", may_list=True)
    assert not Idea.objects.shown_to_all().exists()
    with pytest.raises(Refused, match="chưa đồng ý"):
        actions.show(hidden, by=tam, at=NOW)
    for each in (hidden, agreed):
        actions.accept(each, round_=world.round, words="Mời gặp.", by=tam, at=NOW)
    assert Idea.objects.shown_to_all().get() == agreed
    actions.hide(agreed, by=tam, at=NOW)
    assert not Idea.objects.shown_to_all().exists()


def test_an_author_is_forgotten_some_months_after_the_answer(world: World, idea: Idea, settings) -> None:
    settings.OCOP_IDEA_KEEP_DAYS = 30
    waiting = send(world, "Chưa ai trả lời", author_name="Ông Ba")
    actions.refuse(idea, reason="exists", words="Đã có.", by=world.actor(world.chu_tam), at=NOW)
    assert actions.forget_authors(at=NOW + timedelta(days=30)) == 0
    assert actions.forget_authors(at=NOW + timedelta(days=31)) == 1
    assert actions.forget_authors(at=NOW + timedelta(days=31)) == 0
    idea.refresh_from_db()
    waiting.refresh_from_db()
    assert (idea.author_name, idea.phone, idea.email) == ("", "", "")
    assert idea.title == "Trà lá sen túi lọc"
    assert waiting.author_name == "Ông Ba"


@pytest.mark.requirement("R83")
def test_an_author_whom_nobody_answered_is_forgotten_too_and_the_answer_stays_owed(world: World, settings) -> None:
    settings.OCOP_IDEA_KEEP_DAYS = 30
    tam = world.actor(world.chu_tam)
    secret = new_token()
    waiting = send(world, "Chưa ai trả lời", author_name="Ông Ba", phone="0912345678", secret=secret)
    asked = send(world, "Chưa trả lời câu hỏi", email="ba@thu.example")
    actions.ask_back(asked, question="Ai sẽ làm?", by=tam, at=NOW)
    due = NOW + (waiting.due_on - NOW.date())
    assert actions.forget_authors(at=due + timedelta(days=30)) == 0
    assert actions.forget_authors(at=due + timedelta(days=31)) == 2
    for idea in (waiting, asked):
        idea.refresh_from_db()
        assert (idea.author_name, idea.phone, idea.email) == ("", "", "")
    assert waiting.state == IdeaState.SENT
    titles = [(todo.title, todo.due_on) for todo in todos_for(tam, at=due + timedelta(days=31))]
    assert titles == [("Trả lời ý tưởng “Chưa ai trả lời”", waiting.due_on)]
    actions.answer_question(asked, text="Hợp tác xã Sen", by=STRANGER, at=due + timedelta(days=32))
    asked.refresh_from_db()
    assert asked.state == IdeaState.SENT
    assert Idea.objects.get(secret=digest(secret)) == waiting


def test_who_sent_an_idea_while_signed_in_is_forgotten_with_the_account(world: World, settings) -> None:
    settings.OCOP_IDEA_KEEP_DAYS = 30
    tam, lan = world.actor(world.chu_tam), world.actor(world.chi_lan)
    idea = send(world, by=lan, author_name="Chị Lan")
    actions.ask_back(idea, question="Ai sẽ làm?", by=tam, at=NOW)
    actions.answer_question(idea, text="Tôi làm.", by=lan, at=NOW)
    actions.refuse(idea, reason="exists", words="Đã có.", by=tam, at=NOW)
    other = send(world, "Mứt vỏ quýt", by=lan, at=NOW + timedelta(days=20))
    assert actions.forget_authors(at=NOW + timedelta(days=31)) == 1
    assert list(Idea.objects.of_author(lan)) == [other]
    assert not idea.steps.filter(by=world.chi_lan).exists()
    assert idea.steps.filter(by=world.chu_tam).count() == 2
    assert not Notice.objects.filter(user=world.chi_lan, body=idea.title).exists()


def test_an_answer_after_the_author_was_forgotten_names_nobody_for_long(world: World, settings) -> None:
    """Chị Lan, signed in on her telephone, answers through her old link: the next night forgets her again."""
    settings.OCOP_IDEA_KEEP_DAYS = 30
    tam, lan = world.actor(world.chu_tam), world.actor(world.chi_lan)
    idea = send(world, by=lan)
    actions.ask_back(idea, question="Ai sẽ làm?", by=tam, at=NOW)
    later = NOW + timedelta(days=90)
    assert actions.forget_authors(at=later) == 1
    actions.answer_question(idea, text="Tôi làm.", by=lan, at=later)
    actions.forget_authors(at=later + timedelta(days=1))
    assert not idea.steps.filter(by=world.chi_lan).exists()
    assert idea.steps.filter(by=world.chu_tam).exists()


def test_the_producer_an_author_speaks_for_is_forgotten_once_no_product_is_to_be_made(
    world: World, settings, sign_in
) -> None:
    settings.OCOP_IDEA_KEEP_DAYS = 30
    tam, lan = world.actor(world.chu_tam), world.actor(world.chi_lan)
    refused, taken = (send(world, title, by=lan, producer=world.fish_maker) for title in ("Mứt vỏ quýt", "Rượu mận"))
    actions.refuse(refused, reason="exists", words="Đã có.", by=tam, at=NOW)
    actions.accept(taken, round_=world.round, words="Mời gặp.", by=tam, at=NOW)
    address = reverse("ideas:idea", args=[taken.public_id])
    for person, sees in ((world.chu_tam, True), (world.chi_mai, False)):  # an agency reads the idea, not its author
        assert (world.fish_maker.name in sign_in(person).get(address).content.decode()) is sees
    assert actions.forget_authors(at=NOW + timedelta(days=31)) == 2
    assert Idea.objects.get(pk=refused.pk).producer is None
    assert Idea.objects.get(pk=taken.pk).producer == world.fish_maker
    facts = {"name": "Rượu mận", "description": "Ủ chum.", "tags": []}
    actions.make_candidate(taken, producer=world.fish_maker, **facts, by=world.actor(world.anh_dung), at=NOW)
    assert actions.forget_authors(at=NOW + timedelta(days=32)) == 0
    assert Idea.objects.get(pk=taken.pk).producer is None


def test_handing_on_where_no_office_stands_says_so_in_words(world: World, idea: Idea, sign_in) -> None:
    url = reverse("ideas:hand_on", args=[idea.public_id])
    world.coordination_office.appointments.all().delete()
    world.coordination_office.valid_to = date(2026, 1, 1)
    world.coordination_office.save()
    page = sign_in(world.chu_tam).get(url)
    assert page.status_code == 200
    assert "Chưa có cơ quan nào khác để chuyển" in page.content.decode()
