"""The code of a stamp: known answers, every slip of the hand, and codes nobody issued."""

import hmac
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.rules.stamps import (
    EPOCHS,
    PER_EPOCH,
    Keys,
    MistypedStamp,
    Stamp,
    check_digit,
    code_of,
    pin_of,
    printed_stamp,
    read_stamp,
    stamp_of,
)


def keyed(key: bytes) -> Keys:
    """A keyed function in place of the cipher: the rule asks for no more than sixteen bytes made of sixteen."""
    return Keys(
        *(lambda block, part=part: hmac.digest(key + part, block, "sha256")[:16] for part in (b"t", b"m", b"p"))
    )


KEYS = keyed(b"khoa")
STAMPS = st.builds(Stamp, st.integers(0, EPOCHS - 1), st.integers(0, PER_EPOCH - 1))


@given(STAMPS)
def test_a_code_leads_back_to_its_stamp_and_to_no_other_key_s(stamp: Stamp) -> None:
    code = code_of(KEYS, stamp)
    assert len(code) == 20
    assert read_stamp(printed_stamp(code)) == code
    assert stamp_of(code, lambda epoch: KEYS) == stamp
    assert stamp_of(code, lambda epoch: keyed(b"khoa khac")) is None
    assert stamp_of(code, lambda epoch: None) is None


@given(st.text(alphabet="0123456789", min_size=19, max_size=19))
def test_the_check_digit_is_damm_s(body: str) -> None:
    assert check_digit("572") == "4"  # the example of his thesis
    assert check_digit(body + check_digit(body)) == "0"


@pytest.mark.requirement("R163")
def test_every_slip_of_one_digit_and_every_swap_of_neighbours_is_a_slip_and_not_a_fake() -> None:
    for index in range(1000):
        code = code_of(KEYS, Stamp(index % EPOCHS, index * 999_983 % PER_EPOCH))
        slips = {code[:place] + digit + code[place + 1 :] for place in range(20) for digit in "0123456789"}
        slips |= {code[:place] + code[place + 1] + code[place] + code[place + 2 :] for place in range(19)}
        for slip in slips - {code}:
            with pytest.raises(MistypedStamp, match="nhầm hoặc bị đổi chỗ"):
                read_stamp(slip)


@pytest.mark.parametrize(
    "typed",
    [
        "HTTPS://OCOP.DONGTHAP.EXAMPLE/T/{code}",
        "https://ocop.dongthap.example/t/{code}?utm=zalo",
        "https://ocop.dongthap.example/01/08930000000008/21/{code}#x",
        " {grouped} ",
        "{dotted}",
        "{wide}",
    ],
)
def test_a_code_is_read_however_it_was_typed_or_pasted(typed: str) -> None:
    code = code_of(KEYS, Stamp(3, 123_456_789))
    grouped = printed_stamp(code)
    wide = "".join(chr(ord("０") + int(digit)) for digit in code)
    text = typed.format(code=code, grouped=grouped, dotted=grouped.replace(" ", "."), wide=wide)
    assert read_stamp(text) == code


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "20 chữ số, anh/chị đã nhập 0"),
        ("1234", "anh/chị đã nhập 4"),
        ("1" * 21, "anh/chị đã nhập 21"),
        ("12345678O12345678901", "chỉ có chữ số, anh/chị đã nhập “O”"),
        ("²" * 20, "chỉ có chữ số"),
    ],
)
def test_what_cannot_be_a_code_is_told_with_the_remedy(typed: str, words: str) -> None:
    with pytest.raises(MistypedStamp, match=words):
        read_stamp(typed)


def test_a_small_world_has_as_many_codes_as_stamps() -> None:
    codes = {code_of(KEYS, Stamp(0, index)) for index in range(5000)}
    assert len(codes) == 5000
    assert not any(codes & {code_of(KEYS, Stamp(1, index)) for index in range(5000)})


def test_random_codes_that_look_right_are_all_refused() -> None:
    """A hundred thousand here; `tests/cycle/traceability` sends a million through the real keys."""
    chance = random.Random(2026)
    for _ in range(100_000):
        body = f"{chance.randrange(10**19):019d}"
        assert stamp_of(body + check_digit(body), lambda epoch: KEYS) is None


def test_the_number_under_the_scratch_has_six_digits_and_follows_the_stamp() -> None:
    pins = [pin_of(KEYS, Stamp(0, index)) for index in range(1000)]
    assert all(len(pin) == 6 and pin.isdecimal() for pin in pins)
    assert len(set(pins)) > 990
    assert pin_of(KEYS, Stamp(0, 7)) == pins[7]


@pytest.mark.parametrize("stamp", [Stamp(10, 0), Stamp(-1, 0), Stamp(0, PER_EPOCH), Stamp(0, -1)])
def test_no_code_outside_the_epochs_and_indexes(stamp: Stamp) -> None:
    with pytest.raises(ValueError, match="no stamp"):
        code_of(KEYS, stamp)
