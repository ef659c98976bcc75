"""Vietnamese alphabetical order as a stored key.

The key holds digits only, so that every database and every collation sorts it alike. It follows the order ICU
uses for `vi`: letters first (a ă â b c d đ e ê ...), then tones (none, huyền, hỏi, ngã, sắc, nặng), then
lower before upper case.
"""

import unicodedata

# The longest key `sort_key` makes; a column may be wider, never narrower.
MAX_LENGTH = 200

_PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PRIMARY = (
    {" ": "10"}
    | {char: str(11 + place) for place, char in enumerate(_PUNCTUATION)}
    | {char: str(50 + place) for place, char in enumerate("0123456789")}
    | {char: str(60 + place) for place, char in enumerate(_LETTERS)}
)
_OTHER = "99"
_ALIKE = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " "})
_LETTER_MARKS = {"\u0302", "\u0306", "\u031b"}
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_NO_TONE, _OTHER_MARK = "1", "7"
_LOWER, _UPPER = "1", "2"


def sort_key(text: str) -> str:
    """The key under which a name sorts; digits only, at most `MAX_LENGTH` long."""
    return _key(text)[:MAX_LENGTH]


def person_sort_key(full_name: str) -> str:
    """The key under which a person sorts: given name (the last word) first, then family and middle names."""
    *before, given = full_name.split() or [""]
    head = _key(given.lower())[: MAX_LENGTH // 2]
    return (head + "0" + _key(" ".join(before)))[:MAX_LENGTH]


def _key(text: str) -> str:
    """Three levels, each ended by a digit lower than any it contains: letters, tones, case."""
    letters: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for char in unicodedata.normalize("NFC", " ".join(text.translate(_ALIKE).split())):
        if unicodedata.category(char) == "Cf":
            continue
        letter, tone = _letter_and_tone(char.lower())
        letters.append(_PRIMARY.get(letter, _OTHER))
        tones.append(tone)
        cases.append(_UPPER if char != char.lower() else _LOWER)
    return f"{''.join(letters)}00{''.join(tones).rstrip(_NO_TONE)}0{''.join(cases).rstrip(_LOWER)}"


def _letter_and_tone(char: str) -> tuple[str, str]:
    """Split one lower-case character into its letter of the alphabet and its tone."""
    apart = unicodedata.normalize("NFD", char)
    base, tone = apart[0], _NO_TONE
    for mark in apart[1:]:
        if mark in _LETTER_MARKS and (composed := unicodedata.normalize("NFC", base + mark)) in _PRIMARY:
            base = composed
        else:
            tone = _TONES.get(mark, _OTHER_MARK)
    return base, tone
