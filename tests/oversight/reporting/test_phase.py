"""Section I of the plan of 2021 made of records: what it printed agrees, or what records give stands beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from ocop.ground.accounts.models import User
from ocop.ground.producers.models import Producer, ProducerForm
from ocop.kit import clock
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.bindings import bindings_of
from ocop.oversight.reporting.catalogue import Template, template_called
from ocop.oversight.reporting.comparing import Compared, compared
from ocop.oversight.reporting.composing import compose
from ocop.oversight.reporting.models import ConsolidatedReport
from ocop.oversight.reporting.papers.document import Bound, Table, Text
from ocop.oversight.reporting.prose import split
from ocop.rules.forms import Filled
from ocop.sample import journey
from ocop.sample.activities import load_activities
from ocop.sample.budget import load_budget
from ocop.sample.history import load_history
from ocop.sample.library import load_library
from ocop.sample.live import load_live_round
from ocop.sample.market import load_markets
from ocop.sample.people import load_people
from ocop.sample.places import load_offices, load_places
from ocop.sample.plans import load_plan_124
from ocop.sample.real_products import load_real_products
from ocop.sample.reporting.staff import province_officer
from ocop.sample.reporting.year import load_phase
from ocop.support.activities.models import Participation

# One worker builds the province once for all of these.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("phase")]

# The structure of 2020 was printed of 89 or 90 products; 99 were ranked. As many of each group as the sample assumes.
OTHER_BASE = "cơ cấu năm 2020 in theo mẫu số 89, 90; có 99 sản phẩm được phân hạng"
# Footnote 4 adds up to 64 (27 + 6 + 31); the text says 63 (28 + 6 + 29), its shares are of 65 (27 + 6 + 32).
OTHER_SUM = "chú thích 4 cộng ra 64 chủ thể, lời văn in 63, tỷ lệ in theo 65"
NOT_LISTED = "kế hoạch in số mà không kê sản phẩm nào"
DISAGREE = {
    "bieu-6/thuc-pham/ty-le-2020": (Filled(83, 99), OTHER_BASE),
    "bieu-6/do-uong/ty-le-2020": (Filled(1, 99), OTHER_BASE),
    "bieu-6/thao-duoc/ty-le-2020": (Filled(6, 99), OTHER_BASE),
    "bieu-6/trang-tri/ty-le-2020": (Filled(6, 99), OTHER_BASE),
    "bieu-6/du-lich/ty-le-2020": (Filled(3, 99), OTHER_BASE),
    "bieu-3/co-hang/ca-ky": (Filled(64), OTHER_SUM),
    "bieu-3/doanh-nghiep/ca-ky": (Filled(27), OTHER_SUM),
    "bieu-3/doanh-nghiep/ty-le": (Filled(27, 64), OTHER_SUM),
    "bieu-3/hop-tac-xa/ty-le": (Filled(6, 64), OTHER_SUM),
    "bieu-3/co-so/ca-ky": (Filled(31), OTHER_SUM),
    "bieu-3/co-so/ty-le": (Filled(31, 64), OTHER_SUM),
    "bieu-7/o-trung-tam/2020": (Filled(0, 161), NOT_LISTED),
    "bieu-7/o-cua-hang/2020": (Filled(0, 161), NOT_LISTED),
    "bieu-7/hop-dong/2020": (Filled(0), NOT_LISTED),
}


@dataclass(frozen=True)
class Assessed:
    """The report of the phase with its figures frozen."""

    report: ConsolidatedReport
    template: Template
    cells: dict[str, Filled]
    lines: dict[str, Compared]


@pytest.fixture(scope="module")
def phase(django_db_setup: None, django_db_blocker: Any) -> Iterator[Assessed]:
    """What the sample says of 2018-2020, and the report the coordination office makes of it; rolled back after."""
    at = clock.now()
    with django_db_blocker.unblock(), transaction.atomic():
        for step in (load_places, load_offices, load_library, load_plan_124, load_budget):
            step()
        load_real_products(at)
        for load in (load_history, load_people, load_live_round, load_markets, load_activities):
            load(at=at)
        load_phase(by=province_officer(clock.local_date(at)), at=at)
        yield _assessed()
        transaction.set_rollback(True)


def _assessed() -> Assessed:
    at = clock.now() + timedelta(minutes=1)
    by = journey.actor(User.objects.get(login="tinh@mau.example"), at.date())
    report = ConsolidatedReport.objects.get(template="phase-2018-2020")
    actions.freeze_figures(report, by=by, at=at)
    report = ConsolidatedReport.objects.select_related("period__plan").get(pk=report.pk)
    template = template_called(report.template)
    cells = dict(bindings_of(report, template).cells)
    lines = {line.cell: line for form in template.forms for line in compared(form, cells)}
    return Assessed(report, template, cells, lines)


@pytest.mark.requirement("R30", "R45", "R46", "R59", "R62", "R63", "R64", "R87", "R132", "R144", "R158")
def test_every_figure_the_plan_prints_agrees_or_is_one_of_those_known_to_disagree(phase: Assessed) -> None:
    assert {cell for cell, line in phase.lines.items() if not line.agrees} == set(DISAGREE)
    assert {cell: phase.cells[cell] for cell in DISAGREE} == {cell: figure for cell, (figure, _) in DISAGREE.items()}
    assert len(phase.lines) - len(DISAGREE) == 62


@pytest.mark.parametrize(
    ("cells", "computed"),
    [
        (("bieu-3/tham-gia/2019", "bieu-3/tham-gia/2020", "bieu-3/tham-gia/ca-ky"), (32, 46, 78)),
        (("bieu-3/lan-dau-dn/2019", "bieu-3/lan-dau-htx/2019", "bieu-3/lan-dau-cs/2019"), (16, 2, 12)),
        (("bieu-3/lan-dau-dn/2020", "bieu-3/lan-dau-htx/2020", "bieu-3/lan-dau-cs/2020"), (11, 4, 19)),
        (("bieu-3/cung-co-cs/ca-ky", "bieu-3/cung-co-dn/ca-ky", "bieu-3/cung-co-htx/ca-ky"), (27, 4, 4)),
        (("bieu-6/thuc-pham/2020", "bieu-6/do-uong/2020", "bieu-6/thao-duoc/2020"), (83, 1, 6)),
        (("bieu-6/trang-tri/2020", "bieu-6/du-lich/2020", "bieu-6/chua-ro/2020"), (6, 3, 0)),
        (("bieu-1/an-pham/ca-ky", "bieu-1/so-tay/ca-ky", "bieu-1/tai-lieu/ca-ky"), (12_400, 10_000, 2_400)),
    ],
)
def test_parts_are_as_many_as_the_print_says(
    phase: Assessed, cells: tuple[str, ...], computed: tuple[int, ...]
) -> None:
    assert tuple(phase.cells[cell].value for cell in cells) == computed


def test_the_paper_shows_the_computed_figure_with_its_base_beside_each_that_disagrees(phase: Assessed) -> None:
    tables = [block for block in compose(phase.report).blocks if isinstance(block, Table)]
    rows = [row for table in tables if table.title.startswith("Số kế hoạch in") for row in table.rows]
    beside = {row[3].key: (row[2], row[3], row[4]) for row in rows if isinstance(row[3], Bound)}
    assert set(beside) == set(phase.lines)
    for cell, (printed, computed, verdict) in beside.items():
        line = phase.lines[cell]
        assert printed == Text(line.printed)
        assert verdict == Text("khớp" if line.agrees else f"khác: {line.computed}")
        assert computed.code or cell == "bieu-7/don-vi-kinh-doanh/2020", cell
        if phase.cells[cell].base is not None:
            assert computed.base_text


def test_every_sub_section_of_section_one_stands_in_the_report_and_each_figure_in_its_words_is_there(
    phase: Assessed,
) -> None:
    assert [each.number for each in phase.template.sections] == (
        ["I.", "1.", "2.", "3.", "4.", "5.", "5.1.", "5.2.", "5.3.", "6.", "II.", "1.", "2."]
    )
    bound = {
        text
        for section in phase.template.sections
        for line in section.prose.splitlines()
        for text, is_cell in split(line)
        if is_cell
    }
    assert bound <= set(phase.cells)
    for form in phase.template.forms:
        assert form.source.startswith("Kế hoạch 124/KH-UBND"), form.code
        assert all(row.section for row in form.rows if row.printed), form.code


def test_no_real_producer_bears_a_form_or_a_list_that_no_source_gives(phase: Assessed) -> None:
    real = Producer.objects.filter(is_reconstructed=False, is_sample=False)
    assert set(ProducerForm.objects.filter(producer__in=real).values_list("valid_from__year", flat=True)) == {2019}
    subjects = Participation.objects.filter(activity__code="kh124-i52-cung-co")
    assert subjects.count() == 35
    assert not subjects.exclude(producer__is_reconstructed=True).exists()
