"""What a sheet of products would do; a producer it names that nobody has on file is made along with its products."""

from collections.abc import Mapping

from ocop.ground.producers.sheets.columns import Setting
from ocop.ground.producers.sheets.matching import Known, Names, Suggestion
from ocop.ground.producers.sheets.plan import NEW, SKIP_PREFIX, Comparison, NewRecord, Plan, Question
from ocop.ground.producers.sheets.plan_producers import UNKNOWN_CODE, known_producer
from ocop.ground.producers.sheets.reading import CellError, Line
from ocop.ground.producers.sheets.register import OnFile
from ocop.ground.producers.states import SheetKind
from ocop.kit.text.fold import squash

_AT_PRODUCER = "Với sản phẩm đã có, cột này sửa ở danh sách chủ thể. Anh/chị giữ nguyên như bảng tải về."
FIXED = {
    "producer": _AT_PRODUCER,
    "legal_form": _AT_PRODUCER,
    "unit": _AT_PRODUCER,
    "tags": "Nhãn được xác nhận ở trang của sản phẩm. Anh/chị giữ nguyên như bảng tải về.",
    "claims": "Nhãn được khai ở trang của sản phẩm. Anh/chị giữ nguyên như bảng tải về.",
    "state": "Trạng thái do kết quả công nhận quyết định. Anh/chị giữ nguyên như bảng tải về.",
}


def plan_products(
    lines: list[Line],
    errors: list[CellError],
    filed: Mapping[str, OnFile],
    producers: Mapping[str, OnFile],
    choices: Mapping[str, str],
    setting: Setting,
) -> Plan:
    """Work out new products and producers, changes, and questions; `choices` are the answers given so far."""
    plan = Plan(SheetKind.PRODUCTS, rows=len(lines), errors=list(errors))
    _Products(plan, filed, producers, choices, setting).work(lines)
    return plan


class _Products:
    def __init__(
        self,
        plan: Plan,
        filed: Mapping[str, OnFile],
        producers: Mapping[str, OnFile],
        choices: Mapping[str, str],
        setting: Setting,
    ) -> None:
        self.plan, self.filed, self.producers, self.choices = plan, filed, producers, choices
        self.comparison = Comparison(plan, setting)
        self.producer_names = Names(by_kind=True)
        for record in producers.values():
            self.producer_names.add(known_producer(record))
        self.names: dict[str, Names] = {}
        for record in filed.values():
            known = Known(record.public_id, record.name, record.cells["producer"])
            self._names_of(str(record.values["producer_code"])).add(known)
        self.taken: dict[str, int] = {}
        self.asked: dict[str, str | None] = {}

    def _names_of(self, producer: str) -> Names:
        return self.names.setdefault(producer, Names())

    def work(self, lines: list[Line]) -> None:
        wrong = {error.row for error in self.plan.errors}
        for line in lines:
            if code := line.cells.get("code"):
                self._coded(line, code, wrong)
            elif line.row not in wrong and (producer := self._producer(line)):
                self._uncoded(line, producer)

    def _coded(self, line: Line, code: str, wrong: set[int]) -> None:
        record = self.filed.get(code)
        if record is None:
            self.comparison.refuse(line, "code", UNKNOWN_CODE)
        elif line.row not in wrong:
            self._change(line, record)

    def _producer(self, line: Line) -> str | None:
        """The public id of the row's producer, the key of one to be made, or None while it cannot be said."""
        if code := line.cells.get("producer_code"):
            record = self.producers.get(code)
            if record is None:
                self.comparison.refuse(line, "producer_code", UNKNOWN_CODE)
                return None
            return self._kept(line, code) if self._is_called_so(line, code, record.name) else None
        name, unit = line.cells.get("producer", ""), line.values.get("unit") or None
        exact = self.producer_names.exact(name, unit)
        if len(exact) == 1:
            return self._kept(line, exact[0].token)
        key = f"producer:{squash(name)}:{unit or ''}"
        if key not in self.asked:
            self.asked[key] = self._ask_producer(line, key, name)
        answer = self.asked[key]
        return self._to_be_made(line, key) if answer == NEW else answer and self._kept(line, answer)

    def _is_called_so(self, line: Line, code: str, own: str) -> bool:
        """Rows sorted without their codes name one producer and mean another."""
        typed = line.cells.get("producer", "")
        if not typed or squash(typed) == squash(own):
            return True
        remedy = f"Mã {code} là của “{own}”, không phải “{typed}”. Anh/chị sửa mã hoặc sửa tên cho khớp."
        self.comparison.refuse(line, "producer", remedy)
        return False

    def _kept(self, line: Line, token: str) -> str | None:
        if self.producers[token].kept:
            return token
        self.comparison.refuse(line, "producer", "Chủ thể này thuộc địa bàn do đơn vị khác phụ trách.")
        return None

    def _ask_producer(self, line: Line, key: str, name: str) -> str | None:
        found = self.producer_names.suggest(name)
        if not found:
            return NEW
        return self._answered(key, line, f"Chủ thể: {name}", line.cells.get("unit", ""), found)

    def _to_be_made(self, line: Line, key: str) -> str | None:
        made = self.plan.new_producers.get(key)
        if made is None:
            missing = [column for column in ("unit", "legal_form") if not line.values.get(column)]
            for column in missing:
                self.comparison.refuse(
                    line, column, "Chủ thể này chưa có trong hệ thống, nên hàng đầu của chủ thể phải ghi ô này."
                )
            if missing:
                return None
            values = {
                "name": line.cells["producer"],
                "unit": line.values["unit"],
                "legal_form": line.values["legal_form"],
            }
            self.plan.new_producers[key] = NewRecord(line.row, values)
        return key

    def _uncoded(self, line: Line, producer: str) -> None:
        names = self._names_of(producer)
        exact = [known for known in names.exact(line.name) if known.token in self.filed]
        token: str | None
        if len(exact) == 1:
            token = exact[0].token
        elif found := names.suggest(line.name):
            token = self._answered(f"row:{line.row}", line, line.name, line.cells.get("producer", ""), found)
        else:
            token = NEW
        if token is None:
            return
        if token == NEW:
            self.plan.new.append(NewRecord(line.row, line.values, producer))
            names.add(Known(f"{SKIP_PREFIX}{line.row}", line.name, f"dòng {line.row} của bảng này"))
        elif token.startswith(SKIP_PREFIX):
            self.plan.skipped += 1
        else:
            self._change(line, self.filed[token])

    def _answered(self, key: str, line: Line, name: str, about: str, found: list[Suggestion]) -> str | None:
        answer = self.choices.get(key, "")
        if answer not in {NEW, *(one.token for one in found)}:
            answer = ""
        self.plan.questions.append(Question(key, line.row, name, about, found, answer))
        return answer or None

    def _change(self, line: Line, record: OnFile) -> None:
        if first := self.taken.get(record.public_id):
            self.comparison.refuse(line, "name", self.plan.is_twice(first, record.name))
            return
        self.taken[record.public_id] = line.row
        self.comparison.update(line, record, FIXED)
