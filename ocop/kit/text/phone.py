"""Vietnamese telephone numbers in one spelling."""

import re

_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{9}")
# Eleven-digit mobile prefixes retired in 2018, as old papers still print them.
_RETIRED = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037", "0168": "038",
    "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip


class PhoneError(ValueError):
    """The text is not a Vietnamese telephone number; the message says in Vietnamese what is."""


def normalise_phone(text: str) -> str:
    """`0912345678` from `0912 345 678`, `0912.345.678` or `+84 912 345 678`. Raises `PhoneError`."""
    bare = re.sub(r"[\s.\-()/\u00a0\u200b\u202a-\u202e]", "", text)
    if not bare:
        raise PhoneError("Hãy nhập số điện thoại, ví dụ 0912 345 678.")
    if not re.fullmatch(r"\+?\d+", bare, re.ASCII):
        raise PhoneError("Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678.")
    number = _with_leading_zero(bare)
    if len(number) == 11 and number[:4] in _RETIRED:
        number = _RETIRED[number[:4]] + number[4:]
    if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number):
        return number
    if number.startswith("02"):
        raise PhoneError("Số điện thoại cố định phải có 11 chữ số kể cả mã vùng, ví dụ 0277 3851 234.")
    raise PhoneError("Số điện thoại di động phải có 10 chữ số và bắt đầu bằng 03, 05, 07, 08 hoặc 09.")


def _with_leading_zero(bare: str) -> str:
    if bare.startswith("+"):
        if not bare.startswith("+84"):
            raise PhoneError("Hãy nhập số điện thoại của Việt Nam, bắt đầu bằng 0 hoặc +84.")
        return "0" + bare[3:].lstrip("0")
    for prefix in ("0084", "84"):
        if bare.startswith(prefix) and len(bare) >= len(prefix) + 9:
            return "0" + bare[len(prefix) :].lstrip("0")
    return bare


def format_phone(number: str) -> str:
    """A normalised number in the groups people read: `0912 345 678`, `0277 3851 234`."""
    return f"{number[:4]} {number[4:-3]} {number[-3:]}" if len(number) in (10, 11) else number


def mask_phone(number: str) -> str:
    """A number whose owner is not to be told: `0912 *** 678`."""
    digits = re.sub(r"\D", "", number)
    if len(digits) < 8:
        return "*" * len(digits)
    return f"{digits[:4]} {'*' * (len(digits) - 7)} {digits[-3:]}"
