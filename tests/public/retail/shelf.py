"""A product ready for shops: recognised, photographed, with a number, papers and an offer."""

import io
import json
import zipfile
from typing import Any

from django.http.response import HttpResponseBase

from ocop.ground.producers.actions import PaperFacts, change_photo, edit_product, file_paper, show_paper
from ocop.ground.producers.models import Paper, Product
from ocop.ground.producers.states import PaperKind, PublicMark
from ocop.ground.registry.actions import file_document
from ocop.public.retail.actions import declare_offer
from tests.ground.producers.conftest import photo
from tests.world import NOW, World
from tests.world_certification import make_recognition

GTIN = "8938505974194"
PRIVATE_PHONE = "0912345678"
GOODS: dict[str, Any] = {
    "unit": "hộp",
    "packing": "Hộp giấy 500 g, thùng 20 hộp",
    "gross_weight": 560,
    "per_case": 20,
    "storage": "Nơi khô mát",
    "shelf_life": "6 tháng",
    "per_month": 1200,
    "price": 185_000,
    "price_is_shown": False,
}
CONTACT = {"contact_name": "Quầy bán sỉ", "contact_phone": "02773838383", "contact_email": "banhang@khobalan.example"}


def stock(world: World) -> Product:
    """The dried fish with everything; its producer's own telephone is nobody's business."""
    lan, hien = world.actor(world.chi_lan), world.actor(world.co_hien)
    product = world.dried_fish
    make_recognition(product, world.province_committee)
    change_photo(product, photo=file_document(photo(), by=lan, at=NOW), by=lan, at=NOW)
    edit_product(product, gtin=GTIN, description="Khô một nắng, không phẩm màu.", by=lan, at=NOW)
    world.fish_maker.phone = PRIVATE_PHONE
    world.fish_maker.save()
    show_paper(paper_of(world), mark=PublicMark.FOOD_SAFETY, by=hien, at=NOW)
    paper_of(world, colour="red")  # in the wallet, not shown to buyers
    declare_offer(product, by=lan, at=NOW, **GOODS, **CONTACT)
    return Product.objects.get(pk=product.pk)


def paper_of(world: World, colour: str = "navy") -> Paper:
    lan = world.actor(world.chi_lan)
    document = file_document(photo(f"{colour}.jpg", colour), by=lan, at=NOW)
    facts = PaperFacts(kind=PaperKind.FOOD_SAFETY, title=f"Giấy {colour}", issuer="Chi cục Quản lý chất lượng")
    return file_paper(world.fish_maker, document=document, facts=facts, by=lan, at=NOW)


def opened(response: HttpResponseBase) -> zipfile.ZipFile:
    """The archive of an answer, whole and sound."""
    assert response.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    assert archive.testzip() is None
    return archive


def file_in(archive: zipfile.ZipFile, ending: str) -> bytes:
    (name,) = [name for name in archive.namelist() if name.endswith(ending)]
    return archive.read(name)


def told_in(archive: zipfile.ZipFile) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(file_in(archive, "san-pham.json"))
    return told
