"""Somebody else's id in the addresses of the plan, its money, activities, markets, support, projects and rewards.

`ROOM_REACH` is the table to read: who gets each record of `room_records`. Those who try are a producer, a commune and a
department that have nothing to do with it: each finds nothing where the table does not name them, and what they send
changes nothing. One of those who are named gets the page.
"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from tests.journeys.room_records import build_rooms
from tests.walks.routes import ACTS
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]

STRANGERS = ("other producer", "other commune", "home affairs")
PRODUCERS = frozenset({"owner", "other producer"})
PLACE = frozenset({"commune", "province", "leader"})
AGENCIES = frozenset({"agency", "home affairs"})
COMMUNES = frozenset({"commune", "other commune"})
WORKERS = COMMUNES | AGENCIES | {"province"}
READERS = WORKERS | {"leader"}
POSTED = READERS | {"member", "ministry"}
KEEPERS = frozenset({"agency", "province"})
KEPT = KEEPERS | {"leader"}
OFFICE = KEPT | {"member"}  # a council member of the same department reads its projects

ROOM_REACH: dict[tuple[str, str], frozenset[str]] = {
    ("ideas", "idea picture"): PLACE | AGENCIES,
    ("ideas", "accept ask refuse merge reopen hand_on candidate show hide"): frozenset({"commune", "province"}),
    ("ideas", "mine_one mine_picture"): frozenset({"owner"}),
    ("planning", "plan remove_priority remove_task end_plan assignment begin accept proof_file"): PLACE,
    ("planning", "remove_objective tasks_sheet remove_proof"): PLACE,
    ("planning", "change_plan issue_plan new_priority new_task assign change_task"): frozenset({"commune"}),
    ("planning", "new_objective change_objective new_target"): frozenset({"commune"}),
    ("planning", "change_target"): frozenset({"province"}),
    ("planning", "remove_target"): POSTED,
    ("planning", "report add_paper pick_record"): frozenset({"commune", "province"}),
    ("planning", "drop change_due"): frozenset({"province"}),
    ("planning", "return reopen"): frozenset(),  # nothing was reported, nothing was solved
    ("planning", "obstacle solve"): PLACE | {"agency"},
    ("planning", "propose"): frozenset({"commune", "agency", "province"}),
    ("planning", "answer ask_other"): KEEPERS,
    ("planning", "target"): POSTED,
    ("planning", "target_rows target_rows_sheet"): PLACE | {"other commune"},
    ("budget", "plan plan_sheet add_line form form_print form_sheet line split_line share_line"): READERS,
    ("budget", "allocate disburse"): WORKERS,
    ("budget", "link_tasks"): frozenset({"province"}),
    ("budget", "allocation cancel_allocation disbursement cancel_disbursement paper"): KEPT,
    ("budget", "contribution cancel_contribution contribution_paper"): PLACE,
    ("budget", "proposal ask_line drop_proposal_line send_proposal answer_proposal"): KEEPERS,
    ("budget", "proposal_print proposal_sheet"): KEEPERS,
    ("activities", "activity"): KEPT | {"other commune", "member"},  # held in the other commune
    ("activities", "edit results cancel restore pay sign_in_sheet confirm_claims publish take_down"): KEEPERS,
    ("activities", "announce take_back"): KEEPERS,
    ("activities", "person correct_person merge_people erase_person"): KEEPERS,
    ("activities", "participants participants_sheet add_participant bring_list blank_list"): KEEPERS,
    ("activities", "remove_participant attendance answer_claim"): KEEPERS,
    ("activities", "list choose_people accept_list drop_list"): frozenset({"agency"}),
    ("activities", "advice_case answer give close_advice ask_again"): KEEPERS | {"owner"},
    ("activities", "end_seat"): frozenset({"province"}),
    ("activities", "answer_invitation withdraw_invitation"): PLACE | AGENCIES | {"owner"},
    ("activities", "need move_need"): PLACE | AGENCIES,
    ("markets", "list sheet"): READERS | PRODUCERS,
    ("markets", "add"): AGENCIES | {"province"},
    ("markets", "record product act"): PLACE | AGENCIES | {"owner"},
    ("markets", "edit"): AGENCIES | {"owner", "commune", "province"},
    ("markets", "onboarding_sheet"): AGENCIES | {"province", "leader"},
    ("funding", "policy edit_policy"): READERS,
    ("funding", "support"): PLACE | {"agency", "owner"},
    ("funding", "approve refuse pay end"): PLACE | {"agency"},
    ("funding", "propose"): AGENCIES | {"commune", "province"},
    ("funding", "producer"): PLACE | AGENCIES | {"owner"},
    ("funding", "application loan"): PLACE | {"agency", "owner"},  # the agency in charge, not the other
    ("funding", "programme"): READERS | PRODUCERS,
    ("funding", "entrust_programme entrust_application entrust_loan"): KEEPERS,
    ("funding", "wish"): AGENCIES | {"owner", "commune", "province"},
    ("funding", "add_loan"): AGENCIES | {"province"},
    ("funding", "move_application"): frozenset(),  # read by nobody: it is sent from the application's page
    ("intake", "sheet accept drop"): frozenset({"agency"}),
    ("projects", "project steps_sheet step result_file"): OFFICE,
    ("projects", "change_project add_step add_partner add_result change_step cite cancel_result"): KEEPERS,
    ("projects", "add_service add_space"): KEEPERS,
    ("projects", "move_project move_step"): frozenset(),  # read by nobody: pressed on the page of the record
    ("projects", "cancel_booking"): OFFICE | {"owner"},
    ("projects", "space book switch_space"): POSTED | PRODUCERS,
    ("desk", "article preview versions picture"): KEPT,
    ("desk", "write release withdraw restore add_picture tie untie name_subject"): KEEPERS,
    ("desk", "change_picture take_off_picture withdraw_subject"): KEEPERS,
    ("figures", "figure"): POSTED,
    ("figures", "lines lines_sheet"): PLACE | {"other commune"},
    ("figures", "drop"): frozenset({"province"}),
    ("reporting", "period period_sheet"): PLACE | COMMUNES,
    ("reporting", "return form_sheet typed"): PLACE,
    ("reporting", "write submit"): frozenset({"commune"}),
    ("reporting", "accept send_back unlock excuse take_back_excuse add_office start_report"): frozenset({"province"}),
    ("reporting", "change_period close_period withdraw_period"): frozenset({"province"}),
    ("reporting", "report"): frozenset({"province", "leader"}),
    ("reporting", "write_report make_report refill drop_edited submit_report"): frozenset({"province"}),
    ("reporting", "paper edited_word"): frozenset(),  # not made yet
    ("checking", "check findings_sheet download numbers claims"): frozenset({"commune", "province"}),
    ("checking", "add_number change_number add_claim change_claim remove"): frozenset({"commune", "province"}),
    ("rewards", "round nominations_sheet decision decision_scan drop_criterion move_round"): POSTED,
    ("rewards", "change_round add_criterion"): frozenset({"home affairs", "province"}),
    ("rewards", "submission"): frozenset({"home affairs", "province", "leader"}),
    ("rewards", "nominate"): WORKERS,
    ("rewards", "decide"): frozenset({"province", "leader"}),
    ("rewards", "nomination change_nomination move_nomination"): frozenset({"commune"}),
    ("rewards", "review"): frozenset(),  # the round still takes nominations
}
REACHED = {f"{room}:{name}": who for (room, names), who in ROOM_REACH.items() for name in names.split()}
# The form of a kind of activity, a sheet for a list, a question of an indicator: their argument names no record.
ABOUT_NO_RECORD = {"activities:new", "intake:upload", "intake:blank"} | {
    f"figures:{name}" for name in ("ask", "ask_sheet", "rows", "rows_sheet", "publish", "keep")
}


def test_a_record_of_a_room_is_found_only_by_those_it_concerns(world: World, sign_in: SignIn) -> None:
    """Strangers get 404 (403 where a whole room is closed), the first of those named gets the page."""
    rooms = build_rooms(world)
    assert set(rooms.arguments) == set(REACHED)
    clients = {person: sign_in(user) for person, user in rooms.people.items()}
    wrong = []
    for name, who in REACHED.items():
        if name in ACTS:
            continue
        address = reverse(name, args=rooms.arguments[name])
        for person in {*STRANGERS, *sorted(who - set(STRANGERS))[:1]}:
            status = clients[person].get(address).status_code
            if (person in who) != (status in {200, 302}) or status not in {200, 302, 403, 404, 405}:
                wrong.append(f"{person} at {name}: {status}")
    assert not wrong


def test_what_a_stranger_sends_to_a_record_of_a_room_changes_nothing(world: World, sign_in: SignIn) -> None:
    from tests.journeys.test_strangers import state_of_the_province

    rooms = build_rooms(world)
    before, wrong = state_of_the_province(), []
    for person in STRANGERS:
        client = sign_in(rooms.people[person])
        for name, who in REACHED.items():
            if person in who:
                continue
            address = reverse(name, args=rooms.arguments[name])
            status = client.post(address, {"name": "Của tôi", "why": "Chiếm lấy", "xac-nhan": "1"}).status_code
            if status not in {403, 404, 405}:
                wrong.append(f"{person} at {name}: {status}")
    assert not wrong
    assert state_of_the_province() == before
