"""Dossiers for tests: a draft, one that is complete, one lodged, one forwarded; made through the real actions."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ocop.cycle.dossiers import actions, commune_contents, law
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.registration import fields_for
from ocop.ground.producers.actions import PaperFacts, file_paper
from ocop.ground.producers.models import Paper, Product
from ocop.ground.producers.states import LAW_CODES, PaperKind
from ocop.ground.registry.actions import file_document
from ocop.kit.scope import Actor
from tests.world import NOW, World

MINIMAL_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def photo_bytes(colour: str = "seagreen", size: tuple[int, int] = (80, 60)) -> bytes:
    """A small real JPEG, as a telephone makes one."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def photo(name: str = "giay.jpg", colour: str = "seagreen") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo_bytes(colour), "image/jpeg")


def make_paper(world: World, by: Actor, kind: str, title: str = "", *, at: datetime = NOW, **facts: object) -> Paper:
    """A paper of the fish maker's wallet, each with a picture of its own."""
    colours = ["seagreen", "tomato", "gold", "navy", "teal", "pink", "olive", "plum"]
    colour = colours[Paper.objects.count() % len(colours)]
    from django.db import transaction

    with transaction.atomic():
        document = file_document(photo(f"{kind}.jpg", colour), by=by, at=at)
    return file_paper(
        world.fish_maker,
        document=document,
        facts=PaperFacts(kind=kind, title=title or PaperKind(kind).label, **facts),  # type: ignore[arg-type]
        by=by,
        at=at,
    )


def make_draft(world: World, product: Product | None = None, *, at: datetime = NOW, **choices: object) -> Dossier:
    """A draft for the dried fish of chị Lan (or another of her products)."""
    options = {"round": world.round, "kind": "first", "wanted_stars": 3, **choices}
    return actions.start_dossier(
        product or world.dried_fish, by=world.actor(world.chi_lan, at.date()), at=at, **options
    )  # type: ignore[arg-type]


def answers_for(dossier: Dossier) -> dict[str, str]:
    """Something honest in every field of the registration and the story."""
    typed = {
        "samples": "5",
        "founded": "15/03/2018",
        "sex": "nu",
        "phone": "0912000001",
        "email": "lan@khocalan.example",
    }
    return {
        key: typed.get(key, f"Nội dung {field.label.lower()}"[: field.max_length])
        for key, field in fields_for(dossier.criteria_id, dossier.kind).items()
    }


def best_marks(dossier: Dossier, leave: Iterable[str] = ()) -> dict[str, law.Given | None]:
    """The highest option of every criterion, some left blank."""
    marks: dict[str, law.Given | None] = {}
    for code, criterion in law.sheet_of(dossier).criteria.items():
        if code not in leave:
            best = max(law.choices_of(criterion), key=lambda choice: choice.points)
            marks[code] = law.read_choice(best.value)
    return marks


def complete(world: World, dossier: Dossier, *, at: datetime = NOW) -> Dossier:
    """Fill in everything that lodging asks for."""
    lan = world.actor(world.chi_lan, at.date())
    actions.save_statements(dossier, answers=answers_for(dossier), by=lan, at=at)
    for need in law.assess(dossier, [], [], at.date()).papers:
        if need.is_mandatory:
            kind = LAW_CODES[dossier.criteria_id][need.demand.code]
            paper = make_paper(world, lan, kind, at=at)
            actions.cite_paper(dossier, paper=paper, criteria=need.demand.criteria or ["A.3.1"], by=lan, at=at)
    actions.save_marks(dossier, answers=best_marks(dossier), by=lan, at=at)
    return dossier


def make_lodged(world: World, *, at: datetime = NOW) -> Dossier:
    """The dried fish lodged at the commune of Phương Thịnh."""
    dossier = complete(world, make_draft(world, at=at), at=at)
    return actions.submit_dossier(dossier, by=world.actor(world.chi_lan, at.date()), at=at)


def check_everything(world: World, dossier: Dossier, *, at: datetime = NOW) -> None:
    """The four contents and the samples, as cô Hiền of the commune writes them."""
    hien = world.actor(world.co_hien, at.date())
    for content in commune_contents.CONTENTS:
        actions.record_finding(
            dossier, content=content.key, text="Đúng với thực tế tại xã.", confirmed=True, by=hien, at=at
        )
    actions.receive_samples(dossier, on=at.date(), by=hien, at=at)


def make_forwarded(world: World, *, at: datetime = NOW) -> Dossier:
    dossier = make_lodged(world, at=at)
    later = at + timedelta(hours=2)
    check_everything(world, dossier, at=later)
    return actions.forward_dossier(dossier, by=world.actor(world.co_hien, at.date()), at=later)


def make_accepted(world: World, *, at: datetime = NOW) -> Dossier:
    dossier = make_forwarded(world, at=at)
    by = world.actor(world.anh_dung, at.date())
    return actions.accept_dossier(dossier, by=by, at=at + timedelta(hours=3))
