"""What two readers would understand differently is no JSON to us, and the sentence says why."""

from time import process_time

import pytest

from ocop.kit.strict_json import MOST_LEVELS, NotJson, read_json


def test_plain_json_is_read_as_it_stands() -> None:
    body = '{"tên": "Khô cá", "số": [1, -2.5, 9007199254740992, true, null], "emoji": "\\ud83d\\udc1f"}'
    assert read_json(body.encode()) == {
        "tên": "Khô cá",
        "số": [1, -2.5, 2**53, True, None],
        "emoji": "\N{FISH}",
    }
    deepest = "[" * (MOST_LEVELS - 1) + "1" + "]" * (MOST_LEVELS - 1)
    assert read_json(deepest.encode())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "JSON"),
        (b"{", "cột"),
        (b"\xef\xbb\xbf{}", "JSON"),
        (b'{"a": "\xff"}', "UTF-8"),
        (b'{"a": 1, "b": {"c": 1, "c": 2}}', "hai lần"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "Infinity"),
        (b'{"a": 1e999}', "quá lớn"),
        (b'{"a": -' + b"9" * 400 + b"}", "quá lớn"),
        (b'{"a": 9007199254740993}', "quá lớn"),
        (b'{"a": ' + b"9" * 5000 + b"}", "quá dài"),
        (b'{"a": "\\u0000"}', "U.0000"),
        (b'{"\\u0000": 1}', "U.0000"),
        (b'{"a": "\\ud800"}', "surrogate"),
        (b'["\\udc00\\ud800"]', "surrogate"),
        (b"[" * MOST_LEVELS + b"1" + b"]" * MOST_LEVELS, "tầng"),
        (b"[" * 200_000, "tầng"),
    ],
)
def test_what_cannot_be_read_alike_everywhere_is_refused(body: bytes, words: str) -> None:
    with pytest.raises(NotJson, match=words):
        read_json(body)


def test_of_many_names_the_one_given_twice_is_found_in_one_pass() -> None:
    """Comparing each name with each would take minutes for what one request may carry."""
    names = ", ".join(f'"n{number}": 1' for number in range(60_000))
    began = process_time()
    with pytest.raises(NotJson, match="n59999"):
        read_json(f'{{{names}, "n59999": 2}}'.encode())
    assert process_time() - began < 5
