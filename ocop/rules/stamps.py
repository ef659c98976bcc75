"""The code on a stamp: twenty digits that say which stamp it is without a row for each, and catch a slip of the hand.

`epoch (1) + masked index (9) + tag (9) + check digit (1)`, as many as GS1's serial number (AI 21) takes. The tag is a
keyed function of the index, and the index is masked by a keyed function of the tag, so that a code can be made only
with the keys, and tells nobody how many stamps there are. Guessing succeeds once in 10⁹ tries. Only digits: they suit
a keypad, and no Vietnamese keyboard turns them into letters with marks. Decision 0016.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from struct import Struct
from typing import NamedTuple

DIGITS = 20
GROUP = 4
EPOCHS = 10
PER_EPOCH = 10**9
PINS = 10**6
# Wrong numbers heard for one stamp before none is heard for so many hours: who guesses needs centuries for one.
PIN_TRIES, PIN_TRIES_HOURS = 5, 24

# Enciphers one block of sixteen bytes under a key that only it knows.
Block = Callable[[bytes], bytes]

# The block that is enciphered: eight bytes of the index or the tag, four of the epoch, four of the purpose.
block = Struct(">QII").pack
# What a block is enciphered for, so that no two purposes ever encipher the same one.
TAG, MASK, PIN = 1, 2, 3

# H. M. Damm's quasigroup of order ten: every wrong digit and every two neighbours that changed places are caught.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
# The same by the bytes of the signs "0" to "9".
_STEPS = tuple(bytes(ord("0")) + bytes(row) for row in _DAMM)
# Spaces, hyphens of all kinds, dots and what telephones paste along; people type any of them between groups.
_BETWEEN_GROUPS = re.compile(r"[\s\-\u2010-\u2015\u2212._\u200b\ufeff\u00ad]+")
# A stamp's address: what follows `/21/` or `/T/`.
_ADDRESS = re.compile(r"/(?:21|t)/([^/?#]+)", re.IGNORECASE)
# What a chat puts before: "Mã tem: 0254 …".
_WORDS_BEFORE = re.compile(r"^[^\d:]*:")
# A secret of later epochs: "3:" before it says from which one on.
_FROM_EPOCH = re.compile(r"([1-9]):(\S+)")
# The longest code of a certificate; longer than that and mostly digits is meant to be a stamp's.
_SHORTER = 12


class MistypedStamp(ValueError):
    """The text cannot be a stamp's code; the message says in Vietnamese what is wrong with it.

    `words` is the message before its `values` were put in, so that it can be said in another language.
    """

    def __init__(self, words: str, **values: object) -> None:
        super().__init__(words % values)
        self.words, self.values = words, values


@dataclass(frozen=True, slots=True)
class Keys:
    """The ciphers of one epoch: of the tag, of the mask and of the number under the scratch."""

    tag: Block
    mask: Block
    pin: Block


class Stamp(NamedTuple):
    """Which stamp: the epoch its keys belong to (0-9) and its index there (from 0, below `PER_EPOCH`)."""

    epoch: int
    index: int  # type: ignore[assignment]  # nobody looks for a value in one


def code_of(keys: Keys, stamp: Stamp) -> str:
    """The twenty digits of a stamp. Raises `ValueError` outside the ten epochs or the thousand million indexes."""
    if not (0 <= stamp.epoch < EPOCHS and 0 <= stamp.index < PER_EPOCH):
        raise ValueError("no stamp has such an epoch or index")
    tag = _keyed(keys.tag, stamp.index, stamp.epoch, TAG) % PER_EPOCH
    masked = (stamp.index + _keyed(keys.mask, tag, stamp.epoch, MASK)) % PER_EPOCH
    body = f"{stamp.epoch}{masked:09d}{tag:09d}"
    return body + check_digit(body)


def pin_of(keys: Keys, stamp: Stamp) -> str:
    """The six digits under a stamp's scratch, kept nowhere."""
    return f"{_keyed(keys.pin, stamp.index, stamp.epoch, PIN) % PINS:06d}"


def stamp_of(code: str, keys_of: Callable[[int], Keys | None]) -> Stamp | None:
    """Which stamp a code is; None where no stamp of ours has it. `code` as `read_stamp` gives it.

    `keys_of(epoch)` gives None for an epoch that never began. A code that passes may still not have been issued.
    """
    epoch, masked, tag = int(code[0]), int(code[1:10]), int(code[10:19])
    keys = keys_of(epoch)
    if keys is None:
        return None
    index = (masked - _keyed(keys.mask, tag, epoch, MASK)) % PER_EPOCH
    return Stamp(epoch, index) if _keyed(keys.tag, index, epoch, TAG) % PER_EPOCH == tag else None


def read_stamp(text: str) -> str:
    """The twenty digits in what was typed or pasted, an address included; raises `MistypedStamp`."""
    code = text if _is_plain(text) else _in_plain_digits(part_with_code(text))
    if len(code) != DIGITS:
        raise MistypedStamp("Mã tem có 20 chữ số, anh/chị đã nhập %(typed)s chữ số.", typed=len(code))
    if check_digit(code[:-1]) != code[-1]:
        raise MistypedStamp("Có chữ số bị nhầm hoặc bị đổi chỗ.")
    return code


def _is_plain(code: str) -> bool:
    return code.isascii() and code.isdecimal()


def _in_plain_digits(code: str) -> str:
    """Digits of any script as those of a keypad; raises `MistypedStamp` naming what is no digit."""
    if _is_plain(code):
        return code
    if foreign := sorted({sign for sign in code if not sign.isdecimal()}):
        named = ", ".join(f"“{sign.upper()}”" for sign in foreign[:3])
        raise MistypedStamp("Mã tem chỉ có chữ số, anh/chị đã nhập %(named)s.", named=named)
    return "".join(str(unicodedata.decimal(sign)) for sign in code)


def part_with_code(text: str) -> str:
    """What is meant as the code in what was typed or pasted, without what stands between its groups."""
    found = _ADDRESS.search(text)
    return _BETWEEN_GROUPS.sub("", found.group(1) if found else _WORDS_BEFORE.sub("", text))


def is_meant_as_stamp(text: str) -> bool:
    """Whether what was typed is meant to be a stamp's code and not a certificate's, slips and all."""
    code = part_with_code(text)
    digits = sum(sign.isdecimal() for sign in code)
    return _ADDRESS.search(text) is not None or (len(code) > _SHORTER and digits * 4 > len(code) * 3)


def printed_stamp(code: str) -> str:
    """The code as stamps and pages show it: five groups of four digits."""
    return " ".join([code[start : start + GROUP] for start in range(0, len(code), GROUP)])


def secrets_by_epoch(text: str) -> dict[int, str]:
    """The secrets of a setting by the epoch each begins with: "one", or "one 3:two" with another from epoch 3 on.

    Raises `ValueError` for a later secret without its epoch, and for epochs out of order.
    """
    first, *later = text.split() or [""]
    secrets = {0: first}
    for part in later:
        said = _FROM_EPOCH.fullmatch(part)
        if said is None or int(said[1]) <= max(secrets):
            raise ValueError("a later secret begins with its epoch and a colon, the epochs in order")
        secrets[int(said[1])] = said[2]
    return secrets


def serial_gtin(gtin: str) -> str:
    """The fourteen digits that GS1's address of an article (AI 01) takes for a GTIN; "" where there is none to give.

    Numbers that shops give themselves (GTIN-13 beginning with 02, 04 or 2) name nothing outside the shop.
    """
    whole = gtin.zfill(14)
    return "" if not gtin or re.match(r".(02|04|2)", whole) else whole


def check_digit(body: str, interim: int = 0) -> str:
    """The digit that makes the whole run through Damm's table end at zero; from `interim` when part of it has run."""
    for digit in body.encode("ascii"):
        interim = _STEPS[interim][digit]
    return str(interim)


def _keyed(cipher: Block, first: int, epoch: int, purpose: int) -> int:
    """The first eight bytes of an enciphered block as a number."""
    return int.from_bytes(cipher(block(first, epoch, purpose))[:8], "big")
