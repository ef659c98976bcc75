"""A slip in a typed code is told apart from a code that does not exist."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.cycle.certification.codes import LENGTH, MistypedCode, check_sign, new_code, printed, read_code
from ocop.kit.ids import ALPHABET

bodies = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)


@given(bodies)
def test_every_code_reads_back_however_it_is_written(body: str) -> None:
    code = body + check_sign(body)
    for typed in (code, code.upper(), printed(code), f" {printed(code).replace('-', ' – ')} "):
        assert read_code(typed) == code


@given(bodies, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_noticed(body: str, place: int, sign: str) -> None:
    code = body + check_sign(body)
    wrong = code[:place] + sign + code[place + 1 :]
    if wrong != code:
        with pytest.raises(MistypedCode):
            read_code(wrong)


@given(bodies)
def test_any_two_signs_that_changed_places_are_noticed(body: str) -> None:
    code = body + check_sign(body)
    for left, right in combinations(range(LENGTH), 2):
        signs = list(code)
        signs[left], signs[right] = signs[right], signs[left]
        if signs != list(code):
            with pytest.raises(MistypedCode):
                read_code("".join(signs))


def test_the_message_names_what_is_wrong() -> None:
    with pytest.raises(MistypedCode, match="“O”"):
        read_code("K7QM-2PXD-9HRO")
    with pytest.raises(MistypedCode, match="8 ký tự"):
        read_code("K7QM-2PXD")


def test_codes_are_printed_in_three_groups_and_do_not_repeat() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(printed(code)) == 14 for code in codes)
