"""`ocop rules`: read the law as the platform reads it. Needs no database.

list: every criteria set, sheet by sheet, with totals and status. show: one sheet as an official reads it. score: a file
of marks to totals, bands and minimums, as JSON.
"""

import json
import sys
from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ocop.rules import grading, scoring
from ocop.rules.criteria import CRITERIA_IDS, Criterion, RuleDataError, Sheet, load, load_all

REFUSED = 2
FULL_MARKS = 100
KNOCKED_OUT = "Điều kiện loại chặn mọi hạng sao: phải khắc phục trước, điểm cao đến đâu cũng chưa có sao."


class Command(BaseCommand):
    help = "Bộ tiêu chí: liệt kê, xem phiếu, chấm thử một phiếu."
    requires_system_checks: list[str] = []  # type: ignore[assignment]  # the law needs no database to be read

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="mọi bộ tiêu chí, tổng điểm từng phiếu, tình trạng")
        show = verbs.add_parser("show", help="xem một phiếu")
        show.add_argument("set", help="mã bộ sản phẩm, ví dụ I.3.e")
        show.add_argument("--criteria", default=CRITERIA_IDS[-1], help="mã bộ tiêu chí; mặc định bộ mới nhất")
        score = verbs.add_parser("score", help="chấm một phiếu từ tệp JSON")
        score.add_argument("--criteria", required=True)
        score.add_argument("--set", required=True)
        score.add_argument("--finding", action="append", default=[], help="mã điều kiện loại đã xác định, xem ở show")
        score.add_argument("file", help="tệp JSON {mã tiêu chí: điểm}; dấu - đọc từ đầu vào chuẩn")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{verb}")(**options)
        except (RuleDataError, scoring.MarkError) as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from None

    def do_list(self, **options: Any) -> None:
        for criteria in load_all():
            until = f"{criteria.valid_to:%d/%m/%Y}" if criteria.valid_to else "nay"
            parts = " + ".join(f"{part} {points}" for part, points in criteria.part_max.items())
            self.stdout.write(f"\n{criteria.id}  {criteria.title}")
            self.stdout.write(f"  hiệu lực {criteria.valid_from:%d/%m/%Y} - {until}; {parts}")
            self.stdout.write(f"  mã băm {criteria.content_hash[:12]}; {criteria.gates_note}")
            if not criteria.sheets:
                self.stdout.write(f"  chỉ có khung của {len(criteria.set_names)} bộ sản phẩm: chưa tìm được phiếu")
                continue
            self.stdout.write(f"  {'Mã':<7} {'Điểm':>4} {'Tiêu chí':>9}  Bộ sản phẩm  [tình trạng]")
            for sheet in criteria.sheets.values():
                line = f"  {sheet.code:<7} {sheet.max:>4} {len(sheet.criteria):>9}  {sheet.name_vi}"
                self.stdout.write(f"{line}  [{sheet.status_vi}]")
            at_100 = sum(sheet.max == FULL_MARKS for sheet in criteria.sheets.values())
            self.stdout.write(f"  {len(criteria.sheets)} phiếu, {at_100} phiếu đủ {FULL_MARKS} điểm")

    def do_show(self, *, set: str, criteria: str, **options: Any) -> None:
        sheet = load(criteria).sheet(set)
        self.stdout.write(f"Phiếu {sheet.code}: {sheet.name_vi}  ({sheet.criteria_id}, {sheet.max} điểm)")
        self.stdout.write(f"Tình trạng: {sheet.status_vi}")
        self.stdout.write(f"Cơ quan: {', '.join(sheet.agencies)}")
        for note in sheet.notes:
            self.stdout.write(f"Lưu ý: {note}")
        for part in sheet.parts:
            self.stdout.write(f"\nPHẦN {part.code}. {part.name_vi} ({part.max} điểm)")
            for section in part.sections:
                self.stdout.write(f"  {section.number}. {section.name_vi} ({section.max} điểm)")
                for criterion in section.criteria:
                    self._show_criterion(criterion)
        self._show_gates(sheet)

    def _show_criterion(self, criterion: Criterion) -> None:
        self.stdout.write(f"    {criterion.code}  {criterion.name_vi} (tối đa {criterion.max})")
        if criterion.hint:
            self.stdout.write(f"           {criterion.hint}")
        groups = [(None, criterion.options)] if criterion.options else [(c, c.options) for c in criterion.cases]
        for case, options in groups:
            if case is not None:
                self.stdout.write(f"        trường hợp {case.case}: {case.case_vi}")
            for option in options:
                stars = "  " + "*" * option.min_for_star if option.min_for_star else ""
                self.stdout.write(f"        [{option.points}] {option.label}{stars}")

    def _show_gates(self, sheet: Sheet) -> None:
        self.stdout.write("\nĐiểm tối thiểu theo hạng")
        for stars, gates in sorted(sheet.gates.items()):
            named = ", ".join(f"{gate.criterion} từ {gate.min_points}" for gate in gates)
            self.stdout.write(f"  {stars} sao: {named}")
        for requirement in sheet.known_requirements:
            self.stdout.write(f"  {requirement.stars} sao: {requirement.text}  [{requirement.status}]")
        if not sheet.gates_known:
            self.stdout.write(f"  {sheet.gates_note}")
        self.stdout.write("\nĐiều kiện loại")
        for knockout in sheet.knockouts:
            how = f"  (tự nhận khi {', '.join(knockout.when_zero)} được 0)" if knockout.automatic else ""
            known = "" if knockout.status == "confirmed" else f"  [{knockout.status}]"
            where = f"{knockout.criterion}: " if knockout.criterion else ""
            self.stdout.write(f"  [{knockout.id}] {where}{knockout.text}{how}{known}")

    def do_score(self, *, criteria: str, set: str, file: str, finding: list[str], **options: Any) -> None:
        law = load(criteria)
        sheet = law.sheet(set)
        marks = scoring.parse_marks(sheet, self._read(file))
        score = scoring.score(sheet, marks, frozenset(finding))
        grade = grading.grade(law, sheet, Decimal(score.total), score.counted, score.disqualified)
        answer = {
            "criteria": criteria,
            "set": set,
            "total": score.total,
            "parts": dict(score.parts),
            "sections": dict(score.sections),
            "band": grade.band_stars,
            "stars": grade.stars,
            "failed_gates": [
                {
                    "stars": gate.stars,
                    "criterion": gate.criterion,
                    "min_points": gate.min_points,
                    "points": gate.actual,
                }
                for gate in grade.failed_gates
            ],
            "gates_known": grade.gates_known,
            "gates_note": grade.gates_note,
            "next_star": self._next(grading.next_star(law, sheet, grade.average, score.counted, grade.disqualified)),
            "disqualified": list(score.disqualified),
            "blanks": list(score.blanks),
            "not_counted": list(score.not_counted),
            "rounding_rule": grade.rounding_rule,
            "status": sheet.status_vi,
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))

    @staticmethod
    def _next(ahead: grading.NextStar | None) -> dict[str, Any] | None:
        """What the next recognised rank would take; nothing above five stars. A knock-out blocks every one."""
        if ahead is None:
            return None
        raises = [{"criterion": item.criterion, "from": item.actual, "to": item.min_points} for item in ahead.raises]
        blocked = list(ahead.blocked_by)
        return {
            "stars": ahead.stars,
            "points_short": int(ahead.points_short),
            "raise": raises,
            "blocked_by": blocked,
            "note": KNOCKED_OUT if blocked else "",
        }

    @staticmethod
    def _read(file: str) -> object:
        """The file's JSON; a key written twice is refused, since one of the two marks would be lost."""
        try:
            text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            raise CommandError(f"Không có tệp {file}.", returncode=REFUSED) from None
        except UnicodeDecodeError:
            raise CommandError(f"Tệp {file} phải lưu bằng mã UTF-8.", returncode=REFUSED) from None
        except OSError as problem:
            raise CommandError(f"Không đọc được tệp {file}: {problem}", returncode=REFUSED) from None
        try:
            return json.loads(text, object_pairs_hook=_no_key_twice)
        except json.JSONDecodeError as problem:
            raise CommandError(
                f"Tệp {file} không phải JSON đúng: dòng {problem.lineno}, cột {problem.colno}.", returncode=REFUSED
            ) from None
        except (RecursionError, ValueError) as problem:
            if isinstance(problem, scoring.MarkError):
                raise
            raise CommandError(f"Tệp {file} không phải JSON đọc được.", returncode=REFUSED) from None


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise scoring.MarkError(f"Mục {key} được ghi hai lần trong tệp.", key)
    return dict(pairs)
