"""One record of every kind, so that a test may try each person of the province on each of them."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.cycle.certification.actions import attach_document, refer_to_ministry
from ocop.cycle.dossiers import actions as dossiers
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.epcis.actions import Said, record_step
from ocop.cycle.epcis.models import TraceEvent
from ocop.cycle.epcis.steps import BY_SLUG
from ocop.cycle.evaluation.models import Docket, MarkVersion, ScoreSheet
from ocop.cycle.scans import actions as scans
from ocop.cycle.scans.models import Doubt, Suspicion
from ocop.cycle.scans.scan import Scan
from ocop.cycle.scans.states import DoubtKind
from ocop.cycle.traceability.actions import activate, declare_recall, issue_stamps, make_batch
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import Activation, Batch, Recall, StampRange
from ocop.ground.accounts.models import User
from ocop.ground.offices.states import Role
from ocop.ground.producers.actions.imports import upload_sheet
from ocop.ground.producers.actions.products import change_photo
from ocop.ground.producers.actions.tags import set_tag
from ocop.ground.producers.models import ImportBatch, Paper, ProductTag
from ocop.ground.producers.states import SheetKind
from ocop.ground.registry.actions import file_document, notify
from ocop.ground.registry.models import Notice
from ocop.kit.scope import Actor
from ocop.kit.uploads import clean_upload
from ocop.public.partners.actions import give_key, set_up_hook
from ocop.public.partners.models import ApiKey, Hook
from ocop.rules.stamps import Stamp, code_of
from tests import world_certification, world_dossiers
from tests.world import NOW, World, appoint, make_product, make_user
from tests.world_evaluation import Table, best_marks, make_council, sheet_of


@dataclass
class Records:
    """The province at work; everything belongs to chị Lan of Phương Thịnh unless its name says otherwise."""

    world: World
    people: dict[str, User]
    draft: Dossier
    lodged: Dossier
    scored: Dossier
    concluded: Dossier
    table: Table
    docket: Docket
    sheet: ScoreSheet
    late: MarkVersion
    recognition: Any
    referral: Any
    key: ApiKey
    hook: Hook
    stamps: StampRange
    lot: Batch
    suspicion: Suspicion
    doubt: Doubt
    activation: Activation
    recall: Recall
    packed: TraceEvent
    paper: Paper
    batch: ImportBatch
    tag: ProductTag
    notice: Notice


def make_hook(world: World) -> Hook:
    """A supermarket's key and the address it is told at."""
    dung, until = world.actor(world.anh_dung), (NOW + timedelta(days=90)).date()
    given = give_key("Siêu thị Cao Lãnh", scopes=["doc", "tin-bao"], per_minute=60, expires_on=until, by=dung, at=NOW)
    return set_up_hook(given.key, "https://kho.example/ocop", subjects=["recognition.given"], by=dung, at=NOW)


def build_records(world: World) -> Records:
    people = {
        "owner": world.chi_lan,
        "other producer": world.anh_phuc,
        "commune": world.co_hien,
        "other commune": world.chu_tam,
        "province": world.anh_dung,
        "secretary": world.chi_thao,
        "leader": world.ong_khanh,
        "member": world.council_members[0],
        "other member": world.council_members[1],
        "unseated member": make_user("Cao Thị Yến", "yen@sott.example"),
        "ministry": world.ba_nga,
        "admin": world.anh_quan,
    }
    appoint(people["unseated member"], world.agriculture, Role.COUNCIL_MEMBER)
    lan = world.actor(world.chi_lan)
    scored = world_dossiers.make_accepted(world)
    lodged = dossiers.submit_dossier(
        world_dossiers.complete(world, _draft(world, "Mắm cá linh")), by=lan, at=NOW + timedelta(hours=1)
    )
    draft = _draft(world, "Chả cá thát lát")
    with_photo = file_document(world_dossiers.photo("khô.jpg", "brown"), by=lan, at=NOW)
    change_photo(world.dried_fish, photo=with_photo, by=lan, at=NOW)
    table = make_council(world)
    table.sit()
    docket = table.open(table.docket(scored))
    sheet = table.fill(docket, table.members[0], best_marks(sheet_of(scored)), seal=False)
    late = MarkVersion.objects.create(
        sheet=sheet, key="muon-1", criterion_code="A.1.1", points=1, received_at=NOW, is_late=True
    )
    recognition = world_certification.make_recognition(
        make_product("Cá lóc phơi một nắng", world.fish_maker), world.province_committee
    )
    hook = make_hook(world)
    stamps = issue_stamps(recognition.product, count=10, by=lan, at=NOW)
    lot = make_batch(recognition.product, lot="L1", made_on=NOW.date(), quantity=10, by=lan, at=NOW)
    activation = activate(stamps, lot, first=1, last=5, by=lan, at=NOW)
    picture = clean_upload(world_dossiers.photo("đóng gói.jpg", "brown"), max_bytes=settings.OCOP_UPLOAD_MAX_BYTES)
    packed = record_step(
        lot, BY_SLUG["dong-goi"], Said(NOW, Decimal(10), photo=picture), by=lan, at=NOW + timedelta(hours=1)
    )
    said = {"reason": "Nấm mốc", "danger": "Đau bụng", "advice": "Mang trả nơi mua"}
    recall = declare_recall(lot, **said, by=lan, at=NOW)
    by = world.actor(world.anh_dung)
    scan = file_document(SimpleUploadedFile("qd.jpg", world_dossiers.photo_bytes("ivory")), by=by, at=NOW)
    attach_document(recognition.decision, document=scan, by=by, at=NOW)
    concluded = world_certification.make_concluded(
        world, make_product("Khô cá lóc", world.fish_maker), stars=4, total="82.00"
    )
    sent = world_certification.make_concluded(
        world, make_product("Khô cá tra phồng", world.fish_maker), stars=5, total="93.00"
    )
    referral = refer_to_ministry(
        sent,
        to_office=world.ministry,
        letter_number="12/UBND",
        sent_on=NOW.date(),
        by=world.actor(world.ong_khanh),
        at=NOW,
    )
    batch = upload_sheet(
        SheetKind.PRODUCERS,
        file_name="chu-the.xlsx",
        header=["Tên chủ thể", "Loại hình", "Xã, phường"],
        rows=[(2, ["Cơ sở Bánh Ba Năm", "Cơ sở sản xuất", "Xã Phương Thịnh"])],
        by=world.actor(world.co_hien),
        at=NOW,
    )
    tag = set_tag(world.dried_fish, tag="eco", note="Phơi bằng nắng", by=lan, at=NOW)
    notify(user_id=world.chi_lan.pk, title="Hồ sơ đã được tiếp nhận", url="/ho-so/", at=NOW)
    return Records(
        world=world,
        people=people,
        draft=draft,
        lodged=lodged,
        scored=scored,
        concluded=concluded,
        table=table,
        docket=docket,
        sheet=sheet,
        late=late,
        recognition=recognition,
        referral=referral,
        key=hook.key,
        hook=hook,
        stamps=stamps,
        lot=lot,
        suspicion=_suspicion(stamps),
        doubt=_doubt(stamps),
        activation=activation,
        recall=recall,
        packed=packed,
        paper=Paper.objects.in_wallet(world.fish_maker).first(),
        batch=batch,
        tag=tag,
        notice=Notice.objects.filter(user=world.chi_lan).latest("pk"),
    )


def _suspicion(issued: StampRange) -> Suspicion:
    """Four people scanned the first stamp."""
    scans.remember([Scan(issued.epoch_id, issued.first, NOW, name, "82", "valid") for name in (b"a", b"b", b"c", b"d")])
    scans.look(at=NOW)
    return Suspicion.objects.get()


def _doubt(issued: StampRange) -> Doubt:
    """Somebody sent a picture of the first stamp."""
    picture = clean_upload(SimpleUploadedFile("tem.jpg", world_dossiers.photo_bytes("green")), max_bytes=10**6)
    stamp, somebody = Stamp(issued.epoch_id, issued.first), Actor(None, "Người mua", NOW.date())
    said: dict[str, Any] = {"kind": DoubtKind.STUCK, "photo": picture, "by": somebody, "at": NOW}
    doubt: Doubt = scans.send_doubt(code_of(keys_of(stamp.epoch), stamp), stamp, **said)
    return doubt


def _draft(world: World, name: str) -> Dossier:
    return world_dossiers.make_draft(world, make_product(name, world.fish_maker))
