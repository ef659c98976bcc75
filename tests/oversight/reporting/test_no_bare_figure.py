"""No figure is published without its base and its records: every form, every template, every chart is walked."""

import pytest

from ocop.config.management.commands.worker import run_until_idle
from ocop.oversight.figures.freezing import listed, thaw
from ocop.oversight.figures.models import Figure
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.catalogue import form_called, forms, templates
from ocop.oversight.reporting.composing import compose
from ocop.oversight.reporting.display import MISSING
from ocop.oversight.reporting.filling import PROVINCE, questions_of, scope_of
from ocop.oversight.reporting.models import ConsolidatedReport, Period
from ocop.oversight.reporting.papers.document import Bound, Chart, Table, Text, parts_of
from ocop.oversight.reporting.prose import cells_bound_in
from ocop.oversight.reporting.states import PeriodKind
from ocop.rules.forms import asked_of, typed_of
from tests.oversight.reporting.periods import DUE, SINCE, UNTIL, issued, opened, return_of, sent
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
CONSOLIDATED = [each.key for each in templates().values() if each.is_consolidated]


def _period(world: World, of_list: str = "") -> Period:
    kind = PeriodKind.LIST if of_list else PeriodKind.FULL_YEAR
    facts = actions.PeriodFacts(issued(world), kind, "Năm 2026", SINCE, UNTIL, DUE, of_list)
    return actions.open_period(facts, by=world.actor(world.anh_dung), at=NOW)


def test_every_form_stands_in_a_template() -> None:
    used = {form.code for template in templates().values() for form in template.forms}
    assert used == set(forms())


@pytest.mark.parametrize("key", [each.key for each in templates().values() if not each.is_consolidated])
def test_a_returns_template_asks_only_what_can_be_told_of_who_reports(key: str, world: World) -> None:
    """Each cell records answer is answered for a commune or a department: none is left out in silence."""
    office = world.agriculture if key == "agency" else world.phuong_thinh_committee
    template = templates()[key]
    asked = {each.cell for form in template.forms for each in asked_of(form)}
    assert set(questions_of(template.forms, _period(world), scope_of(office), NOW.date())) == asked


@pytest.mark.parametrize("key", CONSOLIDATED)
def test_prose_and_charts_of_a_template_bind_cells_that_are_there(key: str) -> None:
    template = templates()[key]
    for section in template.sections:
        assert set(cells_bound_in(section.prose)) <= template.cells
        for drawn in section.charts:
            form = form_called(drawn.form)
            assert form in template.forms
            assert form.column(drawn.column)
            assert [form.row(row) for row in drawn.rows]


@pytest.mark.parametrize("key", CONSOLIDATED)
def test_every_figure_of_every_report_has_its_records_and_every_share_its_base(key: str, world: World) -> None:
    """What is printed as a number is bound to a frozen figure whose list gives that very value."""
    make_recognition(world.dried_fish, world.province_committee, valid_from=NOW.date().replace(month=3))
    by = world.actor(world.anh_dung)
    report = actions.start_report(_period(world, templates()[key].of_list), template=key, by=by, at=NOW)
    actions.ask_for_papers(report, by=by, at=NOW)
    assert run_until_idle().failed == 0
    report = ConsolidatedReport.objects.select_related("period__plan").get(pk=report.pk)
    template = templates()[key]
    assert set(questions_of(template.forms, report.period, PROVINCE, NOW.date())) <= set(
        report.cells.values_list("cell", flat=True)
    )
    for figure in Figure.objects.select_related("counted", "counted_of"):
        assert listed(thaw(figure.counted)).value(is_sum=figure.is_sum) == figure.value
        if figure.base is not None:
            assert figure.counted_of is not None
            assert listed(thaw(figure.counted_of)).value(is_sum=False) == figure.base
    codes = {each.printed_code for each in Figure.objects.all()}
    for block in compose(report).every_block():
        for part in parts_of(block):
            if isinstance(part, Bound):
                made_of = set(part.made_of.split(" + ")) if part.made_of else {part.code}
                assert made_of <= codes, part.key
                assert part.unit != "%" or part.base_text, part.key
                assert part.unit != "%" or part.value_text == MISSING or "/" in part.value_text, part.key
            elif isinstance(part, Text) and isinstance(block, Chart | Table):
                assert not part.text.replace(".", "").replace(",", "").isdigit() or _is_a_place(part.text, block)


def _is_a_place(text: str, block: Chart | Table) -> bool:
    """Whether a bare number is a row's own number, or a figure somebody else printed beside ours."""
    table = block.table if isinstance(block, Chart) else block
    printed = table.title.startswith("Số kế hoạch in")
    return printed or any(isinstance(row[0], Text) and row[0].text == text for row in table.rows)


def test_what_offices_type_by_hand_is_added_up_from_the_returns_that_were_sent(world: World) -> None:
    period = opened(world)
    for office, who, many in (
        (world.phuong_thinh_committee, world.co_hien, 4),
        (world.thap_muoi_committee, world.chu_tam, 3),
    ):
        row, by = return_of(period, office), world.actor(who)
        actions.save_return(row, sections={}, typed={"chi-dao/van-ban/ky-nay": many}, notes={}, by=by, at=NOW)
    sent(world, period, world.phuong_thinh_committee, world.co_hien)
    (each,) = [each for each in typed_of(form_called("chi-dao")) if each.row.key == "van-ban"]
    assert each.cell == "chi-dao/van-ban/ky-nay"
    dung = world.actor(world.anh_dung)
    report = actions.start_report(period, template="half-year", by=dung, at=NOW)
    actions.ask_for_papers(report, by=dung, at=NOW)
    run_until_idle()
    figure = report.cells.get(cell="chi-dao-tinh/van-ban/ky-nay").figure
    assert figure.value == 4  # chú Tám has not sent his
    assert [line.label for line in thaw(figure.counted)] == [world.phuong_thinh_committee.name]
