"""Obstacles in and out of Excel; one that was asked before is shown with its answer."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.offices.names import office_index
from ocop.ground.offices.states import Tier
from ocop.ground.planning import policies
from ocop.ground.planning.actions import ObstacleWords, raise_obstacle
from ocop.ground.planning.models import Obstacle
from ocop.ground.planning.similar import most_like
from ocop.ground.planning.states import ObstacleField
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Answer
from ocop.kit.sheets.cells import NameIndex, named, one_of, words
from ocop.kit.sheets.table import MOST_NEAR, Line, Near, SheetTable
from ocop.kit.text.fold import squash
from ocop.kit.ui.listing import CODE, ListColumn

COMPARED = 3000


class Obstacles(SheetTable):
    """What stands in the way, who raised it, who was asked, what was answered."""

    slug = "vuong-mac"
    title = "Vướng mắc"
    noun = "vướng mắc"
    about = "Dòng mới được gửi đến cơ quan được hỏi; cơ quan ấy nhận thông báo."
    kept = "Vướng mắc đã nêu không sửa bằng bảng. Giữ nguyên ô này; trả lời hoặc bổ sung trên trang của vướng mắc."
    columns = (
        CODE,
        ListColumn("Vướng mắc", lambda row: row.title, reads=words("title", 200)),
        ListColumn("Lĩnh vực", lambda row: str(row.get_field_display()), reads=one_of("field", ObstacleField.choices)),
        ListColumn("Cơ quan nêu", lambda row: row.office.name, reads=named("office", "own")),
        ListColumn("Cơ quan được hỏi", lambda row: row.asked.name, reads=named("asked")),
        ListColumn("Trạng thái", lambda row: str(row.get_state_display())),
        ListColumn("Ngày nêu", lambda row: local_date(row.raised_at), "date"),
        ListColumn("Nội dung", lambda row: row.detail, reads=words("detail", 4000)),
        ListColumn("Đề xuất", lambda row: row.proposal, reads=words("proposal", 2000, needed=False)),
        ListColumn("Trả lời", lambda row: "\n".join(said.text for said in row.answers.all())),
    )

    def may(self) -> Answer:
        return policies.may_raise(self.actor)

    def home(self) -> str:
        return reverse("planning:obstacles")

    def export(self) -> str:
        return reverse("planning:obstacles_sheet")

    def records(self) -> Any:
        rows = Obstacle.objects.visible_to(self.actor).select_related("office", "asked")
        return rows.prefetch_related("answers")

    def build_index(self, name: str) -> NameIndex:
        on = self.actor.on
        if name == "own":
            return office_index(on, Office.objects.filter(pk__in=self.actor.office_ids(*policies.WORKERS)))
        if name == "asked":
            return office_index(on, Office.objects.in_force(on).filter(tier=Tier.PROVINCE))
        return super().build_index(name)

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (facts["office"].pk, squash(facts["title"]), squash(facts["detail"]))

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        for row in Obstacle.objects.filter(office__in={line.facts["office"].pk for line in lines}):
            yield (row.office_id, squash(row.title), squash(row.detail))

    def find_near(self, lines: Sequence[Line]) -> None:
        """Obstacles whose titles share most words; the newest are compared."""
        rows = Obstacle.objects.visible_to(self.actor).select_related("office").order_by("-raised_at")[:COMPARED]
        seen = list(rows)
        for line in lines:
            for row in most_like(line.facts["title"], seen)[:MOST_NEAR]:
                said = f"{row.office} đã nêu: {row.title} ({str(row.get_state_display()).lower()})"
                line.near.append(Near(said, reverse("planning:obstacle", args=[row.public_id])))

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            said = {name: line.facts[name] for name in ("field", "title", "detail", "proposal")}
            office, asked = line.facts["office"], line.facts["asked"]
            raise_obstacle(ObstacleWords(**said), office=office, asked=asked, by=by, at=at)
