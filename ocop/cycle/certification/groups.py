"""Product groups under the names they had when a product was recognised: papers of each year print their own (R46)."""

from django.db.models import Q

from ocop.cycle.certification.models import Recognition
from ocop.rules.criteria import load_all

NO_GROUP = "none"
# A dossier judged here names its product set; of one known by its result only, the source's own word is nearer.
_KNOWN_BY_RESULT = Q(dossier__isnull=True) | Q(dossier__is_reconstructed=True) | ~Q(dossier__source_url="")


def group_names() -> dict[str, str]:
    """The groups of every decision and every source, each name once whatever its capitals; one query."""
    told = Recognition.objects.filter(_KNOWN_BY_RESULT).exclude(product__group_label="")
    labels = told.order_by("product__group_label").values_list("product__group_label", flat=True).distinct()
    names = [group.name_vi for law in load_all() for group in law.groups] + list(labels)
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.lower(), name[:1].upper() + name[1:])
    return {**found, NO_GROUP: "Chưa rõ nhóm"}


def in_group(name: str) -> Q:
    """That a recognition was of a group so named then (`NO_GROUP`: nobody says of which)."""
    judged = Q(dossier__isnull=False, dossier__is_reconstructed=False, dossier__source_url="")
    if name == NO_GROUP:
        return _KNOWN_BY_RESULT & Q(product__group_label="") | judged & Q(dossier__sheet_code="")
    sets = Q(pk__in=())
    for law in load_all():
        for group in law.groups:
            if group.name_vi.lower() == name:
                sets |= Q(dossier__criteria_id=law.id, dossier__sheet_code__startswith=f"{group.code}.")
    spellings = (name, name[:1].upper() + name[1:])
    return judged & sets | _KNOWN_BY_RESULT & Q(product__group_label__in=spellings)
