"""Earlier answers to questions like a new one: those that share its rarer words."""

from django.db.models import Q

from ocop.kit.scope import Actor
from ocop.kit.text.fold import fold
from ocop.support.activities.models import AdviceCase

# Words that stand in every question and tell nothing.
# fmt: off
_COMMON = frozenset({
    "ocop", "san", "pham", "cua", "cho", "toi", "chung", "nhung", "thi", "phai", "can", "lam", "nao", "the", "khi",
    "duoc", "khong", "hay", "hoac", "voi", "trong", "ngoai", "nay", "gi", "la", "va", "co", "bao", "nhieu", "neu",
    "xin", "hoi", "anh", "chi", "mot", "cac", "den", "tai", "theo", "nhu", "con", "sao", "ai", "o", "dau",
})
# fmt: on
_CANDIDATES = 300


def similar_cases(text: str, field: str, actor: Actor, *, but: int | None = None) -> list[AdviceCase]:
    """At most five answered cases the person may read, the most alike first; two words in common at least."""
    words = {word.strip(".,;:?!()“”\"'") for word in fold(text).split()}
    words = {word for word in words if len(word) > 1 and word not in _COMMON}
    if not words:
        return []
    condition = Q()
    for word in sorted(words, key=len, reverse=True)[:8]:
        condition |= Q(folded__contains=word)
    rows = AdviceCase.objects.visible_to(actor).answered().filter(condition).exclude(pk=but or 0)
    ranked = []
    for case in rows.select_related("consultant").order_by("-asked_at")[:_CANDIDATES]:
        theirs = {word.strip(".,;:?!()“”\"'") for word in case.folded.split()}
        shared = len(words & theirs)
        if shared >= min(2, len(words)):
            ranked.append((shared + (0.5 if case.field == field else 0), case.asked_at, case))
    ranked.sort(key=lambda one: (one[0], one[1]), reverse=True)
    return [case for _, _, case in ranked[:5]]
