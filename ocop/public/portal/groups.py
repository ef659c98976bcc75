"""The six groups a shopper chooses from, and where each decision and each source puts them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from ocop.ground.producers.models import Product


@dataclass(frozen=True, slots=True)
class PublicGroup:
    """`codes` are (criteria id, first part of the product set's code); `labels` begin the group as sources name it."""

    slug: str
    name: str
    codes: tuple[tuple[str, str], ...]
    labels: tuple[str, ...]


def _in_all(part: str) -> tuple[tuple[str, str], ...]:
    return tuple((criteria_id, part) for criteria_id in ("26-2026", "148-2023", "1048-2019"))


# Names of decision 26/2026. Decision 1048 had textiles (IV) and souvenirs (V) where 26/2026 has crafts and ornamentals.
GROUPS = (
    PublicGroup("thuc-pham", _("Thực phẩm"), _in_all("I"), ("thực phẩm",)),
    PublicGroup("do-uong", _("Đồ uống"), _in_all("II"), ("đồ uống",)),
    PublicGroup("duoc-lieu", _("Dược liệu và sản phẩm từ dược liệu"), _in_all("III"), ("thảo dược", "dược liệu")),
    PublicGroup(
        "thu-cong", _("Thủ công mỹ nghệ"), (*_in_all("IV"), ("1048-2019", "V")), ("thủ công", "vải", "lưu niệm")
    ),
    PublicGroup("sinh-vat-canh", _("Sinh vật cảnh"), (("26-2026", "V"), ("148-2023", "V")), ("sinh vật cảnh",)),
    PublicGroup("du-lich", _("Dịch vụ du lịch"), _in_all("VI"), ("dịch vụ du lịch", "du lịch")),
)
_BY_SLUG = {group.slug: group for group in GROUPS}
_OF_SET = {each: group.slug for group in GROUPS for each in group.codes}


def slugs_of(sets: Iterable[tuple[str, str]], label: str) -> frozenset[str]:
    """The groups a product is in: by its sets (criteria id, first part of the code) or its label in the source."""
    found = {_OF_SET[each] for each in sets if each in _OF_SET}
    named = label.casefold()
    return frozenset(found | {group.slug for group in GROUPS if named and named.startswith(group.labels)})


def public_group(product: Product) -> PublicGroup | None:
    """The one group a product is shown in: by its newest product set, else as its source says; None where none does.

    Reads `product.classifications`.
    """
    return _of_newest_set(product) or _BY_SLUG.get(min(slugs_of((), product.group_label), default=""))


def group_of(product: Product) -> str:
    """The group's name for one product: by its newest product set, else as its source says, else ""."""
    group = _of_newest_set(product)
    return group.name if group else product.group_label[:1].upper() + product.group_label[1:]


def _of_newest_set(product: Product) -> PublicGroup | None:
    sets = {line.criteria_id: line.set_code for line in product.classifications.all() if line.is_current}
    known = ((law, sets.get(law, "").split(".")[0]) for law in ("26-2026", "148-2023", "1048-2019"))
    return next((_BY_SLUG[_OF_SET[each]] for each in known if each in _OF_SET), None)
