"""One rule for each kind of claim: what does not agree, in words that name the numbers on both sides."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from ocop.rules.consistency.claims import NOTED, Claim, Finding, Kind, Printed, Weight, plain, said
from ocop.rules.consistency.shares import base_of, make_up, nearest_base, places_of, rounded

Wrong = tuple[str, Decimal | None] | None
Rule = Callable[[Printed, Sequence[Printed]], Wrong]


def check(numbers: Mapping[str, Printed], claims: Sequence[Claim]) -> list[Finding]:
    """Everything that does not agree, in the order of the claims.

    Raises ValueError for a claim about a number that is not there, or one its kind cannot be asked of.
    """
    found = []
    for claim in claims:
        about = (claim.subject, *claim.others)
        if missing := [each for each in about if each not in numbers]:
            raise ValueError(f"Phép kiểm {claim.id} nhắc đến số không có: {', '.join(missing)}.")
        subject, others = numbers[claim.subject], [numbers[each] for each in claim.others]
        wrong = _RULES[claim.kind](subject, others)
        if wrong is not None:
            weight = Weight.NEEDS_NOTE if claim.kind in NOTED else Weight.BLOCKS
            found.append(Finding(claim.id, claim.kind, weight, about, *wrong))
    return found


def _slack(numbers: Sequence[Printed]) -> Fraction:
    """What rounding alone can put between a sum and its parts: half the last decimal of each rounded number."""
    return sum(
        (Fraction(1, 2 * 10 ** places_of(_value(each))) for each in numbers if places_of(_value(each))), Fraction(0)
    )


def _value(number: Printed) -> Decimal:
    if number.value is None:
        raise ValueError(f"“{number.label}” ({number.id}) chưa có giá trị.")
    return number.value


def _listed(numbers: Sequence[Printed]) -> str:
    return "; ".join(said(each) for each in numbers)


def _total(whole: Printed, parts: Sequence[Printed]) -> Wrong:
    added = sum((_value(each) for each in parts), Decimal(0))
    if abs(Fraction(_value(whole)) - Fraction(added)) <= _slack([whole, *parts]):
        return None
    return f"{said(whole)}, nhưng các phần cộng lại là {plain(added)}: {_listed(parts)}.", added


def _carried(now: Printed, others: Sequence[Printed]) -> Wrong:
    before, gained, lost = others
    due = _value(before) + _value(gained) - _value(lost)
    if abs(Fraction(_value(now)) - Fraction(due)) <= _slack([now, *others]):
        return None
    return f"{said(now)}, nhưng kỳ trước cộng tăng trừ giảm là {plain(due)}: {_listed(others)}.", due


def _share(share: Printed, others: Sequence[Printed]) -> Wrong:
    part, base = others
    if not _value(base):
        return f"{said(share)}, nhưng mẫu số bằng 0: {said(base)}.", None
    right = rounded(Fraction(_value(part)) * 100 / Fraction(_value(base)), _value(share))
    if right == _value(share):
        return None
    return f"{said(share)}, nhưng {said(part)} trên {said(base)} là {plain(right)} %.", right


def _shares(base: Printed, shares: Sequence[Printed]) -> Wrong:
    """Shares must be shares of the base named; where none is named they must make up 100 per cent but for rounding."""
    values = [_value(each) for each in shares]
    added = sum(values, Decimal(0))
    if base.value is not None:
        agree = make_up(values, int(base.value))
    else:
        agree = abs(Fraction(added) - 100) <= sum(Fraction(1, 2 * 10 ** places_of(each)) for each in values)
    if agree:
        return None
    if fits := base_of(values):
        why = f"các tỷ lệ chỉ khớp mẫu số {fits}, không khớp {said(base)}"
    else:
        nearest, how_many = nearest_base(values)
        why = f"không có một mẫu số chung: {how_many} trên {len(values)} tỷ lệ khớp mẫu số {nearest}"
    return f"{_listed(shares)}: cộng lại {plain(added)} %, {why}.", Decimal(fits) if fits else None


def _growth(growth: Printed, others: Sequence[Printed]) -> Wrong:
    before, after = others
    if not _value(before):
        return f"{said(growth)}, nhưng kỳ trước bằng 0: {said(before)}.", None
    right = rounded((Fraction(_value(after)) / Fraction(_value(before)) - 1) * 100, _value(growth))
    if right == _value(growth):
        return None
    return f"{said(growth)}, nhưng từ {said(before)} đến {said(after)} là {plain(right)} %.", right


def _times(times: Printed, others: Sequence[Printed]) -> Wrong:
    value, base = others
    if base.value is None:
        return f"{said(times)} của {said(value)}, nhưng {base.label} không có trong văn bản.", None
    if not base.value:
        return f"{said(times)}, nhưng {said(base)}.", None
    right = rounded(Fraction(_value(value)) / Fraction(base.value), _value(times))
    if right == _value(times):
        return None
    return f"{said(times)}, nhưng {said(value)} trên {said(base)} là {plain(right)} lần.", right


def _same(one: Printed, others: Sequence[Printed]) -> Wrong:
    other = next((each for each in others if _value(each) != _value(one)), None)
    if other is None:
        return None
    return f"Cùng một nội dung nhưng hai số: {said(one)}; {said(other)}.", None


def _at_most(part: Printed, others: Sequence[Printed]) -> Wrong:
    bound = next((each for each in others if _value(each) < _value(part)), None)
    if bound is None:
        return None
    return f"{said(part)} lớn hơn {said(bound)}.", None


def _not_less(now: Printed, others: Sequence[Printed]) -> Wrong:
    before = next((each for each in others if _value(each) > _value(now)), None)
    if before is None:
        return None
    return f"{said(now)} ít hơn trước: {said(before)}.", None


def _grown(now: Printed, others: Sequence[Printed]) -> Wrong:
    """One thing may count before and again since, so there may be fewer than both together; never more."""
    before, gained = others
    most = _value(before) + _value(gained)
    if _value(now) <= most:
        return None
    return f"{said(now)}, nhưng kỳ trước cộng số trong kỳ chỉ đến {plain(most)}: {_listed(others)}.", most


def _repeated(one: Printed, others: Sequence[Printed]) -> Wrong:
    other = next((each for each in others if _value(each) == _value(one)), None)
    if other is None:
        return None
    return f"Hai nội dung khác nhau cùng một số, có thể đếm hai lần: {said(one)}; {said(other)}.", None


def _events(things: Printed, others: Sequence[Printed]) -> Wrong:
    """Things cannot be more than what happened to them, and the two are not one count under one name."""
    (events,) = others
    if _value(things) > _value(events):
        return f"{said(things)} nhiều hơn số lượt: {said(events)}.", None
    if _value(things) != _value(events) and things.unit == events.unit:
        return (
            f"Hai phép đếm cùng một tên “{things.unit}”: {said(things)}; {said(events)}. Cần ghi rõ cái nào là lượt.",
            None,
        )
    return None


def _days(number: Printed) -> int:
    if number.since is None or number.until is None:
        raise ValueError(f"“{number.label}” ({number.id}) chưa có ngày đầu và ngày cuối.")
    return (number.until - number.since).days + 1


def _weekly(issues: Printed, _: Sequence[Printed]) -> Wrong:
    weeks = _days(issues) // 7
    if abs(_value(issues) - weeks) <= 1:
        return None
    return f"{said(issues)}, mỗi tuần một kỳ thì thời gian đã nêu có {weeks} kỳ.", Decimal(weeks)


def _years(years: Printed, _: Sequence[Printed]) -> Wrong:
    right = rounded(Fraction(_days(years), 365), Decimal("0.1"))
    if abs(_value(years) - right) < Decimal("0.5"):
        return None
    return f"{said(years)}, nhưng từ ngày đầu đến ngày cuối là {plain(right)} năm.", right


def _within(event: Printed, others: Sequence[Printed]) -> Wrong:
    (period,) = others
    if event.on is None or period.since is None or period.until is None:
        raise ValueError(f"Phép kiểm ngày của “{event.label}” ({event.id}) thiếu ngày.")
    if period.since <= event.on <= period.until:
        return None
    days = f"{period.since:%d/%m/%Y} đến {period.until:%d/%m/%Y}"
    return f"{said(event)}: ngày {event.on:%d/%m/%Y} không nằm trong {period.label} ({days}).", None


def _names(count: Printed, _: Sequence[Printed]) -> Wrong:
    often = Counter(" ".join(name.casefold().split()) for name in count.names)
    twice = sorted({name for name in count.names if often[" ".join(name.casefold().split())] > 1})
    if len(often) == _value(count):
        return None
    why = f"; ghi hai lần: {', '.join(twice)}" if twice else ""
    return f"{said(count)}, nhưng danh sách có {len(often)} tên khác nhau{why}.", Decimal(len(often))


def _words(one: Printed, others: Sequence[Printed]) -> Wrong:
    first = {name.casefold() for name in one.names}
    other = next((each for each in others if {name.casefold() for name in each.names} != first), None)
    if other is None:
        return None
    differ = sorted(first ^ {name.casefold() for name in other.names})
    return f"{said(one)} và {said(other)} không gọi cùng tên: {', '.join(differ)}.", None


def _shared(one: Printed, others: Sequence[Printed]) -> Wrong:
    for other in others:
        if both := sorted({name.casefold() for name in one.names} & {name.casefold() for name in other.names}):
            return f"{said(one)} và {said(other)} cùng có {', '.join(both)}: một khoản có thể được tính hai lần.", None
    return None


_RULES: Mapping[Kind, Rule] = {
    Kind.TOTAL: _total,
    Kind.CARRIED: _carried,
    Kind.SHARE: _share,
    Kind.SHARES: _shares,
    Kind.GROWTH: _growth,
    Kind.TIMES: _times,
    Kind.SAME: _same,
    Kind.AT_MOST: _at_most,
    Kind.NOT_LESS: _not_less,
    Kind.GROWN: _grown,
    Kind.REPEATED: _repeated,
    Kind.EVENTS: _events,
    Kind.WEEKLY: _weekly,
    Kind.YEARS: _years,
    Kind.WITHIN: _within,
    Kind.NAMES: _names,
    Kind.SHARED: _shared,
    Kind.WORDS: _words,
}
