"""Square codes at print-shop speed: what changes from stamp to stamp is looked up and laid over by exclusive or.

With one prefix, one version and one mask, each module of a QR code is an affine function over GF(2) of the bits it
holds: the error correction is linear, and the mask is a constant laid over it. Twenty digits are seven groups of bits
(six of three digits, one of two), so seven look-ups and seven exclusive ors give what segno gives, module by module.
"""

import random
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import segno
from segno import encoder

from ocop.cycle.traceability.bulk import Signs
from ocop.rules.stamps import DIGITS

# The quiet zone around a code, in modules (ISO/IEC 18004).
QUIET = 4
_IN_GROUP = 3
_MASKS = 8
_SAMPLE = 16
_WORD = 8
_HEX = np.frombuffer("".join(f"{byte:02x}" for byte in range(256)).encode(), dtype=np.uint16)

Matrix = npt.NDArray[np.uint8]


def square_of(prefix: str, code: str, *, version: int | None = None, mask: int | None = None) -> Any:
    """The QR code of one stamp by segno: the prefix in one segment, the digits in a numeric one, at least level M."""
    segments: Any = [prefix, code]
    return segno.make_qr(segments, error="m", version=version, mask=mask)


class Squares:
    """The QR codes of all stamps whose address begins alike; every one has `size` by `size` modules."""

    def __init__(self, prefix: str) -> None:
        zero = "0" * DIGITS
        self.prefix, self.version = prefix, square_of(prefix, zero).version
        bare = [self._matrix(zero, mask) for mask in range(_MASKS)]
        self.size = len(bare[0])
        self.row_bytes = (self.size + 7) // 8
        self._tables = [self._table(bare[0], start) for start in range(0, DIGITS, _IN_GROUP)]
        self.mask = min(range(_MASKS), key=lambda mask: self._penalty(bare[mask]))
        self._bare = self._packed(bare[self.mask])

    def rows(self, signs: Signs) -> Matrix:
        """The modules of many codes, given as rows of twenty ASCII digits: each `size * row_bytes` bytes, dark is 1."""
        return self._laid_over(self._bare, signs)

    def hexadecimal(self, signs: Signs) -> Signs:
        """The same bytes as hexadecimal digits, as a PDF writes them."""
        return _HEX[self.rows(signs)].view(np.uint8)

    def modules(self, row: Matrix) -> Matrix:
        """One row of `rows` as a square of modules, 1 for a dark one."""
        return np.unpackbits(row.reshape(self.size, self.row_bytes), axis=1)[:, : self.size]

    def _matrix(self, code: str, mask: int) -> Matrix:
        return np.array(square_of(self.prefix, code, version=self.version, mask=mask).matrix, dtype=np.uint8)

    def _packed(self, matrix: Matrix) -> npt.NDArray[np.uint64]:
        packed = np.packbits(matrix, axis=1).ravel()
        return np.pad(packed, (0, -len(packed) % _WORD)).view(np.uint64)

    def _table(self, bare: Matrix, start: int) -> npt.NDArray[np.uint64]:
        """What each number in the group of digits from `start` on changes in the code of nothing but zeros."""
        digits = min(_IN_GROUP, DIGITS - start)
        numbers = np.arange(10**digits)
        words = self._packed(bare)
        table = np.zeros((len(numbers), len(words)), dtype=np.uint64)
        for bit in range(int(numbers[-1]).bit_length()):
            code = "0" * start + f"{1 << bit:0{digits}d}" + "0" * (DIGITS - start - digits)
            table[(numbers >> bit) & 1 == 1] ^= self._packed(self._matrix(code, 0)) ^ words
        return table

    def _laid_over(self, bare: npt.NDArray[np.uint64], signs: Signs) -> Matrix:
        digits = (signs - ord("0")).astype(np.uint32)
        laid = np.tile(bare, (len(signs), 1))
        for table, start in zip(self._tables, range(0, DIGITS, _IN_GROUP), strict=True):
            number = digits[:, start]
            for place in range(start + 1, min(start + _IN_GROUP, DIGITS)):
                number = number * np.uint32(10) + digits[:, place]
            laid ^= table[number]
        return laid.view(np.uint8)[:, : self.size * self.row_bytes]

    def _penalty(self, bare: Matrix) -> int:
        """How hard a mask makes a sample of codes to read, as the standard counts it."""
        chance = random.Random(self.prefix)  # noqa: S311 — a sample, not a secret
        codes = "".join(f"{chance.randrange(10**DIGITS):0{DIGITS}d}" for _ in range(_SAMPLE))
        signs = np.frombuffer(codes.encode(), dtype=np.uint8).reshape(_SAMPLE, DIGITS)
        rows = self._laid_over(self._packed(bare), signs)
        return sum(encoder.evaluate_mask([bytearray(line) for line in self.modules(row)], *bare.shape) for row in rows)


@lru_cache(maxsize=8)
def squares_with(prefix: str) -> Squares:
    """The tables for a prefix; they take about a second to make and a megabyte to keep."""
    return Squares(prefix)
