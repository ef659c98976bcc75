"""Taking a sample dossier along its journey, step by step, through the actions the pages use."""

import random
from datetime import date, datetime, timedelta

from ocop.cycle.dossiers import actions
from ocop.cycle.dossiers.commune_contents import CONTENTS
from ocop.cycle.dossiers.law import Given
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.places import field_place
from ocop.cycle.dossiers.registration import STORY, Field, fields_for
from ocop.cycle.dossiers.states import DossierKind
from ocop.ground.accounts.models import User
from ocop.ground.offices.queries import posts_of
from ocop.ground.producers.actions import PaperFacts, file_paper
from ocop.ground.producers.models import Paper, Product
from ocop.ground.producers.queries import producers_represented_by
from ocop.ground.producers.states import LAW_CODES
from ocop.ground.programme.models import Round
from ocop.ground.registry.actions import file_document
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.rules.criteria import load
from ocop.rules.evidence import demanded
from ocop.sample.marking import made_up_marks
from ocop.sample.papers import sample_upload

STORY_TEXT = (
    "Nhà tôi làm nghề này từ đời ông bà, bên con rạch trước cửa. Nguyên liệu lấy ngay trong xã, làm theo mùa, "
    "phơi nắng vừa đủ rồi cất trong lu đất. Cách làm giữ như cũ, chỉ đổi dụng cụ cho sạch. (Câu chuyện mẫu.)"
)
ANSWERS_BY_KIND = {"tel": "0900000000", "email": "mau@mau.example", "number": "5", "day": "15/03/2018"}


def actor(user: User, on: date) -> Actor:
    """The person as the pages would see them on a day."""
    return Actor(
        user_id=user.pk,
        name=user.full_name,
        on=on,
        posts=posts_of(user.pk, on),
        producer_ids=producers_represented_by(user.pk, on),
    )


def start(product: Product, round_: Round, *, by: Actor, at: datetime, wanted_stars: int = 4) -> Dossier:
    """Open a dossier and nothing more."""
    return actions.start_dossier(product, round=round_, kind=DossierKind.FIRST, wanted_stars=wanted_stars, by=by, at=at)


def fill(dossier: Dossier, quality: float, rng: random.Random, *, by: Actor, at: datetime) -> None:
    """Answer the form, file a paper of every kind asked, and assess oneself around a quality of 0 to 1."""
    fields = fields_for(dossier.criteria_id, dossier.kind).values()
    actions.save_statements(dossier, answers={field.key: _answer(field) for field in fields}, by=by, at=at)
    _file_papers(dossier, by=by, at=at)
    sheet = load(dossier.criteria_id).sheet(dossier.sheet_code)
    marks = made_up_marks(sheet, quality, rng)
    actions.save_marks(
        dossier, answers={code: Given(points, case) for code, (case, points) in marks.items()}, by=by, at=at
    )


def _answer(field: Field) -> str:
    if field.key == STORY:
        return STORY_TEXT
    if field.choices:
        return field.choices[0][0]
    if field.kind in ANSWERS_BY_KIND:
        return ANSWERS_BY_KIND[field.kind]
    return f"{field.label} (dữ liệu mẫu)"[: field.max_length]


def _file_papers(dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """One sample paper for each kind the sheet asks, from the wallet when it is there, cited wherever it serves."""
    criteria = load(dossier.criteria_id)
    sheet = criteria.sheet(dossier.sheet_code)
    kinds = LAW_CODES[dossier.criteria_id]
    wallet = {paper.kind: paper for paper in Paper.objects.in_wallet(dossier.producer)}
    for number, demand in enumerate(demanded(criteria, sheet, dossier.wanted_stars, dossier.kind), 1):
        kind = str(kinds[demand.code])
        paper = wallet.get(kind) or _paper(dossier, kind, number, by=by, at=at)
        if demand.criteria:
            actions.cite_paper(dossier, paper=paper, criteria=demand.criteria, by=by, at=at)


def _paper(dossier: Dossier, kind: str, number: int, *, by: Actor, at: datetime) -> Paper:
    document = file_document(sample_upload(f"giay-to-mau-{number:02d}", number), by=by, at=at)
    issued_on = local_date(at) - timedelta(days=40)
    facts = PaperFacts(kind=kind, number=f"{number:02d}/MAU", issuer="Nơi cấp mẫu", issued_on=issued_on)
    return file_paper(dossier.producer, document=document, facts=facts, by=by, at=at)


def check(dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """The commune's four contents and the samples received."""
    for content in CONTENTS:
        actions.record_finding(
            dossier,
            content=content.key,
            text=f"Đã kiểm tra thực tế, đúng như chủ thể mô tả: {content.title.lower()}. (Nhận xét mẫu.)",
            confirmed=True,
            by=by,
            at=at,
        )
    actions.receive_samples(dossier, on=local_date(at), by=by, at=at)


def send_back(dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """A return with two faults, each with its reason and remedy."""
    first = next(iter(fields_for(dossier.criteria_id, dossier.kind)))
    actions.return_dossier(
        dossier,
        items=[
            actions.FaultToMend(field_place(first), "mismatch", "Ghi lại đúng như giấy đăng ký kinh doanh."),
            actions.FaultToMend(field_place(STORY), "unclear", "Viết thêm ai làm ra sản phẩm và làm từ năm nào."),
        ],
        wanted_by=local_date(at) + timedelta(days=14),
        by=by,
        at=at,
    )
