"""JSON from programs we do not know, read so that no two readers can understand it differently (RFC 8259, RFC 7493)."""

import json
from collections import Counter
from typing import Any

MOST_LEVELS = 32
# Integers beyond this are not the same number everywhere (RFC 7493, section 2.2).
_LARGEST = 2**53


class NotJson(ValueError):
    """What was sent is no JSON, or is understood differently by different readers; the sentence says where and why."""


def read_json(body: bytes) -> Any:
    """The value a body holds. Raises `NotJson`.

    Refused besides what is no JSON: a name given twice, NaN and Infinity, numbers out of range, half a character, the
    sign U+0000, and more than `MOST_LEVELS` levels.
    """
    try:
        found = json.loads(body.decode("utf-8"), object_pairs_hook=_each_once, parse_constant=_no_number)
    except NotJson:
        raise
    except UnicodeDecodeError as error:
        raise NotJson(f"Byte thứ {error.start + 1} không phải UTF-8. Gửi nội dung bằng mã UTF-8.") from error
    except json.JSONDecodeError as error:
        raise NotJson(f"Dòng {error.lineno}, cột {error.colno}: không đọc được như JSON.") from error
    except RecursionError as error:
        raise NotJson(f"Nội dung lồng nhau quá {MOST_LEVELS} tầng.") from error
    except ValueError as error:  # an integer of thousands of digits
        raise NotJson("Có số nguyên quá dài. Viết số dài thành chuỗi.") from error
    _look_at(found)
    return found


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise NotJson(f"Tên {json.dumps(twice)} có hai lần trong một đối tượng. Bỏ bớt một.")
    return found


def _no_number(name: str) -> Any:
    raise NotJson(f"{name} không phải số của JSON.")


def _look_at(whole: Any) -> None:
    waiting = [(whole, 1)]
    while waiting:
        value, level = waiting.pop()
        if level > MOST_LEVELS:
            raise NotJson(f"Nội dung lồng nhau quá {MOST_LEVELS} tầng.")
        if isinstance(value, dict):
            waiting += [(each, level + 1) for each in (*value, *value.values())]
        elif isinstance(value, list):
            waiting += [(each, level + 1) for each in value]
        elif isinstance(value, str):
            _refuse_unwritable(value)
        elif isinstance(value, int | float) and abs(value) > _LARGEST:
            raise NotJson("Có số quá lớn để mọi máy đọc như nhau. Viết số dài thành chuỗi.")


def _refuse_unwritable(text: str) -> None:
    if "\0" in text:
        raise NotJson("Có ký tự U+0000, không văn bản nào chứa ký tự này.")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise NotJson("Có nửa ký tự (surrogate) không ghép được thành chữ.") from error
