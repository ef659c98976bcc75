"""Folding: one form of a name for search and for finding the same name written another way.

The folded form is stored beside the name and the query is folded the same way, so that both databases find
"Đồng Tháp" under "dong thap" without help from their own collations.
"""

import unicodedata
from difflib import SequenceMatcher

# Two names at or above this are offered as "perhaps the same"; a person decides.
LIKELY_SAME = 0.86

# PostgreSQL takes no zero byte in a query, and what is folded is about to be searched for: it becomes a space.
_REPLACED = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "\0": " "})
# Marks, and invisible characters that telephones paste along (zero-width space, soft hyphen).
_DROPPED = {"Mn", "Me", "Cf"}


def fold(text: str) -> str:
    """The text without marks, case and surplus spaces: "Hòa", "Hoà" and " HOA " all fold to "hoa"."""
    plain = unicodedata.normalize("NFKD", text.translate(_REPLACED))
    bare = "".join(char for char in plain if unicodedata.category(char) not in _DROPPED)
    return " ".join(bare.casefold().split())


def squash(text: str) -> str:
    """Only the folded letters and digits: "Vin Mart", "VinMart" and "Vin-Mart" all squash to "vinmart"."""
    return "".join(char for char in fold(text) if char.isalnum())


def similarity(first: str, second: str) -> float:
    """How alike two names look, from 0 to 1; 1 when only marks, case, spaces or punctuation differ.

    Only for ordering suggestions: neither a mark nor a sum is ever computed from it.
    """
    left, right = squash(first), squash(second)
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    letters = SequenceMatcher(None, left, right, autojunk=False).ratio()
    return max(letters, _shared_words(fold(first), fold(second)) * 0.99)


def _shared_words(left: str, right: str) -> float:
    """Share of words in common in any order, so that "Xoài Cao Lãnh sấy" meets "Xoài sấy Cao Lãnh"."""
    ours, theirs = set(left.split()), set(right.split())
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def is_likely_same(first: str, second: str) -> bool:
    """Whether two names are close enough to ask a person if they are one.

    Names that differ in their numbers are never the same: "Rượu 29 độ" is not "Rượu 39 độ".
    """
    if _numbers(first) != _numbers(second):
        return False
    return similarity(first, second) >= LIKELY_SAME


def _numbers(text: str) -> list[str]:
    return sorted("".join(char if char.isdigit() else " " for char in fold(text)).split())
