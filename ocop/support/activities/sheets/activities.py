"""Activities of one kind in and out of Excel: what every activity says, then what the kind asks."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.urls import reverse

from ocop.ground.offices.names import commune_index, offices_by_day
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer, require
from ocop.kit.sheets.cells import CellProblem, In, NameIndex, by_field, named, words
from ocop.kit.sheets.table import Line, Near, SheetTable, note_near
from ocop.kit.sheets.writing import Value
from ocop.kit.text.dates import format_date
from ocop.kit.text.fold import squash
from ocop.kit.ui.listing import CODE, ListColumn
from ocop.support.activities import policies
from ocop.support.activities.actions.activities import Facts, change_activity, plan_activity, refuse_facts
from ocop.support.activities.kinds import Field, Kind, kind_called
from ocop.support.activities.models import Activity
from ocop.support.activities.states import ActivityState
from ocop.support.activities.values import read_cell

FIXED = (
    CODE,
    ListColumn("Tên hoạt động", lambda row: row.title, reads=words("title", 300)),
    ListColumn("Cơ quan tổ chức", lambda row: row.organiser.name, reads=named("organiser", "office", on="starts_on")),
    ListColumn("Địa bàn", lambda row: row.unit.full_name if row.unit else "", reads=named("unit", needed=False)),
    ListColumn("Địa điểm", lambda row: row.venue, reads=words("venue", 200, needed=False)),
    ListColumn(
        "Từ ngày", lambda row: row.starts_on, "date", reads=by_field("starts_on", kit.DateField(label="Từ ngày"))
    ),
    ListColumn("Đến ngày", lambda row: row.ends_on, "date", reads=by_field("ends_on", kit.DateField(label="Đến ngày"))),
    ListColumn("Trạng thái", lambda row: str(row.get_state_display())),
)
NUMBERS = {"integer": "number", "money": "number", "decimal": "decimal", "date": "date"}


def kind_columns(kind: Kind) -> tuple[ListColumn, ...]:
    """One column for each thing the kind asks."""
    taken = {squash(column.heading) for column in FIXED}
    columns = []
    for one in kind.fields:
        heading = f"{one.label} của hoạt động" if squash(one.label) in taken else one.label
        unit = one.unit or ("đồng" if one.type == "money" else "")
        reads = In(f"d_{one.id}", _reader(one), needed=one.required)
        kind_ = NUMBERS.get(one.type, "text")
        columns.append(ListColumn(f"{heading} ({unit})" if unit else heading, _value(one), kind_, reads=reads))
    return tuple(columns)


def _reader(declared: Field) -> Callable[[str, Any], Any]:
    def read(text: str, table: Any) -> Any:
        try:
            return read_cell(declared, text)
        except ValidationError as wrong:
            raise CellProblem(" ".join(wrong.messages)) from wrong

    return read


def _value(declared: Field) -> Callable[[Any], Value]:
    """What an activity keeps for a field, as its cell shows it."""

    def value(row: Any) -> Value:
        kept = row.details.get(declared.id)
        if kept in (None, "", []):
            return ""
        match declared.type:
            case "date":
                return date.fromisoformat(kept)
            case "integer" | "money":
                return int(kept)
            case "decimal":
                return Decimal(str(kept))
            case "choice" | "choices":
                chosen = [kept] if declared.type == "choice" else kept
                return "; ".join(declared.choices.get(each, str(each)) for each in chosen)
        return str(kept)

    return value


def _elsewhere(row: Activity, *, may_read: bool) -> Near:
    """Words about another office's activity; who may not read it learns only whom to ask."""
    day = format_date(row.starts_on)
    if may_read:
        url = reverse("activities:activity", args=[row.public_id])
        return Near(f"{row.organiser} đã ghi “{row.title}” cùng ngày {day}, cùng nơi", url)
    return Near(
        f"{row.organiser} đã ghi một hoạt động cùng loại ngày {day} ở {row.unit}. Nếu là cùng một hoạt động thì chỉ "
        "một cơ quan ghi; anh/chị hỏi cơ quan đó trước"
    )


class Activities(SheetTable):
    """What offices organise of one kind; participants and figures are entered on the activity's page."""

    slug = "hoat-dong"
    title = "Hoạt động"
    noun = "hoạt động"
    about = "Dòng mới ở trạng thái “Dự kiến”. Người dự và kết quả được ghi ở trang của từng hoạt động."
    may_change = True
    scope: Kind

    def __init__(self, actor: Actor, scope: Kind) -> None:
        super().__init__(actor, scope)
        self.columns = (*FIXED, *kind_columns(scope))

    @classmethod
    def scope_of(cls, actor: Actor, public_id: str) -> Kind:
        if (kind := kind_called(public_id)) is None:
            raise LookupError(public_id)
        return kind

    def of(self) -> str:
        return self.scope.name

    def may(self) -> Answer:
        return policies.may_record(self.actor)

    def home(self) -> str:
        return f"{reverse('activities:activities')}?{urlencode({'loai': self.scope.id})}"

    def export(self) -> str:
        return f"{reverse('activities:activities_sheet')}?{urlencode({'loai': self.scope.id})}"

    def records(self) -> Any:
        return Activity.objects.visible_to(self.actor).filter(kind=self.scope.id).select_related("organiser", "unit")

    def build_index(self, name: str) -> NameIndex:
        if name == "office":
            return offices_by_day()
        return commune_index(self.actor.on) if name == "unit" else super().build_index(name)

    def current(self, record: Any) -> dict[str, Any]:
        names = [name for name in Facts.__dataclass_fields__ if name != "details"]
        details = {f"d_{one.id}": record.details.get(one.id) for one in self.scope.fields}
        return {name: getattr(record, name) for name in names} | details

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        if record is not None:
            require(policies.may_edit(self.actor, record))
        require(policies.may_record_for(self.actor, facts["organiser"]))
        refuse_facts(self._said(facts))

    def _said(self, facts: Mapping[str, Any]) -> Facts:
        details = {one.id: facts[f"d_{one.id}"] for one in self.scope.fields}
        kept = {name: value for name, value in details.items() if value not in (None, "", [])}
        names = [name for name in Facts.__dataclass_fields__ if name in facts]
        return Facts(**{name: facts[name] for name in names}, details=kept)

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (facts["organiser"].pk, facts["starts_on"], squash(facts["title"]))

    def _of_organisers(self, lines: Sequence[Line]) -> Any:
        offices = {line.facts["organiser"].pk for line in lines}
        return Activity.objects.visible_to(self.actor).filter(kind=self.scope.id, organiser__in=offices)

    def keys_on_file(self, lines: Sequence[Line]) -> Iterator[Hashable]:
        for office, day, title in self._of_organisers(lines).values_list("organiser_id", "starts_on", "title"):
            yield (office, day, squash(title))

    def find_near(self, lines: Sequence[Line]) -> None:
        """Another of the same office that begins on the same day, or another office's at the same place that day."""
        note_near(
            lines,
            self._of_organisers(lines),
            of_line=lambda said: (said["organiser"].pk, said["starts_on"]),
            of_row=lambda row: (row.organiser_id, row.starts_on),
            near=lambda row: Near(
                f"Cơ quan này đã có “{row.title}” bắt đầu ngày {format_date(row.starts_on)}",
                reverse("activities:activity", args=[row.public_id]),
            ),
        )

        self._find_elsewhere(lines)

    def _find_elsewhere(self, lines: Sequence[Line]) -> None:
        """What another office wrote down at the same place and day; where the person may not read it, only whose."""
        offices = {line.facts["organiser"].pk for line in lines}
        places = {unit.pk for line in lines if (unit := line.facts.get("unit"))}
        rows = Activity.objects.filter(kind=self.scope.id, unit__in=places).exclude(organiser__in=offices)
        rows = rows.filter(starts_on__in={line.facts["starts_on"] for line in lines}).exclude(
            state=ActivityState.CANCELLED
        )
        found = list(rows.select_related("organiser", "unit"))
        mine = Activity.objects.visible_to(self.actor).filter(pk__in=[row.pk for row in found])
        readable = set(mine.values_list("pk", flat=True))
        note_near(
            lines,
            found,
            of_line=lambda said: (said["unit"].pk if said.get("unit") else None, said["starts_on"]),
            of_row=lambda row: (row.unit_id, row.starts_on),
            near=lambda row: _elsewhere(row, may_read=row.pk in readable),
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            plan_activity(self.scope.id, self._said(line.facts), by=by, at=at)

    def change(self, line: Line, *, by: Actor, at: datetime) -> None:
        change_activity(line.record, self._said(line.facts), by=by, at=at)
