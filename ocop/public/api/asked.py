"""Questions of programs: parameters of an address become a question, or errors that name the parameter."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _

from ocop.ground.offices.models import Unit
from ocop.ground.planning.measures import Measure, known_measures
from ocop.kit.text.dates import format_date
from ocop.oversight.figures.questions import BORDERS, BY_TIME, Question, places_on, splits_of

# The programme began in 2018: nothing is counted before.
FIRST_DAY = date(2018, 1, 1)
FORMATS = ("json", "csv", "sdmx", "dhis2")
OPTION = "o_"
KNOWN = ("ngay", "tu", "dia_ban", "chia", "dang")


class Problem(NamedTuple):
    """What is wrong with one parameter, and what would be right."""

    parameter: str
    message: str


class Missing(Http404):
    """There is no such public record; the message says so, and where to look."""


class Wrong(Exception):
    """A question that cannot be read."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(each.message for each in problems))
        self.problems = problems


def public_measures() -> dict[str, Measure]:
    """The indicators everybody may ask, by key."""
    return {key: measure for key, measure in known_measures().items() if measure.public}


def format_in(said: Mapping[str, str]) -> str:
    """The form the answer is wanted in; JSON when nothing is said."""
    wanted = said.get("dang", "json")
    if wanted not in FORMATS:
        raise Wrong(_choose("dang", wanted, FORMATS))
    return wanted


def question_in(measure: Measure, said: Mapping[str, str], today: date) -> Question:
    """The question of an address; raises `Wrong` with every problem at once."""
    problems = [_unknown(name, measure) for name in said if name not in (*KNOWN, *_options(measure))]
    on = _day("ngay", said, today, problems) or today
    since = _day("tu", said, today, problems)
    if since and since > on:
        problems.append(Problem("tu", _("“tu” phải trước hoặc đúng “ngay”.")))
    options = {}
    for parameter, name in _options(measure).items():
        if value := said.get(parameter, ""):
            offered = measure.options[name]()
            if value in offered:
                options[name] = value
            else:
                problems.append(_choose(parameter, value, offered))
    split = said.get("chia", "")
    if split and split not in splits_of(measure):
        problems.append(_choose("chia", split, splits_of(measure)))
    place = _place(said.get("dia_ban", ""), today, problems)
    if problems:
        raise Wrong(*problems)
    if measure.since_start:
        since = since or date(on.year, 1, 1)
    elif split != BY_TIME:
        since = None
    return Question(measure, on, since, options, place, split=split)


def _options(measure: Measure) -> dict[str, str]:
    return {f"{OPTION}{name}": name for name in measure.options}


def _day(name: str, said: Mapping[str, str], today: date, problems: list[Problem]) -> date | None:
    text = said.get(name, "")
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        words = _("“%(name)s” phải viết năm-tháng-ngày, ví dụ 2026-06-30.") % {"name": name}
        problems.append(Problem(name, words))
        return None
    if not FIRST_DAY <= day <= today:
        words = _("“%(name)s” phải trong khoảng từ %(day)s đến hôm nay.")
        problems.append(Problem(name, words % {"name": name, "day": format_date(FIRST_DAY)}))
        return None
    return day


def _place(key: str, today: date, problems: list[Problem]) -> Unit | None:
    if not key:
        return None
    found = next((unit for unit in places_on(today) if unit.key == key), None)
    if found is None:
        words = _("Không có địa bàn “%(key)s”. Mã địa bàn lấy ở /api/v1/dia-ban/.") % {"key": key}
        problems.append(Problem("dia_ban", words))
    return found


def _unknown(name: str, measure: Measure) -> Problem:
    offered = ", ".join([*KNOWN, *_options(measure)])
    return Problem(
        name, _("Không có tham số “%(name)s”. Chọn trong: %(offered)s.") % {"name": name, "offered": offered}
    )


def _choose(name: str, value: str, offered: "Mapping[str, str] | tuple[str, ...] | list[str]") -> Problem:
    said = {"name": name, "value": value[:40], "offered": ", ".join(offered)}
    return Problem(name, _("“%(name)s” không có giá trị “%(value)s”. Chọn trong: %(offered)s.") % said)


def by_place(question: Question) -> bool:
    """Whether the answer's rows are places."""
    return question.split in BORDERS
