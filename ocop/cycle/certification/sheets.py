"""The result list of the national software (danh sách kết quả đánh giá, phân hạng) on its way in, and back out."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from ocop.cycle.certification import policies
from ocop.cycle.certification.actions.past import PastResult, bring_in, refuse_past
from ocop.cycle.certification.models import Recognition
from ocop.ground.offices.borders import all_borders
from ocop.ground.offices.models import Office, Unit
from ocop.ground.offices.states import OfficeKind, Tier
from ocop.ground.producers.models import Producer, Product
from ocop.ground.producers.sheets.matching import Known, Names
from ocop.ground.producers.states import LegalForm
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer, Refused
from ocop.kit.sheets.cells import CellProblem, In, NameIndex, by_field, code_of, named, one_of, words
from ocop.kit.sheets.table import MOST_NEAR, Line, Near, SheetTable
from ocop.kit.text.dates import format_date
from ocop.kit.text.fold import is_likely_same, squash
from ocop.kit.ui.listing import ListColumn


def _stood(row: Any, on: date) -> bool:
    return row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)


def _unit(text: str, table: "NationalResults", on: date | None = None) -> Unit:
    """The commune of the day of the decision, else today's of that name: lists are often written over."""
    index = table.index("unit")
    then: Unit | None = index.maybe(text, on) if on is not None else None
    found: Unit = then or index.find(text, table.actor.on)
    return found


class NationalResults(SheetTable):
    """Past results as the national software lists them: each row a recognition, with its product and producer."""

    slug = "ket-qua-phan-mem-quoc-gia"
    title = "Kết quả từ phần mềm quốc gia"
    noun = "kết quả"
    about = (
        "Mỗi dòng là một sản phẩm được công nhận. Chủ thể, sản phẩm chưa có thì được lập mới. Tên viết khác bản ghi đã "
        "có thì ghi mã của bản ghi vào cột mã rồi tải lên lại. Xã, phường ghi tên lúc ký quyết định hoặc tên hiện nay."
    )
    columns = (
        ListColumn("Mã sản phẩm", lambda row: row.product.public_id, on_screen=False, reads=code_of("product_code")),
        ListColumn(
            "Sản phẩm",
            lambda row: row.product.name,
            url=lambda row: reverse("certification:recognition", args=[row.public_id]),
            reads=words("product", 250),
        ),
        ListColumn(
            "Mã chủ thể", lambda row: row.product.producer.public_id, on_screen=False, reads=code_of("producer_code")
        ),
        ListColumn("Chủ thể", lambda row: row.product.producer.name, reads=words("producer", 250)),
        ListColumn(
            "Loại hình",
            lambda row: str(row.product.producer.legal_form or ""),
            on_screen=False,
            reads=one_of("legal_form", LegalForm.choices, needed=False),
        ),
        ListColumn(
            "Xã, phường",
            lambda row: row.product.producer.unit.full_name,
            reads=In("unit", _unit, needed=True, on="signed_on", index="unit"),
        ),
        ListColumn("Địa chỉ", lambda row: "", on_screen=False, reads=words("address", 250, needed=False)),
        ListColumn("Nhóm sản phẩm", lambda row: row.product.group_label, reads=words("group", 80, needed=False)),
        ListColumn("Mã quốc gia", lambda row: row.product.national_id, reads=words("national_id", 40, needed=False)),
        ListColumn(
            "Hạng sao",
            lambda row: row.stars,
            "number",
            reads=by_field("stars", kit.IntegerTextField(label="Hạng sao", minimum=3, maximum=5)),
        ),
        ListColumn("Số quyết định", lambda row: row.decision.number if row.decision else "", reads=words("number", 60)),
        ListColumn(
            "Ngày ký", lambda row: row.valid_from, "date", reads=by_field("signed_on", kit.DateField(label="Ngày ký"))
        ),
        ListColumn(
            "Cơ quan công nhận",
            lambda row: row.decision.office.name if row.decision else "",
            reads=named("office", on="signed_on"),
        ),
    )

    def __init__(self, actor: Actor, scope: Any = None) -> None:
        super().__init__(actor, scope)
        self._results: dict[int, list[Recognition]] | None = None
        self._products: dict[tuple[int, str], Product] = {}

    def may(self) -> Answer:
        return policies.may_bring_in(self.actor)

    def home(self) -> str:
        return reverse("certification:national_results")

    def export(self) -> str:
        return reverse("certification:national_results_sheet")

    def records(self) -> Any:
        rows = Recognition.objects.visible_to(self.actor).exclude(source_words="").for_list()
        return rows.prefetch_related("product__producer__forms").order_by("-valid_from", "product__sort_key", "pk")

    def build_index(self, name: str) -> NameIndex:
        if name == "unit":
            self._borders = all_borders()
            units = sorted(self._borders.units.values(), key=lambda unit: unit.valid_from)
            communes = [unit for unit in units if unit.tier == Tier.COMMUNE and unit.part_of_id is None]
            return NameIndex("xã, phường", communes, lambda unit: (unit.full_name, unit.name), _stood)
        if name == "office":
            offices = Office.objects.filter(kind__in=(OfficeKind.PEOPLES_COMMITTEE, OfficeKind.MINISTRY))
            return NameIndex("cơ quan", offices, lambda row: (row.name, row.short_name), _stood)
        if name == "producer":
            producers = Producer.objects.select_related("unit").order_by("pk")
            return NameIndex("chủ thể", producers, lambda row: (row.name,))
        if name == "product":
            products = Product.objects.select_related("producer__unit").order_by("pk")
            return NameIndex("sản phẩm", products, lambda row: (row.name,))
        return super().build_index(name)

    # What a row means

    def complete(self, facts: dict[str, Any]) -> None:
        """Find the producer and the product on file that a row means."""
        thing = self._by_code("product", facts.pop("product_code"), "product_code")
        maker = self._by_code("producer", facts.pop("producer_code"), "producer_code")
        if thing is not None and maker is not None and thing.producer_id != maker.pk:
            raise CellProblem(f"Sản phẩm này là của {thing.producer.name}. Sửa mã sản phẩm hoặc mã chủ thể.", "product")
        maker = (thing.producer if thing is not None else maker) or self._maker(facts["producer"], facts["unit"])
        if maker is not None and thing is None:
            thing = self._things().get((maker.pk, squash(facts["product"])))
        if maker is None and not facts["legal_form"]:
            raise CellProblem("Chủ thể này chưa có nên cần loại hình để lập mới.", "legal_form")
        facts["maker"], facts["thing"] = maker, thing

    def _by_code(self, index: str, code: str, key: str) -> Any:
        if not code:
            return None
        found = self.index(index).by_code.get(code)
        if found is None:
            raise CellProblem("Không có bản ghi mang mã này. Xem mã ở bảng Excel của danh sách chủ thể, sản phẩm.", key)
        return found

    def _maker(self, name: str, unit: Unit) -> Producer | None:
        """The producer of that name at that place, in whichever borders either is written."""
        named_so = self.index("producer").by_name.get(squash(name), [])
        place = self._place(unit)
        found = [each for each in named_so if each.unit_id == unit.pk or self._place(each.unit) == place]
        if len(found) > 1:
            codes = ", ".join(each.public_id for each in found[:4])
            raise CellProblem(f"Có {len(found)} chủ thể tên này ở đây. Ghi mã chủ thể: {codes}.", "producer")
        return found[0] if found else None

    def _place(self, unit: Unit) -> Hashable:
        """Today's place of a unit; a unit that cannot be told is only itself."""
        key = self._borders.key_at(unit.pk, Tier.COMMUNE, self.actor.on)
        return key if isinstance(key, int) else f"unit {unit.pk}"

    def _things(self) -> dict[tuple[int, str], Product]:
        if not self._products:
            rows = self.index("product").by_code.values()
            self._products = {(row.producer_id, row.squashed): row for row in rows}
        return self._products

    def _of(self, product: Product) -> list[Recognition]:
        """The real recognitions of a product; all are read once."""
        if self._results is None:
            self._results = defaultdict(list)
            for each in Recognition.objects.filter(is_trial=False).select_related("decision").order_by("valid_from"):
                self._results[each.product_id].append(each)
        return self._results.get(product.pk, [])

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        refuse_past(_result(facts), self.actor.on)
        thing = facts["thing"]
        for each in self._of(thing) if thing is not None else ():
            if each.valid_from == facts["signed_on"] and each.stars != facts["stars"]:
                raise Refused(f"Ngày {format_date(each.valid_from)} sản phẩm này đã được ghi {each.stars} sao.")

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        maker, thing = facts["maker"], facts["thing"]
        owner = maker.pk if maker else (squash(facts["producer"]), self._place(facts["unit"]))
        return (owner, squash(thing.name if thing else facts["product"]), facts["signed_on"])

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        things = [line.facts["thing"] for line in lines if line.facts["thing"] is not None]
        return [(each.producer_id, each.squashed, row.valid_from) for each in things for row in self._of(each)]

    def find_near(self, lines: Sequence[Line]) -> None:
        """Producers and products a new one may be, and results of the same year known from elsewhere."""
        names = Names(by_kind=True)
        for row in self.index("producer").by_code.values():
            names.add(Known(row.public_id, row.name, row.unit.full_name))
        owned: dict[int, list[Product]] = defaultdict(list)
        for thing in self._things().values():
            owned[thing.producer_id].append(thing)
        for line in lines:
            maker, thing = line.facts["maker"], line.facts["thing"]
            if maker is None:
                line.near += [_near_maker(each) for each in names.suggest(line.facts["producer"])[:MOST_NEAR]]
            elif thing is None:
                alike = [each for each in owned[maker.pk] if is_likely_same(each.name, line.facts["product"])]
                line.near += [_near_thing(each) for each in alike[:MOST_NEAR]]
            else:
                year = line.facts["signed_on"].year
                line.near += [_near_result(each) for each in self._of(thing) if each.year == year][:MOST_NEAR]

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        """Bring the rows in, the oldest first; rows of one new producer make it once."""
        makers: dict[Hashable, Producer] = {}
        for line in sorted(lines, key=lambda each: (each.facts["signed_on"], each.row)):
            facts = dict(line.facts)
            who = (squash(facts["producer"]), self._place(facts["unit"]))
            facts["maker"] = facts["maker"] or makers.get(who)
            if facts["thing"] is None and facts["maker"] is not None:
                same = Product.objects.filter(producer=facts["maker"], squashed=squash(facts["product"]))
                facts["thing"] = same.first()
            made = bring_in(_result(facts), by=by, at=at)
            makers[who] = made.product.producer


def _result(facts: Mapping[str, Any]) -> PastResult:
    same = ("legal_form", "unit", "address", "group", "national_id", "stars", "number", "signed_on", "office")
    return PastResult(
        producer=facts["maker"],
        product=facts["thing"],
        producer_name=facts["producer"],
        product_name=facts["product"],
        **{name: facts[name] for name in same},
    )


def _near_maker(found: Any) -> Near:
    url = reverse("producers:producer", args=[found.token])
    return Near(f"Chủ thể {found.name}, {found.where} (mã {found.token}): {found.because}", url)


def _near_thing(product: Product) -> Near:
    url = reverse("producers:product", args=[product.public_id])
    return Near(f"Sản phẩm {product.name} của chủ thể này (mã {product.public_id})", url)


def _near_result(row: Recognition) -> Near:
    day = f"ước theo năm {row.year}" if row.dates_are_estimated else f"ngày {format_date(row.valid_from)}"
    return Near(f"Đã ghi {row.stars} sao, {day}", reverse("certification:recognition", args=[row.public_id]))


TABLES = (NationalResults,)
