"""What stands below the verdict: the ten groups of facts of Circular 02/2024/TT-BKHCN, the story, where to buy.

Only what is public of its own: of a household the commune and not the house, of a paper its kind and number. What
nobody declared is said to be undeclared; nothing is filled in by guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ocop.cycle.epcis.trace import stages_of
from ocop.cycle.traceability.models import Batch
from ocop.ground.producers.models import Paper, Producer, Product
from ocop.ground.producers.states import LegalForm, PaperKind
from ocop.kit.templatetags.ocop_languages import as_stored
from ocop.kit.text.dates import format_date
from ocop.public.portal.catalogue.sold import sold_at
from ocop.public.scans.facts import StampFacts

# Whose address is a business's and not a home's.
_FIRMS = (LegalForm.ENTERPRISE, LegalForm.COOPERATIVE)
_STANDARDS = (
    PaperKind.PRODUCT_STANDARD,
    PaperKind.QUALITY_DECLARATION,
    PaperKind.QUALITY_SYSTEM,
    PaperKind.FOOD_SAFETY,
)
_PLACES_SHOWN = 5
# What the rules call the stages of a lot, marked for translation here: the rules know no other language.
STAGES = (
    gettext_noop("Thu hoạch, làm ra"),
    gettext_noop("Nhận hàng"),
    gettext_noop("Đóng gói"),
    gettext_noop("Dán tem, kích hoạt"),
    gettext_noop("Giao hàng"),
    gettext_noop("Bán lẻ"),
    gettext_noop("Tiêu hủy"),
    gettext_noop("Tem không còn giá trị"),
    gettext_noop("Thu hồi, tạm giữ"),
    gettext_noop("Kiểm tra"),
    gettext_noop("Lưu kho"),
    gettext_noop("Vận chuyển"),
    gettext_noop("Nhận bàn giao"),
    gettext_noop("Bốc hàng"),
    gettext_noop("Mở gói"),
    gettext_noop("Chế biến"),
    gettext_noop("Ghi nhận"),
)
_STORY_LENGTH = 600


@dataclass(frozen=True, slots=True)
class Group:
    """One of the ten groups: its name and its lines. No lines: the producer declared nothing of it.

    `is_stored` says that the lines are as people wrote them, in Vietnamese. `holds` is "picture" or "code" where the
    page itself puts something there.
    """

    name: str
    lines: Sequence[str] = ()
    is_stored: bool = False
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    product: Product
    groups: list[Group]
    story: str
    sold_at: list[str]
    more_places: int


def details_of(facts: StampFacts, on: date, *, stands: bool) -> Details:
    """What is known of the product and the lot of a stamp; where to buy it only while its star stands. Five queries."""
    rows = Product.objects.select_related("producer__unit", "photo")
    product = rows.prefetch_related("producer__forms").get(pk=facts.product_pk)
    places = _sold_at(product, on) if stands else []
    story = " ".join(product.story.split())
    short = story if len(story) <= _STORY_LENGTH else story[:_STORY_LENGTH].rsplit(" ", 1)[0] + " …"
    shown = places[:_PLACES_SHOWN]
    return Details(product, _groups(facts, product, on), short, shown, len(places) - len(shown))


def _groups(facts: StampFacts, product: Product, on: date) -> list[Group]:
    made = [_("Làm ngày %(day)s") % {"day": format_date(facts.made_on)}] if facts.made_on else []
    used = [_("Dùng đến hết ngày %(day)s") % {"day": format_date(facts.expires_on)}] if facts.expires_on else []
    serial = [_("Lô %(lot)s") % {"lot": facts.lot}] if facts.lot else []
    serial += [_("Mã vạch (GTIN) %(gtin)s") % {"gtin": facts.gtin}] if facts.gtin else []
    has_picture = product.photo is not None and product.photo.is_image
    return [
        Group(_("Tên sản phẩm"), [facts.product], is_stored=True),
        Group(_("Hình ảnh sản phẩm"), holds="picture" if has_picture else ""),
        Group(_("Đơn vị sản xuất, kinh doanh"), [facts.producer], is_stored=True),
        Group(_("Địa chỉ"), [_address(product.producer)], is_stored=True),
        Group(_("Các công đoạn"), _stages(facts)),
        Group(_("Thời gian sản xuất"), made),
        Group(_("Mã truy vết"), holds="code"),
        Group(_("Nhãn hiệu, số lô, số sê-ri"), serial),
        Group(_("Thời hạn sử dụng"), used),
        Group(_("Tiêu chuẩn áp dụng"), _standards(product, on)),
    ]


def _address(producer: Producer) -> str:
    place = _("%(place)s, tỉnh %(province)s") % {
        "place": producer.unit.full_name,
        "province": settings.OCOP_PROVINCE_NAME,
    }
    form = producer.legal_form
    return f"{producer.address}, {place}" if producer.address and form and form.form in _FIRMS else place


def _stages(facts: StampFacts) -> list[str]:
    """What was done to the lot and to what it was made of: step, commune, day; the same is said once."""
    if facts.batch_pk is None:
        return []
    told = stages_of(Batch.objects.get(pk=facts.batch_pk))
    lines = (", ".join(filter(None, (_(stage.words), stage.place, format_date(stage.at)))) for stage in told)
    return list(dict.fromkeys(lines))


def _standards(product: Product, on: date) -> list[str]:
    of_product = Q(product=product) | Q(product__isnull=True)
    papers = Paper.objects.holding_on(on).filter(of_product, producer=product.producer, kind__in=_STANDARDS)
    return [_standard(paper) for paper in papers.exclude(number="")]


def _standard(paper: Paper) -> str:
    """A paper as the producer declared it; called so unless an officer lets buyers know of it."""
    words = as_stored(f"{paper.get_kind_display()} số {paper.number}")
    return words if paper.public_mark else format_html("{} ({})", words, _("chủ thể tự khai"))


def _sold_at(product: Product, on: date) -> list[str]:
    """Where the catalogue says it is sold, each place once, by name and place."""
    places = sold_at([product.pk], on)[product.pk]
    return list(dict.fromkeys(f"{each.name}, {each.where}" if each.where else each.name for each in places))
