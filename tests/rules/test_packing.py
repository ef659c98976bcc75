"""A thing lies in its case until it is known that all of it was taken out."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from ocop.rules.epcis import Action
from ocop.rules.packing import Packing, times_inside

HCM = timezone(timedelta(hours=7))


def packing(
    hour: int, action: Action = Action.ADD, quantity: int | None = None, unit: str = "", *, is_whole: bool = False
) -> Packing:
    amount = None if quantity is None else Decimal(quantity)
    return Packing(datetime(2026, 11, 1, hour, tzinfo=HCM), action, amount, unit, is_whole)


def hours(*packings: Packing) -> list[tuple[int | None, int | None]]:
    return [(since and since.hour, until and until.hour) for since, until in times_inside(packings)]


OUT, SEEN = Action.DELETE, Action.OBSERVE


def test_a_thing_lies_in_its_case_until_all_of_it_is_taken_out() -> None:
    assert hours(packing(7)) == [(7, None)]
    whole = packing(9, OUT, is_whole=True)
    assert hours(packing(7, is_whole=True), whole, packing(11)) == [(7, 9), (11, None)]
    some = packing(7, quantity=10), packing(8, quantity=5), packing(9, OUT, 10)
    assert hours(*some) == [(7, None)]
    assert hours(*some, packing(10, OUT, 5)) == [(7, 10)]
    assert hours(packing(7, quantity=10), whole) == [(7, 9)]


def test_what_nobody_can_know_to_be_out_lies_in_its_case_still() -> None:
    assert hours(packing(7), packing(9, OUT, 10)) == [(7, None)]  # of nobody knows how many
    assert hours(packing(7, quantity=100), packing(9, OUT)) == [(7, None)]  # nobody knows how many came out
    assert hours(packing(7, quantity=2, unit="KGM"), packing(9, OUT, 500, "GRM")) == [(7, None)]
    assert hours(packing(7, quantity=10), packing(9, OUT, 15)) == [(7, None)]  # more was in than was told


def test_what_is_seen_or_taken_out_lay_there_before() -> None:
    assert hours(packing(9, OUT, is_whole=True)) == [(None, 9)]
    assert hours(packing(9, OUT, 4)) == [(None, None)]  # of nobody knows how many
    assert hours(packing(9, SEEN, 10)) == [(None, None)]
    assert hours(packing(7, SEEN, 4), packing(9, OUT, 4)) == [(None, None)]  # not all need have been seen
    assert hours(packing(7, quantity=10), packing(8, SEEN, 10), packing(9, OUT, 10)) == [(7, 9)]
    assert hours(packing(7, quantity=10), packing(8, SEEN, 30), packing(9, OUT, 10)) == [(7, None)]
    assert hours(packing(7, quantity=10), packing(8, OUT, 10), packing(9, SEEN, 4)) == [(7, None)]  # not all was out
    twice = packing(7, is_whole=True), packing(8, OUT, is_whole=True), packing(11, OUT, is_whole=True)
    assert hours(*twice) == [(7, 11)]


def test_a_case_emptied_before_a_thing_was_in_it_says_nothing_of_the_thing() -> None:
    emptied = replace(packing(7, OUT, is_whole=True), names_it=False)
    assert hours(emptied) == []
    assert hours(emptied, packing(8)) == [(8, None)]
    assert hours(packing(6), emptied, replace(emptied, at=emptied.at + timedelta(hours=2))) == [(6, 7)]
