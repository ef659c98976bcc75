"""A made-up chain, marked as sample: lotus seeds harvested and dried by one producer become milk at another.

Everything is said by sample people through the actions the pages use.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from ocop.cycle.epcis.actions import Said, record_step
from ocop.cycle.epcis.addresses import batch_uri, material_uri
from ocop.cycle.epcis.models import MaterialLot, TraceEvent
from ocop.cycle.epcis.steps import BY_SLUG, Input
from ocop.cycle.traceability.actions import make_batch
from ocop.cycle.traceability.models import Batch
from ocop.ground.accounts.models import User
from ocop.ground.producers.models import Product
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.sample import journey

SEEDS, MILK = ("Hạt sen sấy giòn", "0900000001"), ("Sữa hạt sen", "0900000012")


@transaction.atomic
def load_chain(*, at: datetime) -> None:
    """Write the chain once; needs the sample people and their products."""
    if TraceEvent.objects.exists() or not User.objects.filter(is_sample=True).exists():
        return
    seeds, milk = (_Maker(name, phone, at) for name, phone in (SEEDS, MILK))
    dried = seeds.batch("SEN2611", days=14, quantity=400)
    seeds.say(dried, "thu-hoach", 16, "150", "KGM", material="Gương sen tươi", material_lot="G1")
    lotus = MaterialLot.objects.get(name="Gương sen tươi")
    used = (Input(material_uri(lotus), Decimal(150), "KGM"),)
    seeds.say(dried, "che-bien", 14, "48", "KGM", inputs=used)
    seeds.say(dried, "dong-goi", 13, "400")
    seeds.say(dried, "giao", 12, "120", new_partner=milk.product.producer.name, party=milk.product.producer)
    seeds.say(dried, "giao", 10, "80", new_partner="Cửa hàng mẫu Hoa Sen", contact="Địa chỉ mẫu, chợ Tháp Mười")
    whole = milk.batch("SUA2611", days=7, quantity=900)
    milk.say(whole, "nhan", 9, "60", "KGM", material="Đường phèn", new_partner="Đại lý mẫu Đường Phèn")
    sugar = MaterialLot.objects.get(name="Đường phèn")
    inputs = (Input(batch_uri(dried), Decimal(100), ""), Input(material_uri(sugar), Decimal(20), "KGM"))
    milk.say(whole, "che-bien", 7, "225", "LTR", inputs=inputs)
    milk.say(whole, "giao", 5, "300", new_partner="Siêu thị mẫu Cao Lãnh", contact="Số điện thoại mẫu")


class _Maker:
    """A sample producer's own person, who says what was done so many days ago."""

    def __init__(self, name: str, phone: str, at: datetime) -> None:
        self.at = at
        self.product = Product.objects.select_related("producer").get(name=name, is_sample=True)
        self.by: Actor = journey.actor(User.objects.get(login=phone), local_date(at))

    def batch(self, lot: str, *, days: int, quantity: int) -> Batch:
        day = local_date(self.at) - timedelta(days=days)
        ends = day + timedelta(days=180)
        return make_batch(
            self.product, lot=lot, made_on=day, expires_on=ends, quantity=quantity, by=self.by, at=self.at
        )

    def say(self, batch: Batch, slug: str, days: int, quantity: str, unit: str = "", **more: Any) -> None:
        told = Said(self.at - timedelta(days=days), Decimal(quantity), unit, **more)
        record_step(batch, BY_SLUG[slug], told, by=self.by, at=self.at)
