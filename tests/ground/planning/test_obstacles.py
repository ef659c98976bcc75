"""What stands in the way is raised, asked of the office that knows, answered once and found by the next who asks."""

import pytest

from ocop.ground.planning import actions
from ocop.ground.planning.models import Obstacle
from ocop.ground.planning.similar import similar_to
from ocop.ground.planning.states import ObstacleState
from ocop.ground.planning.todo import todos_for
from ocop.ground.registry.models import Notice
from ocop.kit.scope import Refused
from tests.ground.planning.conftest import Desk
from tests.world import NOW

pytestmark = pytest.mark.django_db

WORDS = actions.ObstacleWords(
    field="guidance",
    title="Hướng dẫn ghi nhãn hàng hóa chưa thống nhất",
    detail="Hai văn bản nêu khác nhau.",
    proposal="Xin ý kiến Bộ.",
)


def raised(desk: Desk) -> Obstacle:
    world = desk.world
    return actions.raise_obstacle(
        WORDS, office=world.phuong_thinh_committee, asked=desk.trade, by=world.actor(world.co_hien), at=NOW
    )


@pytest.mark.requirement("R12", "R229")
def test_a_commune_asks_the_department_answers_and_the_commune_says_it_is_solved(desk: Desk) -> None:
    world, obstacle = desk.world, raised(desk)
    nam, hien = world.actor(desk.anh_nam), world.actor(world.co_hien)
    assert [todo.title for todo in todos_for(nam, at=NOW)][-1] == f"Trả lời vướng mắc: {WORDS.title}"
    actions.propose(obstacle, text="Tạm ghi theo văn bản sau", by=nam, at=NOW)
    obstacle.refresh_from_db()
    assert obstacle.state == ObstacleState.OPEN, "a proposal is not an answer"
    for _ in range(2):
        actions.answer(obstacle, text="Ghi theo Nghị định mới.", by=nam, at=NOW)
    assert obstacle.answers.count() == 2
    solved = actions.solve(obstacle, by=hien, at=NOW)
    assert solved.state == ObstacleState.SOLVED
    assert Notice.objects.filter(office_id=world.phuong_thinh_committee.pk, title__contains="trả lời").count() == 1


def test_one_pressed_twice_is_one_and_nobody_raises_for_another_office(desk: Desk) -> None:
    assert raised(desk) == raised(desk)
    with pytest.raises(Refused, match="cơ quan mình"):
        actions.raise_obstacle(
            WORDS,
            office=desk.world.thap_muoi_committee,
            asked=desk.trade,
            by=desk.world.actor(desk.world.co_hien),
            at=NOW,
        )


def test_only_who_was_asked_answers_and_only_who_raised_it_says_it_is_solved(desk: Desk) -> None:
    world, obstacle = desk.world, raised(desk)
    for user in (world.chi_mai, world.co_hien, world.ong_khanh):
        with pytest.raises(Refused):
            actions.answer(obstacle, text="Theo tôi", by=world.actor(user), at=NOW)
    actions.answer(obstacle, text="Đã rõ", by=world.actor(desk.anh_nam), at=NOW)
    with pytest.raises(Refused):
        actions.solve(obstacle, by=world.actor(desk.anh_nam), at=NOW)


def test_a_question_passed_on_waits_with_the_next_office_and_opens_again_with_a_reason(desk: Desk) -> None:
    world, obstacle = desk.world, raised(desk)
    actions.ask_other(obstacle, asked=world.agriculture, by=world.actor(desk.anh_nam), at=NOW)
    assert not [todo for todo in todos_for(world.actor(desk.anh_nam), at=NOW) if "vướng mắc" in todo.title]
    actions.answer(obstacle, text="Đã gửi công văn", by=world.actor(world.chi_mai), at=NOW)
    hien = world.actor(world.co_hien)
    with pytest.raises(Refused, match="vì sao"):
        actions.reopen(obstacle, why="", by=hien, at=NOW)
    opened = actions.reopen(obstacle, why="Vẫn chưa rõ", by=hien, at=NOW)
    assert opened.state == ObstacleState.OPEN


@pytest.mark.requirement("R52")
def test_an_answer_given_once_is_found_by_the_next_who_asks(desk: Desk) -> None:
    world, obstacle = desk.world, raised(desk)
    other = world.actor(world.chu_tam)
    assert similar_to("Ghi nhan hang hoa", other) == [], "an open question is between the two offices"
    actions.answer(obstacle, text="Ghi theo Nghị định mới.", by=world.actor(desk.anh_nam), at=NOW)
    assert similar_to("ghi nhan hang hoa the nao", other) == [obstacle]
    assert similar_to("Vay vốn khuyến công", other) == []
    assert obstacle in Obstacle.objects.visible_to(other).search("nhãn hàng")
