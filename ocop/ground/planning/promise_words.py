"""Targets in words: the conditions of their measure, and what was changed of them and why."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from ocop.ground.planning.measures import Measure, Options, measure_called
from ocop.ground.planning.models import Target
from ocop.ground.registry.queries import history_of
from ocop.ground.registry.wording import act_label
from ocop.kit.text.dates import format_date
from ocop.kit.text.numbers import format_number
from ocop.kit.ui.parts import Happening

# What a target may narrow its measure by; a measure names the conditions it knows.
OPTION_LABELS: dict[str, str] = {
    "kind": "Chỉ tính loại",
    "group": "Chỉ tính nhóm",
    "stars": "Chỉ tính hạng sao",
    "year": "Chỉ tính năm",
    "purpose": "Chỉ tính mục đích",
    "place": "Chỉ tính nơi",
    "tag": "Chỉ tính nhãn",
    "form": "Chỉ tính loại hình",
    "entry": "Chỉ tính lần công nhận",
    "state": "Chỉ tính trạng thái",
    "field": "Chỉ tính lĩnh vực",
    "source": "Chỉ tính nguồn vốn",
    "programme": "Chỉ tính chương trình lồng ghép",
    "line": "Chỉ tính dòng dự toán",
    "tier": "Chỉ tính cấp",
    "cell": "Chỉ tính ô",
    "sort": "Chỉ tính trường hợp",
    "period": "Chỉ tính kỳ báo cáo",
}
NAMES = {each.name: str(getattr(each, "verbose_name", each.name)) for each in Target._meta.get_fields()}


def option_words(measure: Measure, options: Options) -> list[tuple[str, str]]:
    """Each condition of a target with its value, in words."""
    offered = {name: values() for name, values in measure.options.items() if name in options}
    return [(OPTION_LABELS.get(name, name), offered.get(name, {}).get(value, value)) for name, value in options.items()]


def changes_of(target: Target) -> list[Happening]:
    """Who added and changed a target, why, and what stood there before; newest first, one query."""
    return [
        Happening(entry.at, act_label(entry.act), entry.actor_name, _told(entry.why, entry.payload()))
        for entry in reversed(history_of(target))
    ]


def _told(why: str, data: Mapping[str, Any]) -> str:
    before, after = data.get("before"), data.get("after", {})
    if before is None:
        return why
    lines = [
        f"{NAMES.get(name, name)}: {_value(name, old)} → {_value(name, after.get(name))}"
        for name, old in before.items()
    ]
    return ". ".join(filter(None, (why.rstrip("."), *lines)))


def _value(name: str, value: Any) -> str:
    """One value of the journal as people write it."""
    if value in (None, "", {}):
        return "để trống"
    if name in ("figure", "baseline"):
        return _figure(str(value))
    if name in ("due_on", "baseline_on"):
        return format_date(date.fromisoformat(value))
    if name == "measure":
        measure = measure_called(value)
        return measure.name if measure else str(value)
    if name == "is_share":
        return "có" if value else "không"
    if isinstance(value, Mapping):
        return ", ".join(f"{str(OPTION_LABELS.get(key, key)).lower()} {each}" for key, each in value.items())
    return f"“{value}”"


def _figure(text: str) -> str:
    try:
        return format_number(Decimal(text))
    except InvalidOperation:
        return text
