"""Somebody else's id in every address: not found, nothing changed; and what an attacker would try besides.

`REACH` is the table to read: for every address of a record of chị Lan (or of the council, the commune officer) who gets
the page. Everybody else gets 404, or 403 where a whole room is closed to them, and a form they send changes nothing.
"""

import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from ocop.cycle.certification.models import Recognition
from ocop.cycle.dossiers import law
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.evaluation.models import Mark
from ocop.ground.accounts.models import HeldPost, User
from ocop.ground.producers.models import Paper, Producer, Product
from tests.journeys.records import Records, build_records
from tests.journeys.test_strangers_rooms import ABOUT_NO_RECORD, REACHED
from tests.walks.routes import ACTS, ROUTES, SIGNED_IN
from tests.walks.test_routes import EVERY
from tests.world import NOW, PASSWORD, World, make_product
from tests.world_dossiers import MINIMAL_PDF, make_draft, make_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]


@pytest.fixture
def records(world: World) -> Records:
    return build_records(world)


def who(*names: str) -> frozenset[str]:
    return frozenset(names)


NOBODY = who()
OWNER = who("owner")
PLACE = who("commune", "province")  # the officers of the place and of the province
REGISTER = OWNER | PLACE
READERS = PLACE | {"leader"}
TABLE = who("province", "secretary", "leader", "member", "other member")
DESK = who("secretary")
DIRECTORY = who("commune", "province", "secretary", "leader", "member", "other member", "unseated member", "admin")
CERTIFICATION = who("province", "secretary", "leader", "ministry")

REACH: dict[str, frozenset[str]] = {
    "registry:read_notice": OWNER,
    "offices:office": DIRECTORY,
    "offices:appoint": DIRECTORY,
    "offices:officer": DIRECTORY,
    "offices:invite": DIRECTORY,
    "offices:reset_second_factor": DIRECTORY,
    "offices:end_appointment": DIRECTORY,
    "programme:change_round": who("province"),
    "programme:stop_intake": who("province"),
    "producers:import": who("commune"),
    "producers:answer_import": who("commune"),
    "producers:accept_import": who("commune"),
    "producers:drop_import": who("commune"),
    "producers:product": REGISTER | {"secretary", "leader"},
    "producers:edit_product": REGISTER,
    "producers:edit_story": REGISTER,
    "producers:classify": REGISTER,
    "producers:change_photo": REGISTER,
    "producers:resource": REGISTER,
    "producers:tags": REGISTER,
    "producers:confirm_tag": REGISTER,
    "producers:withdraw_tag": REGISTER,
    "producers:discontinue": REGISTER,
    "producers:resume": REGISTER,
    "producers:photo": REGISTER | {"secretary", "leader"},
    "producers:paper": REGISTER,
    "producers:paper_file": REGISTER,
    "producers:replace_paper": REGISTER,
    "producers:remove_paper": REGISTER,
    "producers:show_paper": REGISTER,
    "producers:producer": REGISTER | {"secretary", "leader"},
    "producers:edit_producer": REGISTER,
    "producers:change_legal_form": PLACE,
    "producers:open_product": REGISTER,
    "producers:wallet": REGISTER,
    "producers:file_paper": REGISTER,
    "producers:add_representative": PLACE,
    "producers:invite_again": REGISTER | {"secretary", "leader"},
    "producers:end_representative": PLACE,
    "contribution:producer": REGISTER | {"leader"},
    "contribution:record": REGISTER,
    "dossiers:start": OWNER,
    "dossiers:read": READERS,
    "dossiers:findings": READERS,
    "dossiers:samples": READERS,
    "dossiers:return": READERS,
    "dossiers:forward": READERS,
    "dossiers:accept": READERS,
    "dossiers:form_03": READERS,
    "dossiers:dossier": OWNER | READERS,  # readers are led on to their own page of it
    "dossiers:registration": OWNER,
    "dossiers:story": OWNER,
    "dossiers:evidence": OWNER,
    "dossiers:evidence_criterion": OWNER,
    "dossiers:cite": OWNER,
    "dossiers:drop": OWNER,
    "dossiers:file": OWNER | READERS,
    "dossiers:marks": OWNER,
    "dossiers:check": OWNER,
    "dossiers:answer_return": OWNER,
    "dossiers:submit": OWNER,
    "dossiers:lodged": OWNER,
    "dossiers:wanted_stars": OWNER,
    "dossiers:change_round": OWNER,
    "dossiers:follow_law": OWNER,
    "dossiers:withdraw": OWNER,
    "dossiers:slip": OWNER | READERS,
    "evaluation:score": who("member"),
    "evaluation:save_queue": who("member"),
    "evaluation:save_section": who("member"),
    "evaluation:seal": who("member"),
    "evaluation:docket": TABLE,
    "evaluation:dossier": TABLE,
    "evaluation:close": DESK,
    "evaluation:rescore": DESK,
    "evaluation:conclude": NOBODY,  # scoring is open
    "evaluation:compare": NOBODY,  # nobody reads another's marks before closing, the secretary neither
    "evaluation:excuse": DESK,
    "evaluation:evidence": TABLE,
    "evaluation:council": TABLE,
    "evaluation:change_council": who("province", "secretary"),
    "evaluation:seats": TABLE,
    "evaluation:unseat": TABLE,
    "evaluation:sitting": who("province", "secretary"),
    "evaluation:minutes": TABLE,
    "evaluation:bulk": DESK,
    "evaluation:late": DESK,
    "evaluation:review_late": TABLE,
    "evaluation:ranking": TABLE,
    "evaluation:ranking_export": TABLE,
    "evaluation:ranking_print": TABLE,
    "evaluation:end": TABLE,
    "certification:refuse": who("province", "leader"),
    "certification:refer": who("province", "leader"),
    "certification:decision": CERTIFICATION,
    "certification:decision_scan": CERTIFICATION,
    "certification:referral": CERTIFICATION,
    "certification:referred_dossier": who("province", "leader", "ministry"),
    "certification:referred_file": NOBODY,  # a file of another dossier
    "certification:referred_result": NOBODY,  # this one came without its sheets
    "certification:referred_minutes": NOBODY,
    "certification:recognition": CERTIFICATION | {"owner", "commune"},
    "certification:change_standing": CERTIFICATION | {"owner", "commune"},
    "certification:certificate": CERTIFICATION | {"owner", "commune"},
    "offers:offer": who("owner", "commune", "province", "agency", "secretary", "leader"),
    "offers:declare": REGISTER,
    "offers:pack": REGISTER | {"agency"},
    "offers:producer_pack": REGISTER | {"agency"},
    **dict.fromkeys(
        (f"partners:{name}" for name in ("key", "revoke", "set_up_hook", "hook", "ping", "end_hook")),
        who("province", "admin"),
    ),
    "traceability:range": CERTIFICATION | {"owner", "commune"},
    "traceability:take_codes": who("owner", "province"),
    "traceability:labels": who("owner", "province"),
    "traceability:move": who("owner", "province"),
    "traceability:close_epoch": who("admin"),
    "traceability:product_balance": CERTIFICATION | {"owner", "commune"},
    "traceability:declare_capacity": who("owner", "province"),
    "traceability:review": who("province"),
    "traceability:activate": who("owner", "province"),
    "traceability:void": who("owner", "province"),
    "traceability:batch": CERTIFICATION | {"owner", "commune"},
    "traceability:change_batch": who("owner", "province"),
    "traceability:declare_recall": who("owner", "province"),
    "traceability:recall": CERTIFICATION | {"owner", "commune"},
    "traceability:recall_notice": CERTIFICATION | {"owner", "commune"},
    "traceability:tell_recall": who("owner", "province"),
    "traceability:untell_recall": who("owner", "province"),
    "traceability:end_recall": who("owner", "province"),
    "epcis:event": CERTIFICATION | {"owner", "commune"},
    "epcis:photo": CERTIFICATION | {"owner", "commune"},
    "epcis:trace": CERTIFICATION | {"owner", "commune"},
    "epcis:trace_print": CERTIFICATION | {"owner", "commune"},
    "epcis:choose": who("owner", "province"),
    "epcis:step": who("owner", "province"),
    "epcis:wrong": who("owner", "province"),
    "scans:suspicion": CERTIFICATION | {"owner", "commune"},
    "scans:decide": who("owner", "province"),
    "scans:sale_area": who("owner", "province"),
    "scans:doubt": CERTIFICATION | {"commune"},
    "scans:doubt_photo": CERTIFICATION | {"commune"},
    "scans:answer_doubt": who("commune", "province"),
}

# Addresses whose argument names no person's record: public acts, blank papers, one's own keys.
NOT_ABOUT_A_PERSON = {
    "registry:retry_delivery",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "offices:unit",
    "programme:round",
    "programme:move_round",
    "programme:document",
    "producers:blank_sheet",
}

# Records of the plan, its money and support: `test_strangers_rooms.py`.
IN_THE_ROOMS = set(REACHED) | ABOUT_NO_RECORD
TESTED_IN_THEIR_ROOM = {
    "registry:attach", "registry:detach", "registry:attached_file",  # tests/config/test_attachments.py
    "offices:committee", "offices:members_sheet", "offices:seat", "offices:unseat",
    "programme:change_document", "programme:document_scan", "programme:send_document", "programme:acknowledge",
}  # fmt: skip


def addresses(records: Records) -> dict[str, str]:
    """The address of a real record for every line of `REACH`."""
    world, council = records.world, records.table.council.public_id
    lodged, citation = records.lodged.public_id, records.lodged.citations.first()
    cited = records.scored.citations.first()
    section = law.sections_of(records.lodged)[0].slug
    assert citation is not None
    assert cited is not None
    assert records.table.sitting is not None
    ids: dict[str, tuple[str, ...]] = {
        "registry:read_notice": (records.notice.public_id,),
        "offices:office": (world.phuong_thinh_committee.public_id,),
        "offices:appoint": (world.phuong_thinh_committee.public_id,),
        "offices:end_appointment": (world.co_hien.appointments.get().public_id,),
        "offices:": (world.co_hien.public_id,),
        "programme:": (world.round.public_id,),
        "producers:invite_again": (world.fish_maker.public_id, world.chi_lan.public_id),
        "producers:end_representative": (world.fish_maker.public_id, world.chi_lan.public_id),
        "producers:confirm_tag": (world.dried_fish.public_id, records.tag.public_id),
        "producers:withdraw_tag": (world.dried_fish.public_id, records.tag.public_id),
        "contribution:producer": (world.fish_maker.public_id,),
        "contribution:record": (world.fish_maker.public_id, "2025"),
        "dossiers:start": (world.dried_fish.public_id,),
        "dossiers:registration": (lodged, "don-vi"),
        "dossiers:evidence_criterion": (lodged, "A.3.1"),
        "dossiers:cite": (lodged, "A.3.1"),
        "dossiers:drop": (lodged, citation.public_id),
        "dossiers:file": (lodged, citation.public_id),
        "dossiers:marks": (lodged, section),
        "dossiers:": (lodged,),
        "evaluation:save_section": (records.sheet.public_id, section),
        "evaluation:excuse": (records.docket.public_id, records.sheet.public_id),
        "evaluation:evidence": (records.docket.public_id, cited.public_id),
        "evaluation:unseat": (council, records.table.members[2].public_id),
        "evaluation:minutes": (council, records.table.sitting.public_id),
        "evaluation:bulk": (council, "dong-cham"),
        "evaluation:review_late": (council, records.late.key),
        "certification:refuse": (records.concluded.public_id,),
        "certification:refer": (records.concluded.public_id,),
        "certification:referral": (records.referral.public_id,),
        "certification:referred_dossier": (records.referral.public_id,),
        "certification:referred_file": (records.referral.public_id, cited.public_id),
        "certification:referred_result": (records.referral.public_id,),
        "certification:referred_minutes": (records.referral.public_id,),
        "certification:": (records.recognition.public_id,),
        "offers:producer_pack": (world.fish_maker.public_id,),
        "offers:": (records.recognition.product.public_id,),
        "partners:": (records.key.public_id,),
        **{f"partners:{name}": (records.hook.public_id,) for name in ("hook", "ping", "end_hook")},
        "traceability:batch": (records.lot.public_id,),
        "traceability:change_batch": (records.lot.public_id,),
        "traceability:product_balance": (records.lot.product.public_id,),
        "traceability:declare_capacity": (records.lot.product.public_id,),
        "traceability:review": (records.lot.product.public_id, NOW.year),
        "traceability:move": (records.activation.public_id,),
        "traceability:close_epoch": (records.stamps.epoch_id,),
        "traceability:declare_recall": (records.lot.public_id,),
        "traceability:tell_recall": (records.recall.public_id,),
        "traceability:untell_recall": (records.recall.public_id,),
        "traceability:recall": (records.recall.public_id,),
        "traceability:recall_notice": (records.recall.public_id,),
        "traceability:end_recall": (records.recall.public_id,),
        "epcis:event": (records.packed.public_id,),
        "epcis:photo": (records.packed.public_id, 1),
        "epcis:wrong": (records.lot.public_id, records.packed.public_id),
        "epcis:step": (records.lot.public_id, "giao"),
        "epcis:": (records.lot.public_id,),
        "traceability:": (records.stamps.public_id,),
        "scans:suspicion": (records.suspicion.public_id,),
        "scans:decide": (records.suspicion.public_id,),
        "scans:sale_area": (world.dried_fish.public_id,),
        "scans:": (records.doubt.public_id,),
    }
    for names, args in (
        ("import answer_import accept_import drop_import", (records.batch.public_id,)),
        (
            "product edit_product edit_story classify change_photo photo discontinue resume tags resource",
            (world.dried_fish.public_id,),
        ),
        ("paper paper_file replace_paper remove_paper show_paper", (records.paper.public_id,)),
    ):
        ids |= {f"producers:{name}": args for name in names.split()}
    ids["producers:"] = (world.fish_maker.public_id,)
    ids |= {f"evaluation:{name}": (records.sheet.public_id,) for name in ("score", "save_queue", "seal")}
    ids |= {
        f"evaluation:{name}": (records.docket.public_id,)
        for name in ["docket", "dossier", "close", "rescore", "conclude", "compare"]
    }
    ids["evaluation:"] = (council,)
    decision = (records.recognition.decision.public_id,)
    ids |= {"certification:decision": decision, "certification:decision_scan": decision}
    room = {name: f"{name.split(':')[0]}:" for name in REACH}
    # Whom of the list of a recall a page is about stands behind the question mark.
    office = f"?dong=co-quan:{world.phuong_thinh_committee.public_id}"
    tails = {"traceability:tell_recall": office, "traceability:untell_recall": office}
    return {name: reverse(name, args=ids.get(name, ids.get(room[name], ()))) + tails.get(name, "") for name in REACH}


def state_of_the_province() -> str:
    """A digest of every row of the platform's own tables; sign-ins are somebody's own affair."""
    digest = hashlib.sha256()
    for model in apps.get_models():
        if model.__module__.startswith("ocop."):
            rows = model._default_manager.order_by("pk").values_list()
            if model is User:
                rows = model._default_manager.order_by("pk").values_list("login", "full_name", "password", "is_active")
            digest.update(repr((model.__name__, list(rows))).encode())
    return digest.hexdigest()


def test_the_table_covers_every_address_of_a_record() -> None:
    of_records = {name for name, access in ROUTES.items() if access == SIGNED_IN and EVERY[name]}
    assert of_records - NOT_ABOUT_A_PERSON - TESTED_IN_THEIR_ROOM == set(REACH) | IN_THE_ROOMS


def test_a_record_is_found_only_by_those_it_concerns(records: Records, sign_in: SignIn) -> None:
    wrong = []
    for person, user in records.people.items():
        client = sign_in(user)
        for name, address in addresses(records).items():
            if name in ACTS:
                continue
            status = client.get(address).status_code
            if (person in REACH[name]) != (status in {200, 302}) or status not in {200, 302, 403, 404}:
                wrong.append(f"{person} at {name}: {status}")
    assert not wrong


def test_a_form_sent_to_another_s_record_is_not_found_and_changes_nothing(records: Records, sign_in: SignIn) -> None:
    before = state_of_the_province()
    wrong = []
    for person, user in records.people.items():
        client = sign_in(user)
        for name, address in addresses(records).items():
            if person in REACH[name]:
                continue
            status = client.post(address, {"name": "Của tôi", "why": "Chiếm lấy", "xac-nhan": "1"}).status_code
            if status not in {403, 404, 405}:
                wrong.append(f"{person} at {name}: {status}")
    assert not wrong
    assert state_of_the_province() == before


def _deeds(records: Records) -> list[tuple[str, dict[str, Any], frozenset[str]]]:
    """Acts that somebody who may read the record still may not do: the address, what is sent, who may."""
    fault = {
        "loi-TOTAL_FORMS": "1",
        "loi-INITIAL_FORMS": "0",
        "loi-0-field": "field:story",
        "loi-0-reason": "unclear",
        "loi-0-remedy": "Viết lại",
    }
    standing = {
        "to_state": "suspended",
        "reason": "Không thích",
        "decision_number": "1/QĐ",
        "effective_on": "24/11/2026",
    }
    answer = {
        "result": "recognised", "number": "9/QĐ-BNN", "on": "24/11/2026", "signer": "Tự ký", "total": "95", "note": ""
    }  # fmt: skip
    return [
        ("dossiers:return", fault, who("commune")),
        ("dossiers:forward", {"proposal_number": "1/TTr"}, who("commune")),
        ("dossiers:accept", {}, who("province")),
        ("dossiers:samples", {"samples_on": "24/11/2026"}, who("commune")),
        ("dossiers:findings", {"text_1": "Tự ghi", "samples_on": "24/11/2026"}, who("commune")),
        ("certification:change_standing", standing, who("province", "leader")),
        ("certification:referral", answer, who("ministry", "province", "leader")),  # a paper answer is keyed in
        ("evaluation:unseat", {}, who("province", "secretary")),
        ("evaluation:seats", {"user": records.world.anh_dung.public_id, "role": "chair"}, who("province", "secretary")),
        ("evaluation:review_late", {}, who("secretary")),
        ("evaluation:end", {}, who("secretary")),
        ("producers:invite_again", {}, PLACE),
        ("offices:invite", {}, who("province", "admin")),
        ("offices:reset_second_factor", {}, who("admin")),
        ("offices:end_appointment", {"valid_to": "24/11/2026"}, who("province", "admin")),
        (
            "offices:appoint",
            {"login": "toi@toi.example", "full_name": "Tôi", "role": "commune_officer", "valid_from": "24/11/2026"},
            who("province", "admin"),
        ),
    ]


def test_who_may_only_read_a_record_cannot_act_on_it(records: Records, sign_in: SignIn) -> None:
    where, before = addresses(records), state_of_the_province()
    for name, sent, may in _deeds(records):
        for person in REACH[name] - may:
            response = sign_in(records.people[person]).post(where[name], sent)
            assert response.status_code in {200, 302, 403, 404, 422}
            assert state_of_the_province() == before, f"the {person} did {name}"


def test_a_draft_is_seen_by_nobody_but_its_producer(records: Records, sign_in: SignIn) -> None:
    for person, user in records.people.items():
        client = sign_in(user)
        for name in ("dossiers:dossier", "dossiers:slip", "dossiers:read", "dossiers:check"):
            expected = 200 if person == "owner" and name != "dossiers:read" else 404
            status = client.get(reverse(name, args=[records.draft.public_id])).status_code
            assert status == expected, f"the {person} at {name}"


def test_ids_of_two_records_cannot_be_mixed(records: Records, world: World, sign_in: SignIn) -> None:
    """A citation, a sheet, a seat or a sitting is found only under the record it belongs to."""
    lodged, scored = records.lodged, records.scored
    mine, foreign = lodged.citations.first(), scored.citations.first()
    assert mine is not None
    assert foreign is not None
    lan, thao = sign_in(world.chi_lan), sign_in(world.chi_thao)
    assert lan.get(reverse("dossiers:file", args=[lodged.public_id, foreign.public_id])).status_code == 404
    assert lan.post(reverse("dossiers:drop", args=[lodged.public_id, foreign.public_id])).status_code == 404
    address = reverse("evaluation:evidence", args=[records.docket.public_id, mine.public_id])
    assert thao.get(address).status_code == 404
    other = Producer.objects.create(name="Cơ sở khác", unit=world.phuong_thinh, created_at=NOW)
    hien = sign_in(world.co_hien)
    ended = reverse("producers:end_representative", args=[other.public_id, world.chi_lan.public_id])
    assert hien.post(ended, {"valid_to": "24/11/2026"}).status_code == 404
    assert world.fish_maker.representatives.filter(valid_to__isnull=True).count() == 1


def test_another_producer_s_paper_cannot_be_brought_forward(world: World, sign_in: SignIn) -> None:
    """The paper's id is taken from nowhere but the own wallet."""
    theirs = make_paper(world, world.actor(world.chi_lan), "business_registration")
    product = make_product("Trà tim sen", world.lotus_maker)
    from ocop.cycle.dossiers import actions

    dossier = actions.start_dossier(
        product, round=world.round, kind="first", wanted_stars=3, by=world.actor(world.anh_phuc), at=NOW
    )
    phuc = sign_in(world.anh_phuc)
    response = phuc.post(reverse("dossiers:cite", args=[dossier.public_id, "A.3.1"]), {"papers": [theirs.public_id]})
    assert response.status_code in {200, 422}
    assert not dossier.citations.exists()
    taken = {
        "kind": "business_registration", "title": "Giấy", "product": world.dried_fish.public_id, "number": "1",
        "issuer": "", "issued_on": "", "valid_until": "", "file": io.BytesIO(MINIMAL_PDF),
    }  # fmt: skip
    phuc.post(reverse("producers:file_paper", args=[world.lotus_maker.public_id]), taken)
    assert not Paper.objects.filter(product=world.dried_fish).exclude(producer=world.fish_maker).exists()


def test_fields_a_form_does_not_show_are_not_taken(records: Records, world: World, sign_in: SignIn) -> None:
    """Sending more than the form asks for sets nothing: no state, no owner, no star, no office, no right."""
    lan = sign_in(world.chi_lan)
    more = {
        "state": "recognised", "producer": world.lotus_maker.pk, "producer_id": world.lotus_maker.pk, "is_sample": "1",
        "public_id": "aaaaaaaaaaaa", "id": "1", "pk": "1", "created_at": "2001-01-01", "unit": "30037",
        "concluded_stars": "5", "concluded_total": "99", "number": "99/PĐK",
        "is_superuser": "1", "is_staff": "1", "role": "admin",
    }  # fmt: skip
    dish = world.dried_fish
    lan.post(
        reverse("producers:edit_product", args=[dish.public_id]),
        {"name": "Khô cá sặc", "description": "", "gtin": "", **more},
    )
    changed = Product.objects.get(pk=dish.pk)
    assert changed.name == "Khô cá sặc"
    assert (changed.state, changed.producer_id, changed.public_id) == (dish.state, dish.producer_id, dish.public_id)
    lan.post(
        reverse("producers:edit_producer", args=[world.fish_maker.public_id]),
        {"name": "Cơ sở Khô Bà Lan", "phone": "0912000001", **more},
    )
    assert Producer.objects.get(pk=world.fish_maker.pk).unit_id == world.phuong_thinh.pk
    draft = records.draft
    lan.post(reverse("dossiers:wanted_stars", args=[draft.public_id]), {"stars": "4", **more})
    kept = Dossier.objects.get(pk=draft.pk)
    assert (kept.wanted_stars, kept.state, kept.concluded_stars, kept.number) == (4, draft.state, None, draft.number)
    user = User.objects.get(pk=world.chi_lan.pk)
    assert not user.is_superuser
    assert not user.appointments.exists()


# --- Exports and lists ------------------------------------------------------------------------------------------------


def cells(content: bytes) -> list[Any]:
    return [cell for row in load_workbook(io.BytesIO(content)).active for cell in row]


def test_a_commune_officer_exports_and_prints_only_her_commune(records: Records, world: World, sign_in: SignIn) -> None:
    chu_tam = sign_in(world.chu_tam)
    for name in ("producers_sheet", "products_sheet", "producers_print", "products_print", "producers", "products"):
        response = chu_tam.get(reverse(f"producers:{name}") + "?dia_ban=&q=&trang_thai=")
        text = (
            " ".join(str(cell.value) for cell in cells(response.content))
            if name.endswith("sheet")
            else response.content.decode()
        )
        assert "Sen" in text or "sen" in text
        assert "Bà Lan" not in text, name
        assert "0912000001" not in text, name
    register = " ".join(str(cell.value) for cell in cells(chu_tam.get(reverse("certification:export")).content))
    assert "Cá lóc phơi" not in register


def test_a_name_that_looks_like_a_formula_stays_text_in_every_workbook(
    records: Records, world: World, sign_in: SignIn
) -> None:
    evil = '=HYPERLINK("http://evil.example","Bấm")'
    Producer.objects.filter(pk=world.fish_maker.pk).update(name=evil)
    Product.objects.all().update(name=evil)
    dung = sign_in(world.anh_dung)
    for address in (
        reverse("producers:producers_sheet"),
        reverse("producers:products_sheet"),
        reverse("certification:export"),
        reverse("evaluation:ranking_export", args=[records.table.council.public_id]),
    ):
        found = [cell for cell in cells(dung.get(address).content) if cell.value == evil]
        assert found, f"the name is not in {address}"
        assert {cell.data_type for cell in found} == {"s"}
        assert not any(cell.hyperlink for cell in found)


def test_marks_of_another_are_in_no_export_print_or_journal_before_closing(records: Records, sign_in: SignIn) -> None:
    """The member's whole sheet is worth 100 points; nobody else's page says so while scoring is open."""
    total = sum(Mark.objects.filter(sheet=records.sheet).values_list("points", flat=True))
    council, docket = records.table.council.public_id, records.docket.public_id
    pages = [
        reverse("evaluation:ranking", args=[council]),
        reverse("evaluation:ranking_print", args=[council]),
        reverse("evaluation:minutes", args=[council, records.table.sitting.public_id]),  # type: ignore[union-attr]
        reverse("evaluation:docket", args=[docket]),
        reverse("evaluation:council", args=[council]),
        reverse("evaluation:my_sheets"),
        reverse("registry:journal"),
        reverse("home"),
    ]
    for person in ("province", "secretary", "leader", "other member", "admin"):
        client = sign_in(records.people[person])
        for page in pages:
            text = client.get(page).content.decode()
            assert f"{total} điểm" not in text, f"the {person} at {page}"
            assert f">{total}<" not in text, f"the {person} at {page}"
    exported = sign_in(records.people["leader"]).get(reverse("evaluation:ranking_export", args=[council]))
    assert total not in [cell.value for cell in cells(exported.content)]


# --- The way in and out -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(evil: str, world: World, client: Client) -> None:
    page = client.get(reverse("account_login"), {"next": evil})
    assert "evil.example" not in page.get("Location", "")
    response = client.post(reverse("account_login"), {"login": world.chi_lan.login, "password": PASSWORD, "next": evil})
    assert response["Location"] == reverse("home")
    confirmed = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": evil})
    assert confirmed.get("Location", "/").startswith("/")
    assert "evil" not in confirmed.get("Location", "")
    again = client.get(reverse("account_login"), {"next": evil})
    assert "evil" not in again.get("Location", "")
    assert "javascript" not in again.get("Location", "")


def test_signing_out_never_leads_to_another_site(world: World, sign_in: SignIn) -> None:
    response = sign_in(world.chi_lan).post(reverse("account_logout"), {"next": "https://evil.example/"})
    assert "evil.example" not in response["Location"]


def test_a_forged_host_is_refused_and_never_written_into_an_invitation(world: World, sign_in: SignIn) -> None:
    assert sign_in(world.chi_lan).get(reverse("home"), headers={"host": "evil.example"}).status_code == 400
    dung = sign_in(world.anh_dung)
    forwarded = dung.post(
        reverse("offices:invite", args=[world.co_hien.public_id]), headers={"x-forwarded-host": "evil.example"}
    )
    assert forwarded.status_code == 200
    assert "evil.example" not in forwarded.content.decode()


def test_a_session_planted_before_signing_in_is_worth_nothing_after(world: World, client: Client) -> None:
    planted = client.session
    planted["anything"] = "1"
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    client.post(reverse("account_login"), {"login": world.chi_lan.login, "password": PASSWORD})
    assert client.cookies["sessionid"].value != planted.session_key
    attacker = Client()
    attacker.cookies["sessionid"] = planted.session_key
    assert attacker.get(reverse("home")).status_code == 302


def test_an_invitation_link_works_once_and_nothing_like_it_works(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.anh_dung).post(reverse("offices:invite", args=[world.co_hien.public_id]))
    assert "no-store" in page["Cache-Control"]
    link = page.context["url"].split("/", 3)[3]
    stranger = Client()
    for wrong in (link[:-2] + "/", link.upper(), "tai-khoan/loi-moi/%2e%2e%2f/", "tai-khoan/loi-moi/'or'1'='1/"):
        assert stranger.get(f"/{wrong}").status_code in {404, 410}
    new = {"password": "mat-khau-moi-2026", "again": "mat-khau-moi-2026"}
    assert stranger.get(f"/{link}").status_code == 200
    assert stranger.post(f"/{link}", new).status_code == 302
    assert Client().post(f"/{link}", {"password": "cua-ke-gian-2026", "again": "cua-ke-gian-2026"}).status_code == 410
    assert User.objects.get(pk=world.co_hien.pk).check_password("mat-khau-moi-2026")


def test_a_kept_form_is_shown_to_nobody_else_at_the_same_browser(world: World, client: Client) -> None:
    client.post(reverse("account_login"), {"login": world.chi_lan.login, "password": PASSWORD})
    draft = make_draft(world)
    client.session.flush()
    kept = client.post(reverse("dossiers:story", args=[draft.public_id]), {"story": "Chuyện riêng của nhà tôi"})
    assert kept.status_code == 302
    assert HeldPost.objects.count() == 1
    client.post(reverse("account_login"), {"login": world.anh_phuc.login, "password": PASSWORD})
    page = client.get(reverse("accounts:held_post"), follow=True)
    assert "Chuyện riêng" not in page.content.decode()


def test_signed_in_pages_are_kept_by_no_cache_and_public_pages_open_no_session(
    records: Records, sign_in: SignIn, client: Client
) -> None:
    lan = sign_in(records.people["owner"])
    for name, address in addresses(records).items():
        if "owner" in REACH[name] and name not in ACTS:
            kept = lan.get(address)["Cache-Control"]
            assert "private" in kept, name
            assert "no-store" in kept or "no-cache" in kept, name
    for address in ("/", "/san-pham/", "/xac-thuc/"):
        response = client.get(address)
        assert "sessionid" not in response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_a_file_is_served_so_that_it_can_run_nothing(records: Records, sign_in: SignIn) -> None:
    response = sign_in(records.people["owner"]).get(reverse("producers:paper_file", args=[records.paper.public_id]))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Content-Type"] in {"image/jpeg", "image/png", "application/pdf"}


@pytest.mark.parametrize("path", ["../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd"])
def test_no_path_leads_out_of_the_file_store(path: str, records: Records, sign_in: SignIn) -> None:
    lan = sign_in(records.people["owner"])
    for address in (
        f"/chu-the/giay-to/{path}/tep",
        f"/ho-so/{records.lodged.public_id}/tep/{path}/",
        f"/static/{path}",
    ):
        response = lan.get(address)
        assert response.status_code == 404
        assert b"root:" not in response.content


def test_the_name_of_an_upload_never_becomes_a_path(world: World, sign_in: SignIn) -> None:
    upload = io.BytesIO(MINIMAL_PDF)
    upload.name = "../../../../tmp/evil.pdf"
    sign_in(world.chi_lan).post(
        reverse("producers:file_paper", args=[world.fish_maker.public_id]),
        {"kind": "business_registration", "title": "Giấy đăng ký", "product": "", "file": upload},
    )
    document = Paper.objects.get().document
    assert ".." not in document.path
    assert "evil" not in document.path
    assert default_storage.exists(document.path)


def test_a_drawing_with_a_script_is_no_photo(world: World, sign_in: SignIn) -> None:
    drawing = io.BytesIO(
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    )
    drawing.name = "anh.svg"
    page = sign_in(world.chi_lan).post(
        reverse("producers:file_paper", args=[world.fish_maker.public_id]),
        {"kind": "business_registration", "title": "Giấy đăng ký", "product": "", "file": drawing},
    )
    assert "không phải là PDF hay ảnh" in page.content.decode()
    assert not Paper.objects.exists()


# --- The score pad's autosave -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[" * 200_000, 400),
        (b'{"marks": ' + b"9" * 6000 + b"}", 400),
        (b'{"marks": [null, 3, "x"]}', 400),
        (b'{"marks": {"key": "a"}}', 400),
        (b'"marks"', 400),
        (b"\xff\xfe\x00", 400),
        (b'{"marks": [' + b",".join([b'{"key":"a","code":"A","value":":1"}'] * 500) + b"]}", 400),
        (b'{"marks": [{"key": "\\u0000", "code": "\\ud800", "value": ":1"}]}', 422),
        (b'{"marks": [{"key": "k", "code": "A.1.1", "value": {"a": [1]}}]}', 422),
        (b'{"marks": [{"key": "k", "code": "A.1.1", "value": ":-5"}]}', 422),
        (b'{"marks": "' + b"x" * 3_000_000 + b'"}', 413),
    ],
    ids=["nested", "huge number", "not marks", "a map", "a word", "bytes", "too many", "zero byte", "map", "negative",
         "three megabytes"],
)  # fmt: skip
def test_nonsense_sent_to_the_score_pad_is_refused_and_keeps_the_marks(
    body: bytes, status: int, records: Records, sign_in: SignIn
) -> None:
    before = list(Mark.objects.order_by("pk").values_list())
    address = reverse("evaluation:save_queue", args=[records.sheet.public_id])
    response = sign_in(records.people["member"]).post(address, body, content_type="application/json")
    assert response.status_code == status
    assert list(Mark.objects.order_by("pk").values_list()) == before


def test_a_mark_for_another_member_s_sheet_is_refused(records: Records, sign_in: SignIn) -> None:
    before = list(Mark.objects.order_by("pk").values_list())
    body = json.dumps({"marks": [{"key": "k1", "code": "A.1.1", "value": ":0"}]})
    address = reverse("evaluation:save_queue", args=[records.sheet.public_id])
    for person in set(records.people) - {"member"}:
        client = sign_in(records.people[person])
        assert client.post(address, body, content_type="application/json").status_code == 404
    assert list(Mark.objects.order_by("pk").values_list()) == before


def test_only_recognised_products_and_their_pictures_are_public(records: Records, client: Client) -> None:
    dish = records.world.dried_fish.public_id
    assert client.get(reverse("portal:product", args=[dish])).status_code == 404
    assert client.get(reverse("portal:photo", args=[dish])).status_code == 404
    shown = Recognition.objects.get(pk=records.recognition.pk).product.public_id
    assert client.get(reverse("portal:product", args=[shown])).status_code == 200
