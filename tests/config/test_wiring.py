"""The wiring page: every act has words, every event somebody reacts to is registered, every to-do source is cheap."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from ocop.config import wiring
from ocop.config.journal_words import ACTS, FORMER_ACTS, FORMER_KINDS
from ocop.config.people import actor_for
from ocop.config.reaction_words import REACTIONS as REACTION_WORDS
from ocop.ground.registry import outbox
from ocop.ground.registry.wording import act_label, reaction_label, subject_label
from ocop.kit.events import known_events
from tests.world import NOW, World

CODE = Path(__file__).resolve().parents[2] / "ocop"


def acts_in_the_code() -> set[str]:
    """Every act name that some action passes to the journal."""
    found = set()
    for path in CODE.rglob("*.py"):
        found |= set(re.findall(r"\brecord\(\s*\"([a-z_]+\.[a-z_]+)\"", path.read_text(encoding="utf-8")))
    return found | {name for name, cls in known_events().items() if cls.__module__.startswith("ocop.")}


def test_every_act_has_words() -> None:
    wordless = {act for act in acts_in_the_code() if act_label(act) == act}
    assert not wordless


def test_no_words_for_acts_that_do_not_exist() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in CODE.rglob("*.py") if path.name != "journal_words.py")
    assert not {act for act in ACTS if f'"{act}"' not in code}


def test_the_journal_still_words_what_earlier_versions_did() -> None:
    for act in ("markets.sheet_accepted", "contribution.sheet_uploaded", "funding.sheet_dropped"):
        assert act_label(act) != act
    for kind in ("markets.sheet", "contribution.resultsheet", "funding.supportsheet"):
        assert subject_label(kind) != kind
    assert not FORMER_ACTS.keys() & (ACTS.keys() | acts_in_the_code()), "acts of today are no former ones"
    assert not FORMER_KINDS.keys() & {model._meta.label_lower for model in apps.get_models()}


def test_every_reaction_is_registered_with_the_outbox() -> None:
    for room in wiring.REACTIONS:
        for event, reactions in room.items():
            assert {name for name, _ in reactions} <= set(outbox.reactions_to(event.name))


def test_every_reaction_has_words_on_the_page_of_failed_work_and_no_words_are_left_over() -> None:
    names = {name for room in wiring.REACTIONS for reactions in room.values() for name, _ in reactions}
    assert names == REACTION_WORDS.keys()
    assert reaction_label("reporting.make_pdf") == "Dựng bản PDF của báo cáo tổng hợp"


@pytest.mark.parametrize("source", wiring.TODO_SOURCES, ids=lambda source: source.__module__)
def test_a_room_asks_for_its_work_with_few_questions(
    source,
    world: World,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    for user in (world.chi_lan, world.co_hien, world.anh_dung, world.chi_thao, world.ong_khanh, world.ba_nga):
        actor = actor_for(user, NOW.date())
        with django_assert_max_num_queries(8):
            list(source(actor, at=NOW))
