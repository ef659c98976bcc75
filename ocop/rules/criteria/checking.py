"""The self-check of the law's data: sums, options, minimums and knock-outs agree with each other, or loading stops."""

from collections.abc import Iterable, Iterator

from ocop.rules.criteria.model import CriteriaSet, Criterion, RuleDataError, Section, Sheet

SHEETS_IN_A_SET = 26
KINDS = frozenset({"goods", "service"})
EFFECTS = frozenset({"disqualify", "stop", "require", "not_assessed"})
BASES = frozenset({"document", "judgement", "sensory", "field_check"})


def check_frame(criteria: CriteriaSet) -> None:
    """Raise RuleDataError unless the set has 26 sheets (or none), parts of 100 points, five bands and known groups."""
    where = f"Bộ {criteria.id}"
    if len(criteria.sheets) not in {0, SHEETS_IN_A_SET}:
        lost = sorted(set(range(1, SHEETS_IN_A_SET + 1)) - {sheet.seq for sheet in criteria.sheets.values()})
        named = f"; thiếu phiếu số {', '.join(map(str, lost))}" if lost else ""
        raise RuleDataError(f"{where} phải có {SHEETS_IN_A_SET} phiếu, đang có {len(criteria.sheets)}{named}.")
    if len({sheet.seq for sheet in criteria.sheets.values()}) != len(criteria.sheets):
        raise RuleDataError(f"{where} có hai phiếu cùng số thứ tự (seq).")
    if sum(criteria.part_max.values()) != 100:
        raise RuleDataError(f"{where}: các phần cộng lại {sum(criteria.part_max.values())} điểm, phải là 100.")
    if [band.stars for band in criteria.bands] != [5, 4, 3, 2, 1]:
        raise RuleDataError(f"{where}: phải có đủ năm hạng sao.")
    minimums = [band.minimum for band in criteria.bands]
    if minimums != sorted(set(minimums), reverse=True) or minimums[-1] != 0:
        raise RuleDataError(f"{where}: điểm bắt đầu của các hạng phải giảm dần đến 0.")


def check_sheet(sheet: Sheet, criteria: CriteriaSet) -> None:
    """Raise RuleDataError, naming sheet and criterion, unless everything on the sheet agrees."""
    where = f"Phiếu {sheet.code} ({sheet.criteria_id})"
    checks = (
        _wrong_heading(sheet, criteria),
        _wrong_sums(sheet, criteria),
        *(_wrong_criterion(criterion, sheet, criteria) for criterion in sheet.criteria.values()),
        _wrong_gates(sheet, criteria),
        _wrong_knockouts(sheet),
        _wrong_status(sheet, criteria),
    )
    for findings in checks:
        for finding in findings:
            raise RuleDataError(f"{where}: {finding}.")


def _wrong_heading(sheet: Sheet, criteria: CriteriaSet) -> Iterator[str]:
    if sheet.group not in {group.code for group in criteria.groups}:
        yield f"nhóm sản phẩm {sheet.group} không có trong khung"
    if sheet.kind not in KINDS:
        yield f"kind phải là một trong {', '.join(sorted(KINDS))}, không phải {sheet.kind}"


def _wrong_sums(sheet: Sheet, criteria: CriteriaSet) -> Iterator[str]:
    yield from _differs("phiếu", sheet.max, 100)
    yield from _differs("phiếu", sheet.max, sum(part.max for part in sheet.parts))
    if {part.code: part.max for part in sheet.parts} != dict(criteria.part_max):
        yield "điểm các phần không khớp khung của bộ tiêu chí"
    numbers = [section.number for part in sheet.parts for section in part.sections]
    if len(numbers) != len(set(numbers)):
        yield "có hai mục cùng số"
    for part in sheet.parts:
        yield from _differs(f"phần {part.code}", part.max, sum(section.max for section in part.sections))
        for section in part.sections:
            yield from _differs(f"mục {section.number}", section.max, sum(item.max for item in section.criteria))
            yield from _wrong_subsections(section)


def _wrong_subsections(section: Section) -> Iterator[str]:
    for heading in section.subsections:
        inside = [item.max for item in section.criteria if item.subsection == heading.code]
        yield from _differs(f"tiểu mục {heading.code}", heading.max, sum(inside))
    known = {heading.code for heading in section.subsections}
    for item in section.criteria:
        if item.subsection and item.subsection not in known:
            yield f"tiêu chí {item.code} thuộc tiểu mục {item.subsection} không có"


def _differs(name: str, printed: int, added: int) -> Iterator[str]:
    if printed != added:
        yield f"{name} ghi {printed} điểm nhưng cộng được {added}"


def _wrong_criterion(criterion: Criterion, sheet: Sheet, criteria: CriteriaSet) -> Iterator[str]:
    where, options = f"tiêu chí {criterion.code}", criterion.all_options()
    if not options or bool(criterion.options) == bool(criterion.cases):
        yield f"{where} phải có các mức chấm, hoặc các trường hợp, không cả hai"
    if any(type(option.points) is not int or option.points < 0 for option in options):
        yield f"{where} có mức chấm không phải số nguyên từ 0"
    elif max((option.points for option in options), default=0) != criterion.max:
        yield f"{where} ghi tối đa {criterion.max} điểm, mức cao nhất lại khác"
    if not criterion.code.startswith(f"{criterion.part}.{criterion.section}"):
        yield f"{where} không thuộc mục {criterion.part}.{criterion.section}"
    if criterion.basis not in BASES:
        yield f"{where} có căn cứ chấm lạ: {criterion.basis}"
    for code in criterion.requires:
        if code not in criteria.documents:
            yield f"{where} đòi giấy tờ {code} không có trong danh mục"
    need = criterion.depends_on
    if need is not None and (need.criterion not in sheet.criteria or sheet.criteria[need.criterion].depends_on):
        yield f"{where} phụ thuộc tiêu chí {need.criterion} không có hoặc lại phụ thuộc tiêu chí khác"
    elif need is not None and not 1 <= need.min_points <= sheet.criteria[need.criterion].max:
        yield f"{where} chờ {need.min_points} điểm ở {need.criterion}, phiếu không cho tới mức ấy"
    cases = [item.case for item in criterion.cases]
    if len(cases) != len(set(cases)):
        yield f"{where} có hai trường hợp cùng tên"


def _wrong_gates(sheet: Sheet, criteria: CriteriaSet) -> Iterator[str]:
    for stars, gates in sheet.gates.items():
        for gate in gates:
            named = sheet.criteria.get(gate.criterion)
            if named is None:
                yield f"điểm tối thiểu {stars} sao gọi tiêu chí {gate.criterion} không có"
            elif gate.min_points not in {option.points for option in named.all_options()}:
                yield f"điểm tối thiểu {stars} sao của {gate.criterion} là {gate.min_points}, phiếu không có mức ấy"
    if criteria.gates_known:
        for stars in (3, 4, 5):
            listed = {gate.criterion: gate.min_points for gate in sheet.gates.get(stars, ())}
            if listed != _printed_minimums(sheet, stars):
                yield f"điểm tối thiểu {stars} sao không khớp dấu sao bên các mức chấm"


def _printed_minimums(sheet: Sheet, stars: int) -> dict[str, int]:
    """The minimums by the stars printed beside options: a rank also asks what the ranks below it ask."""
    minimums: dict[str, int] = {}
    for criterion in sheet.criteria.values():
        marked = [option for option in criterion.all_options() if option.min_for_star and option.min_for_star <= stars]
        if marked:
            minimums[criterion.code] = max(option.points for option in marked)
    return minimums


def _wrong_knockouts(sheet: Sheet) -> Iterator[str]:
    ids = [knockout.id for knockout in sheet.knockouts]
    if len(ids) != len(set(ids)):
        yield "có hai điều kiện loại cùng mã"
    for knockout in sheet.knockouts:
        if knockout.effect not in EFFECTS:
            yield f"điều kiện loại {knockout.id} có hệ quả lạ: {knockout.effect}"
        for code in _named(knockout.criterion, knockout.when_zero):
            if code not in sheet.criteria:
                yield f"điều kiện loại {knockout.id} gọi tiêu chí {code} không có"
        for code in knockout.when_zero:
            if code in sheet.criteria and 0 not in {option.points for option in sheet.criteria[code].all_options()}:
                yield f"điều kiện loại {knockout.id} chờ 0 điểm ở {code}, phiếu không có mức 0"


def _named(criterion: str | None, others: Iterable[str]) -> Iterator[str]:
    if criterion is not None:
        yield criterion
    yield from others


def _wrong_status(sheet: Sheet, criteria: CriteriaSet) -> Iterator[str]:
    if type(sheet.enabled_for_official_scoring) is not bool:
        yield "enabled_for_official_scoring phải là true hoặc false"
    attested = [bool(sheet.attested_by), sheet.attested_on is not None, bool(sheet.attested_against)]
    if any(attested) and not all(attested):
        yield "đối chiếu bản ký phải ghi đủ người, ngày và văn bản"
    guessed = sheet.source_status == "reconstructed" or criteria.gates_known
    if sheet.enabled_for_official_scoring and guessed and not all(attested):
        yield "không thể bật chấm chính thức khi chưa ghi người, ngày và văn bản đối chiếu"
