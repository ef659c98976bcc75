"""Reading what was typed into a field of a fixed kind; the words of a refusal name the field and what would help."""

from datetime import date

from ocop.cycle.dossiers.registration.shape import Field
from ocop.kit.text.dates import DateError, format_date, parse_date

FIRST_YEAR = 1900


class AnswerError(ValueError):
    """What was typed cannot stand in this field; the message is a Vietnamese sentence."""


def read_answer(field: Field, text: str, on: date) -> str:
    """The answer as it is kept: a day as dd/mm/yyyy (a year may stand alone), a count as digits, the rest as typed.

    An empty answer is unfinished work and stays empty. Raises `AnswerError`.
    """
    bare = text.strip()
    if not bare:
        return ""
    if field.kind == "day":
        return _day(field, bare, on)
    if field.kind == "number":
        return _count(field, bare)
    return bare


def _day(field: Field, text: str, on: date) -> str:
    if text.isascii() and text.isdigit() and len(text) == 4:
        if not FIRST_YEAR <= int(text) <= on.year:
            raise AnswerError(f"Mục “{field.label}”: năm phải từ {FIRST_YEAR} đến {on.year}.")
        return text
    try:
        day = parse_date(text)
    except DateError as wrong:
        raise AnswerError(f"Mục “{field.label}”: {wrong} Chỉ nhớ năm thì ghi bốn chữ số của năm.") from None
    if day > on:
        raise AnswerError(f"Mục “{field.label}”: ngày {format_date(day)} chưa đến. Ghi ngày trên giấy đăng ký.")
    if day.year < FIRST_YEAR:
        raise AnswerError(f"Mục “{field.label}”: năm phải từ {FIRST_YEAR} trở đi. Kiểm tra lại năm.")
    return format_date(day)


def _count(field: Field, text: str) -> str:
    if not (text.isascii() and text.isdigit()):
        raise AnswerError(f"Mục “{field.label}”: ghi một số nguyên bằng chữ số, ví dụ {max(field.minimum, 5)}.")
    number = int(text)
    if number < field.minimum:
        raise AnswerError(f"Mục “{field.label}”: ghi số từ {field.minimum} trở lên.")
    return str(number)
