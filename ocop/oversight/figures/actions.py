"""Publishing a figure with what it counted, and keeping questions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ocop.ground.offices.borders import Borders, all_borders
from ocop.ground.offices.models import Office
from ocop.ground.planning.measures import Counted, check_options
from ocop.ground.planning.promise_words import option_words
from ocop.ground.registry.actions import record
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.fold import fold
from ocop.kit.text.numbers import format_number
from ocop.oversight.figures import policies
from ocop.oversight.figures.freezing import Listed, freeze, lines_of, listed
from ocop.oversight.figures.models import Figure, SavedQuestion
from ocop.oversight.figures.questions import Question, rows_of

MOST_QUESTIONS = 50
MOST_RECORDS = 50_000  # listing so many takes about ten seconds


def words_of(question: Question) -> str:
    """A question in one line: the measure, its conditions, its place and its office."""
    conditions = [f"{name.lower()} {value}" for name, value in option_words(question.measure, question.options)]
    where = [question.place.full_name] if question.place else []
    whose = [question.office.name] if question.office else []
    return ", ".join([question.measure.name, *conditions, *where, *whose])


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A figure made from its own rows, so that value and list cannot differ."""

    value: int
    base: int | None
    counted: Listed
    counted_of: Listed | None


def reckon_all(
    questions: Mapping[str, Question], *, most: int | None = None, pulse: Callable[[int, int], None] | None = None
) -> dict[str, Reckoned]:
    """Several figures by name; borders are read once, and what two of them count. Raises `Refused` as `reckon` does.

    `pulse(done, of)` hears how far it is, for figures that take long.
    """
    borders = all_borders()
    lists: Lists = {}
    reckoned: dict[str, Reckoned] = {}
    for name, question in questions.items():
        reckoned[name] = reckon(question, most=most, borders=borders, lists=lists)
        if pulse is not None:
            pulse(len(reckoned), len(questions))
    return reckoned


# What was asked of what counts → the list it gave.
Lists = dict[tuple[Any, ...], Listed]


def reckon(
    question: Question, *, most: int | None = None, borders: Borders | None = None, lists: Lists | None = None
) -> Reckoned:
    """The figure and its lists as the records stand, but for those in `lists`, which were made a moment ago.

    Raises `Refused` for an office where its rows name none, and for more than `most` records (else `MOST_RECORDS`).
    """
    measure, most = question.measure, MOST_RECORDS if most is None else most
    made: Lists = {} if lists is None else lists
    counted = _listed(question, measure.counted, borders, most, made)
    value = counted.value(is_sum=bool(measure.counted.adds))
    if measure.base is None:
        return Reckoned(value, None, counted, None)
    of = _listed(question, measure.base, borders, most, made, of_base=True)
    return Reckoned(value, of.value(is_sum=bool(measure.base.adds)), counted, of)


def _listed(
    question: Question, counted: Counted, borders: Borders | None, most: int, made: Lists, *, of_base: bool = False
) -> Listed:
    since = None if of_base else question.span.since
    asked = (counted, *sorted(question.options.items()), question.on, since, question.place, question.office)
    if asked in made:
        return made[asked]
    rows = rows_of(question, of_base=of_base, borders=borders)
    found = listed(lines_of(counted, rows, most + 1))
    if found.rows > most:
        raise Refused(
            f"“{question.measure.name}” đếm {format_number(rows.count())} bản ghi, nhiều hơn {format_number(most)}. "
            "Chọn một địa bàn hoặc một kỳ ngắn hơn rồi công bố từng con số."
        )
    made[asked] = found
    return found


def publish(question: Question, *, office: Office, why: str = "", key: str = "", by: Actor, at: datetime) -> Figure:
    """Publish a figure as the records stand now; the same press twice publishes once.

    Raises `Refused` for who may not, for conditions the measure does not know, for a day still to come, and for more
    than `MOST_RECORDS` records.
    """
    require(policies.may_publish(by))
    if question.on > by.on:
        raise Refused("Ngày tính chưa đến nên chưa công bố được con số của ngày đó.")
    check_options(question.measure, question.options)
    # Listing may take seconds: nobody else's writing waits for it.
    return _publish_once(question, reckon(question, most=MOST_RECORDS), office=office, why=why, key=key, by=by, at=at)


@once(Figure, owner="published_by_id")
def _publish_once(
    question: Question, reckoned: Reckoned, *, office: Office, why: str, key: str, by: Actor, at: datetime
) -> Figure:
    figure = write(question, reckoned, office=office, why=why, key=key, by=by, at=at)
    record("figures.published", by=by, at=at, subject=figure, data=told(figure))
    return figure


def write(
    question: Question, reckoned: Reckoned, *, office: Office, why: str, key: str = "", by: Actor, at: datetime
) -> Figure:
    """Keep a figure with its lists, within an act that has asked its own policy and journals what it kept (`told`)."""
    measure, name = question.measure, words_of(question)[:300]
    return Figure.objects.create(
        **({"public_id": key} if key else {}),
        measure=measure.key,
        options=dict(question.options),
        name=name,
        folded=fold(name)[:300],
        unit=measure.unit,
        definition=measure.definition,
        on=question.on,
        since=question.span.since,
        place=question.place,
        of_office=question.office,
        value=reckoned.value,
        base=reckoned.base,
        is_sum=bool(measure.counted.adds),
        counted=freeze(reckoned.counted),
        counted_of=freeze(reckoned.counted_of) if reckoned.counted_of is not None else None,
        why=why,
        office=office,
        published_at=at,
        published_by_id=by.user_id,
    )


def told(figure: Figure) -> dict[str, object]:
    """What the journal keeps of a figure: enough to prove later that neither it nor its lists were changed."""
    return {
        "code": figure.code,
        "value": figure.value,
        "base": figure.base,
        "lists": [each.digest for each in (figure.counted, figure.counted_of) if each is not None],
    }


def keep_question(name: str, query: str, *, by: Actor, at: datetime) -> SavedQuestion:
    """Keep a question under a name, which then means the new one. Raises `Refused` beyond `MOST_QUESTIONS`."""
    require(policies.may_ask(by))
    mine = SavedQuestion.objects.filter(kept_by_id=by.user_id)
    with transaction.atomic():
        if not mine.filter(name=name).exists() and mine.count() >= MOST_QUESTIONS:
            raise Refused(f"Anh/chị đã lưu {MOST_QUESTIONS} câu hỏi. Bỏ bớt một câu rồi lưu lại.")
        kept_one, _ = SavedQuestion.objects.update_or_create(
            kept_by_id=by.user_id, name=name, defaults={"query": query, "kept_at": at}
        )
    return kept_one


def drop_question(question: SavedQuestion) -> None:
    """Forget a question its owner kept."""
    question.delete()
