"""Finding the record a row perhaps already has: the same name written another way, the same tax code or telephone.

It only suggests; a person chooses. Names are compared under keys first, so ten thousand rows cost no more than looking
each up, and only names that share a rare word are compared letter by letter.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ocop.kit.text.fold import fold, is_likely_same, squash

# Words that say what kind of producer it is, not which.
# fmt: off
_KIND_WORDS = frozenset({
    "chi", "nhanh", "cong", "ty", "cty", "co", "phan", "cp", "trach", "nhiem", "huu", "han", "tnhh", "mtv",
    "mot", "thanh", "vien", "tm", "dv", "tmdv", "thuong", "mai", "dich", "vu", "san", "xuat", "sx", "kinh",
    "doanh", "kd", "sxkd", "css", "cssx", "so", "hop", "tac", "xa", "htx", "to", "tht", "ho", "dntn", "nghiep",
    "tu", "nhan", "va",
})
# fmt: on
_MOST_COMPARED = 25


@dataclass(frozen=True, slots=True)
class Known:
    """A record on file, or an earlier row of the same sheet (`token` is then `row:5`)."""

    token: str
    name: str
    where: str = ""
    unit_id: int | None = None
    tax_code: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record that a row may be, and why it was suggested."""

    token: str
    name: str
    where: str
    because: str


def core(name: str) -> str:
    """What tells a producer's name from others: "Cty TNHH Sen Hồng" and "Công ty TNHH Sen Hồng" are "senhong"."""
    return "".join(word for word in fold(name).split() if word not in _KIND_WORDS and word.isalnum())


@dataclass
class Names:
    """Records indexed for suggestions; `by_kind` also compares names without the words for kinds of producers."""

    by_kind: bool = False
    squashed: dict[str, list[Known]] = field(default_factory=dict)
    cores: dict[str, list[Known]] = field(default_factory=dict)
    tax_codes: dict[str, Known] = field(default_factory=dict)
    phones: dict[str, list[Known]] = field(default_factory=dict)
    words: dict[str, list[Known]] = field(default_factory=dict)

    def add(self, known: Known) -> None:
        self.squashed.setdefault(squash(known.name), []).append(known)
        if self.by_kind and (bare := core(known.name)):
            self.cores.setdefault(bare, []).append(known)
        if known.tax_code:
            self.tax_codes.setdefault(known.tax_code, known)
        if known.phone:
            self.phones.setdefault(known.phone, []).append(known)
        for word in set(fold(known.name).split()) - _KIND_WORDS:
            self.words.setdefault(word, []).append(known)

    def exact(self, name: str, unit_id: int | None = None) -> list[Known]:
        """Records of exactly this name, at this unit when one is named."""
        wanted = " ".join(name.split())
        return [
            known
            for known in self.squashed.get(squash(name), ())
            if known.name == wanted and (unit_id is None or known.unit_id == unit_id)
        ]

    def suggest(self, name: str, tax_code: str = "", phone: str = "") -> list[Suggestion]:
        """At most five records this may be, the surest first, each once."""
        found: dict[str, Suggestion] = {}
        for known, because in self._candidates(name, tax_code, phone):
            found.setdefault(known.token, Suggestion(known.token, known.name, known.where, because))
            if len(found) == 5:
                break
        return list(found.values())

    def _candidates(self, name: str, tax_code: str, phone: str) -> Iterable[tuple[Known, str]]:
        if tax_code and tax_code in self.tax_codes:
            yield self.tax_codes[tax_code], "cùng mã số thuế"
        for known in self.squashed.get(squash(name), ()):
            yield known, "cùng tên" if known.name == name else "cùng tên, khác cách viết"
        if self.by_kind and (bare := core(name)):
            for known in self.cores.get(bare, ()):
                yield known, "cùng tên riêng"
        for known in self.phones.get(phone, ()) if phone else ():
            yield known, "cùng số điện thoại"
        for known in self._sharing_a_rare_word(name):
            if is_likely_same(name, known.name):
                yield known, "tên gần giống"

    def _sharing_a_rare_word(self, name: str) -> list[Known]:
        lists = [self.words[word] for word in set(fold(name).split()) - _KIND_WORDS if word in self.words]
        if not lists:
            return []
        rarest = min(lists, key=len)
        length = len(squash(name))
        close = [known for known in rarest[:400] if abs(len(squash(known.name)) - length) <= 4 + length // 6]
        return close[:_MOST_COMPARED]
