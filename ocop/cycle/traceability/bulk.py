"""Codes of whole ranges at print-shop speed: the arithmetic of `ocop.rules.stamps` over arrays.

A test compares the two code by code. Every number here is unsigned, and blocks are big-endian: numpy would
turn a mix with signed ones into floats and spoil codes silently.
"""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from ocop.cycle.traceability.keys import RawKeys, encipherer
from ocop.rules.stamps import DIGITS, MASK, PER_EPOCH, PIN, PINS, TAG, check_digit

# Codes made at a time: what they need stays within the processor's cache.
CHUNK = 1 << 14

_U32 = np.uint32

Numbers = npt.NDArray[np.unsignedinteger]
Signs = npt.NDArray[np.uint8]

# Each number below ten thousand as its four signs in one word, and where Damm's table takes an interim digit by it.
_FOUR = 10**4
_SIGNS_OF = np.frombuffer("".join(f"{number:04d}" for number in range(_FOUR)).encode(), dtype=np.uint32)
_BY_FOUR, _BY_THREE = (
    np.array(
        [int(check_digit(f"{number:0{digits}d}", interim)) for interim in range(10) for number in range(10**digits)],
        dtype=np.uint32,
    )
    for digits in (4, 3)
)


def codes(keys: RawKeys, epoch: int, first: int, count: int) -> Iterator[Signs]:
    """The codes of `count` stamps from index `first` on, as arrays of at most `CHUNK` rows of twenty ASCII digits."""
    tag_of, mask_of = encipherer(keys.tag), encipherer(keys.mask)
    for index in _indexes(first, count):
        tag = _numbers(tag_of, index, epoch, TAG, PER_EPOCH)
        masked = index + _numbers(mask_of, tag, epoch, MASK, PER_EPOCH)
        masked -= np.where(masked >= PER_EPOCH, _U32(PER_EPOCH), _U32(0))
        yield _signs(epoch, masked, tag)


def pins(keys: RawKeys, epoch: int, first: int, count: int) -> Iterator[Signs]:
    """The six digits under the scratch of the same stamps, in arrays of the same lengths."""
    pin_of = encipherer(keys.pin)
    for index in _indexes(first, count):
        high, low = _divided(_numbers(pin_of, index, epoch, PIN, PINS), _FOUR)
        signs = np.stack([_SIGNS_OF[high], _SIGNS_OF[low]], axis=1)
        yield signs.view(np.uint8)[:, 2:]


def write_numbers(rows: Signs, at: int, digits: int, numbers: Numbers) -> None:
    """Write a number into each row from column `at` on, in so many ASCII digits with zeros before it."""
    ten = numbers.dtype.type(10)
    for column in range(at + digits - 1, at - 1, -1):
        left = numbers // ten
        rows[:, column] = (numbers - left * ten).astype(np.uint8) + np.uint8(ord("0"))
        numbers = left


def _indexes(first: int, count: int) -> Iterator[Numbers]:
    end = first + count
    return (np.arange(start, min(start + CHUNK, end), dtype=np.uint32) for start in range(first, end, CHUNK))


def _numbers(encipher: Callable[[bytes], bytes], first: Numbers, epoch: int, purpose: int, below: int) -> Numbers:
    """What the cipher makes of each number, as the rule reads it: below some number, in 32 bits."""
    blocks = np.empty((len(first), 2), dtype=">u8")
    blocks[:, 0] = first
    blocks[:, 1] = (epoch << 32) | purpose
    enciphered = np.frombuffer(encipher(blocks.tobytes()), dtype=">u8")[::2].astype(np.uint64)
    return _divided(enciphered, below)[1].astype(np.uint32)


def _divided(number: Numbers, by: int) -> tuple[Numbers, Numbers]:
    """Quotient and remainder; numpy divides by a constant fast, and takes remainders slowly."""
    divisor = number.dtype.type(by)
    quotient = number // divisor
    return quotient, number - quotient * divisor


def _signs(epoch: int, masked: Numbers, tag: Numbers) -> Signs:
    """The groups of four as they are printed: epoch and mask take two and a half, tag and check digit the rest."""
    upper, low_two = _divided(masked, 100)
    first, second = _divided(upper, _FOUR)
    first += _U32(epoch * 1000)
    tag_high, tag_low = _divided(tag, 10**7)
    third = low_two * _U32(100) + tag_high
    fourth, last_three = _divided(tag_low, 1000)
    groups = (first, second, third, fourth)
    interim = np.zeros(len(masked), dtype=np.uint32)
    for group in groups:
        interim = _BY_FOUR[interim * _U32(_FOUR) + group]
    check = _BY_THREE[interim * _U32(1000) + last_three]
    signs = np.empty((len(masked), DIGITS // 4), dtype=np.uint32)
    for place, group in enumerate((*groups, last_three * _U32(10) + check)):
        signs[:, place] = _SIGNS_OF[group]
    return signs.view(np.uint8)
