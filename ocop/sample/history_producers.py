"""Who took part in the rounds of 2019 and 2020: reconstructed producers, as many of each legal form as the plan prints.

Real producers keep what sources say of them; reconstructed ones fill what the printed counts still ask for.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ocop.cycle.dossiers.models import Dossier
from ocop.ground.offices.models import Unit
from ocop.ground.offices.states import Tier
from ocop.ground.producers.models import Classification, Producer, ProducerForm, Product

CRITERIA_ID = "1048-2019"
FOOD = "thực phẩm"
# Which product set stands for a group when only the group is known; assumed, and on reconstructed rows only.
SET_OF_GROUP = {
    FOOD: "I.3.c",
    "đồ uống": "II.2.b",
    "thảo dược": "III.4",
    "thủ công mỹ nghệ": "V.1",
    "thủ công mỹ nghệ, trang trí": "V.1",
    "dịch vụ du lịch cộng đồng và điểm du lịch": "VI.1",
}


@dataclass
class Newcomers:
    """Producers that enter a round for the first time; `counts` says how many of each form are ranked and are not."""

    year: int
    counts: dict[str, dict[str, int]]
    forms_since: date
    at: datetime
    made: int = 0

    def ranked(self, real: Iterable[Producer]) -> list[Producer]:
        """As many as are printed besides the real ones that are new. Raises ValueError when those are too many."""
        new = {producer.pk: producer for producer in real if not Dossier.objects.filter(producer=producer).exists()}
        left = Counter(self.counts["ranked"])
        left.subtract(ProducerForm.objects.filter(producer__in=new).values_list("form", flat=True))
        if min(left.values()) < 0:
            raise ValueError(f"more real producers than the plan prints for {self.year}: {left}")
        return self._make(left)

    def unranked(self) -> list[Producer]:
        return self._make(self.counts["unranked"])

    def _make(self, forms: dict[str, int]) -> list[Producer]:
        districts = list(Unit.objects.filter(tier=Tier.DISTRICT, parent__code="87").order_by("code"))
        wanted = [form for form, count in forms.items() for _ in range(count)]
        producers = []
        for _ in wanted:
            producer = Producer(
                name=f"Chủ thể dựng lại số {self.made + 1:02d}, năm {self.year}",
                unit=districts[self.made % len(districts)],
                is_reconstructed=True,
                created_at=self.at,
            )
            producer.fill_search_columns()
            producers.append(producer)
            self.made += 1
        Producer.objects.bulk_create(producers)
        ProducerForm.objects.bulk_create(
            ProducerForm(producer=producer, form=form, valid_from=self.forms_since)
            for producer, form in zip(producers, wanted, strict=True)
        )
        return producers


def make_products(
    producers: list[Producer], labels: list[str], newcomers: Newcomers, *, number: int = 1
) -> list[Product]:
    """A reconstructed product for each label, dealt out to the producers in turn; names begin to count at `number`."""
    products = []
    for place, label in enumerate(labels):
        product = Product(
            name=f"Sản phẩm dựng lại số {number + place:03d}, năm {newcomers.year}",
            producer=producers[place % len(producers)],
            group_label=label,
            is_reconstructed=True,
            created_at=newcomers.at,
        )
        product.fill_search_columns()
        products.append(product)
    Product.objects.bulk_create(products)
    Classification.objects.bulk_create(
        Classification(
            product=product, criteria_id=CRITERIA_ID, set_code=SET_OF_GROUP[product.group_label], set_at=newcomers.at
        )
        for product in products
    )
    return products


def assume_forms(producers: Iterable[Producer], assumed: dict[str, Any]) -> None:
    """Give the records that stand for producers no source names the form assumed for them; real ones keep theirs."""
    unnamed = {producer.pk: producer for producer in producers if producer.is_reconstructed}
    known = set(ProducerForm.objects.filter(producer__in=unnamed).values_list("producer", flat=True))
    ProducerForm.objects.bulk_create(
        ProducerForm(producer=producer, form=assumed["unnamed_form"], valid_from=assumed["forms_since"])
        for key, producer in unnamed.items()
        if key not in known
    )
