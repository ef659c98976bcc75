"""Indicators of activities: figures added up by kind and office, producers trained and consolidated, by hand."""

from datetime import date
from typing import Any

import pytest

from ocop.ground.planning.measures import Span, known_measures, rows_behind, values_on
from ocop.support.activities.actions.activities import hold_activity
from ocop.support.activities.actions.participants import Entry, NewPerson, add_participant
from ocop.support.activities.kinds import known_kinds
from ocop.support.activities.models import Activity, Output
from tests.support.activities.conftest import planned
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
TODAY, SINCE = NOW.date(), date(2026, 1, 1)


def count(key: str, *, offices: frozenset[int] | None = None, **options: str) -> int:
    return values_on(known_measures()[key], options, [TODAY], since=SINCE, offices=offices)[0].count


def held(world: World, kind: str, title: str, figures: dict[str, int], **facts: Any) -> Activity:
    return hold_activity(
        planned(world, kind, title, **facts), outputs=figures, summary="", by=world.actor(world.anh_dung), at=NOW
    )


@pytest.mark.requirement("R108", "R165")
def test_issues_and_booths_are_added_up_over_what_was_held(world: World) -> None:
    """Two columns broadcast 20 and 43 issues, a third is only planned; minutes of an issue are no sum."""
    held(world, "broadcast", "Chuyên mục truyền hình", {"issues": 20, "minutes": 5})
    radio = {"organiser": world.coordination_office, "by": world.actor(world.anh_dung)}
    held(world, "broadcast", "Chuyên mục phát thanh", {"issues": 43, "minutes": 5}, **radio)
    planned(world, "broadcast", "Chuyên mục năm sau")
    held(world, "fair", "Hội chợ", {"booths": 365}, details={"scope": "province"})
    assert (count("outputs.broadcast.issues"), count("outputs.fair.booths")) == (63, 365)
    assert count("outputs.broadcast.issues", offices=frozenset([world.coordination_office.pk])) == 43
    assert "outputs.broadcast.minutes" not in known_measures()
    Output.objects.filter(name="issues", figure=43).update(at_least=True)
    issues = known_measures()["outputs.broadcast.issues"].counted
    rows = rows_behind(known_measures()["outputs.broadcast.issues"], {}, Span(TODAY, SINCE))
    assert [issues.detail(row).split(";")[0] for row in rows if issues.detail] == ["20", "hơn 43"]


@pytest.mark.requirement("R110")
def test_copies_of_handbooks_and_of_guides_are_told_apart(world: World) -> None:
    """The office prints 10,000 handbooks and 2,400 guides: what a kind always asks for first narrows its figures."""
    held(world, "publication", "Sổ tay tuyên truyền", {"printed": 10_000}, details={"form": "handbook"})
    held(world, "publication", "Tài liệu hướng dẫn", {"printed": 2_400}, details={"form": "guide"})
    sorts = ("handbook", "guide", "leaflet")
    assert [count("outputs.publication.printed", sort=sort) for sort in sorts] == [10_000, 2_400, 0]
    assert count("outputs.publication.printed") == 12_400
    assert "sort" not in known_measures()["outputs.broadcast.issues"].options


def test_every_figure_that_adds_up_has_its_indicator_in_its_own_unit() -> None:
    wanted = {
        f"outputs.{kind.id}.{each.id}": each.unit
        for kind in known_kinds().values()
        for each in kind.outputs
        if each.adds
    }
    assert wanted == {key: m.unit for key, m in known_measures().items() if key.startswith("outputs.")}


@pytest.mark.requirement("R64", "R87", "R207")
def test_producers_are_trained_through_who_came_and_consolidated_once(world: World) -> None:
    """Two people of the lotus maker and one of the fish maker come to a class; an official comes too."""
    by = world.actor(world.anh_dung)
    a_class = planned(world, "class", "Tập huấn")
    people = [
        NewPerson("Trần Văn Phúc", "leader", producer=world.lotus_maker),
        NewPerson("Lê Thị Tám", "member", producer=world.lotus_maker),
        NewPerson("Bà Lan", "leader", producer=world.fish_maker),
        NewPerson("Nguyễn Văn Tư", "official_commune", office=world.thap_muoi_committee),
    ]
    for new in people:
        add_participant(a_class, Entry("person", person=new.made(NOW), role="trainee"), by=by, at=NOW)
    assert count("training.producers") == 0, "it is only planned"
    hold_activity(a_class, outputs={}, summary="", by=by, at=NOW)
    assert (count("training.producers"), count("training.people"), count("training.officials")) == (2, 4, 1)
    assert count("training.people", group="member") == 1
    for title in ("Củng cố tổ hợp tác", "Thêm thành viên"):
        help_ = planned(world, "cooperative-formation", title, details={"form": "upgrade"})
        add_participant(help_, Entry("producer", producer=world.lotus_maker, role="subject"), by=by, at=NOW)
        hold_activity(help_, outputs={}, summary="", by=by, at=NOW)
    assert count("activities.consolidated") == count("activities.consolidated", form="cooperative") == 1
    assert count("activities.consolidated", kind="cooperative-conversion") == 0
