"""Nominations in and out of Excel, in the layout of the list sent up for signature."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.offices.names import office_index
from ocop.kit.scope import Actor, Answer, require
from ocop.kit.sheets.cells import CellProblem, NameIndex, named, one_of, words
from ocop.kit.sheets.table import Line, SheetTable
from ocop.kit.text.fold import fold
from ocop.kit.ui.listing import CODE, ListColumn
from ocop.support.rewards import policies
from ocop.support.rewards.actions import Nominee, change_nomination, nominate
from ocop.support.rewards.models import Nomination, RewardRound
from ocop.support.rewards.queries import WORKERS, producers_to_nominate
from ocop.support.rewards.states import NomineeKind, RewardForm

WORDS = ("achievement", "proposed_form")


class Nominations(SheetTable):
    """Who is put forward in a round; a new row is a draft of the office that nominates."""

    slug = "de-nghi-khen-thuong"
    title = "Đề nghị khen thưởng"
    noun = "đề nghị"
    about = (
        "Dòng mới là bản nháp của cơ quan anh/chị; gửi đi trên trang của từng đề nghị. Với chủ thể và cơ quan thì bỏ"
        " trống cột chức vụ. Đề nghị còn là bản nháp thì sửa được thành tích và hình thức."
    )
    kept = "Chỉ sửa được tóm tắt thành tích và hình thức của đề nghị còn là bản nháp. Giữ nguyên ô này."
    may_change = True
    columns = (
        ListColumn("STT", lambda row: getattr(row, "number", None), "number"),
        ListColumn("Họ và tên, tên tập thể", lambda row: row.nominee, reads=words("name", 200)),
        ListColumn("Đối tượng", lambda row: str(row.get_kind_display()), reads=one_of("kind", NomineeKind.choices)),
        ListColumn(
            "Chức vụ, nơi làm việc, địa bàn", lambda row: row.place, reads=words("workplace", 200, needed=False)
        ),
        ListColumn("Tóm tắt thành tích", lambda row: row.achievement, reads=words("achievement", 4000)),
        ListColumn("Số liệu trên hệ thống", lambda row: getattr(row, "evidence", "")),
        ListColumn(
            "Cơ quan đề nghị", lambda row: row.nominated_by.name, reads=named("nominated_by", "own", needed=False)
        ),
        ListColumn(
            "Hình thức đề nghị",
            lambda row: str(row.get_proposed_form_display()),
            reads=one_of("proposed_form", RewardForm.choices),
        ),
        ListColumn("Ý kiến xét", lambda row: getattr(row, "opinion", "")),
        ListColumn("Trạng thái", lambda row: str(row.get_state_display())),
        CODE,
    )
    scope: RewardRound

    @classmethod
    def scope_of(cls, actor: Actor, public_id: str) -> RewardRound:
        found = RewardRound.objects.visible_to(actor).select_related("office").filter(public_id=public_id).first()
        if found is None:
            raise LookupError(public_id)
        return found

    def may(self) -> Answer:
        return policies.may_nominate(self.actor, self.scope)

    def home(self) -> str:
        return reverse("rewards:round", args=[self.scope.public_id])

    def export(self) -> str:
        return reverse("rewards:nominations_sheet", args=[self.scope.public_id])

    def records(self) -> Any:
        return Nomination.objects.visible_to(self.actor).filter(round=self.scope).for_list()

    def build_index(self, name: str) -> NameIndex:
        on, own = self.actor.on, Office.objects.filter(pk__in=self.actor.office_ids(*WORKERS))
        if name == "producer":
            return NameIndex("chủ thể", producers_to_nominate(self.actor).only("public_id", "name"))
        if name == "own":
            return office_index(on, own)
        if name == "office":
            return office_index(on, policies.nominable(self.actor, own))
        return super().build_index(name)

    @cached_property
    def _on_file(self) -> dict[Hashable, Nomination]:
        """Everybody put forward in the round, whoever may read it."""
        return {_key(row.kind, row.producer_id, row.office_id, row.folded): row for row in self.scope.nominations.all()}

    def current(self, record: Any) -> dict[str, Any]:
        names = ("kind", "workplace", "achievement", "proposed_form", "producer", "office", "nominated_by")
        return {name: getattr(record, name) for name in names} | {"name": record.nominee}

    def complete(self, facts: dict[str, Any]) -> None:
        """A producer or an office by its name, a person by name and workplace; one's own office nominates."""
        producer = office = None
        try:
            if facts["kind"] == NomineeKind.PRODUCER:
                producer = self.index("producer").find(facts["name"])
            elif facts["kind"] == NomineeKind.OFFICE:
                office = self.index("office").find(facts["name"])
        except CellProblem as problem:
            raise CellProblem(str(problem), "name") from problem
        if facts["kind"] == NomineeKind.PERSON and not facts["workplace"]:
            raise CellProblem("Ghi chức vụ, nơi làm việc của người được đề nghị.", "workplace")
        facts |= {"producer": producer, "office": office}
        if facts["nominated_by"] is None:
            own = list(self.index("own").by_code.values())
            if len(own) != 1:
                raise CellProblem("Ghi cơ quan đề nghị.", "nominated_by")
            facts["nominated_by"] = own[0]

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        if record is None:
            require(policies.may_nominate(self.actor, self.scope))
            return
        require(policies.may_edit(self.actor, record))
        before = self.current(record)
        if any(facts[name] != before[name] for name in ("name", "kind", "workplace", "nominated_by")):
            raise CellProblem(self.kept, "name")

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return _key_of(facts)

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        """Those put forward already in the same words; other words are an error, not the same."""
        for line in lines:
            row = self._on_file.get(key := _key_of(line.facts))
            same = row is not None and all(getattr(row, name) == line.facts[name] for name in WORDS)
            if row is not None and same and row.nominated_by_id == line.facts["nominated_by"].pk:
                yield key

    def check_all(self, lines: Sequence[Line]) -> Iterator[tuple[Line, str, str]]:
        for line in lines:
            if _key_of(line.facts) in self._on_file:
                yield line, "name", "Đối tượng này đã có một đề nghị trong đợt; mỗi đối tượng chỉ đề nghị một lần."

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            said = line.facts
            person = said["kind"] == NomineeKind.PERSON
            nominee = Nominee(
                kind=said["kind"],
                producer=said["producer"],
                office=said["office"],
                person_name=said["name"] if person else "",
                workplace=said["workplace"] if person else "",
            )
            rest = {name: said[name] for name in (*WORDS, "nominated_by")}
            nominate(self.scope, nominee, **rest, by=by, at=at)

    def change(self, line: Line, *, by: Actor, at: datetime) -> None:
        change_nomination(line.record, **{name: line.facts[name] for name in WORDS}, by=by, at=at)


def _key(kind: str, producer_id: int | None, office_id: int | None, folded: str) -> Hashable:
    return (kind, producer_id, office_id, folded if kind == NomineeKind.PERSON else "")


def _key_of(facts: Mapping[str, Any]) -> Hashable:
    producer, office = facts["producer"], facts["office"]
    folded = fold(f"{facts['name']} {facts['workplace']}")[:400]
    return _key(facts["kind"], producer.pk if producer else None, office.pk if office else None, folded)
