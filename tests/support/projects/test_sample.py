"""The projects of the sample are what the plan prints, and nothing more."""

from datetime import date

import pytest

from ocop.ground.planning.measures import values_on
from ocop.sample.library import load_library
from ocop.sample.places import load_offices, load_places
from ocop.sample.projects import load_projects
from ocop.support.projects.measures import DESIGN_CENTRES, PILOTS
from ocop.support.projects.models import Project, Step
from ocop.support.projects.states import StepState

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R243", "R244", "R245", "R246", "R247", "R252", "R253")
def test_the_pilots_and_the_centre_stand_as_the_plan_prints_them() -> None:
    load_places()
    load_offices()
    load_library()
    assert load_projects() == 3
    assert load_projects() == 0, "loading again changes nothing"
    projects = {one.code: one for one in Project.objects.select_related("framework", "office", "plan__document")}
    assert set(projects) == {"lang-van-hoa-du-lich-sa-dec", "sen-thap-muoi", "trung-tam-thiet-ke"}
    assert {one.plan.document.number for one in projects.values()} == {"124/KH-UBND"}
    for code in ("lang-van-hoa-du-lich-sa-dec", "sen-thap-muoi"):
        assert projects[code].framework.number == "4078/QĐ-BNN-VPĐP"
        assert (
            projects[code]
            .partners.filter(role="consultant", name__startswith="Trường Đại học Khoa học Xã hội")
            .exists()
        )
    outline = Step.objects.get(project__code="sen-thap-muoi", kind="outline")
    assert (outline.done_on, outline.papers.get().legal.number) == (date(2020, 8, 28), "1332/QĐ-UBND-HC")
    appraisal = Step.objects.get(project__code="lang-van-hoa-du-lich-sa-dec", kind="appraisal")
    assert (appraisal.state, appraisal.papers.get().legal.number) == (StepState.RUNNING, "143/TTr-UBND")
    assert not Step.objects.filter(reference="").exists(), "every step says where it is printed"
    # The plan names no day on which a project began, so none is counted as carried out.
    assert [value.count for value in values_on(PILOTS, {}, [date(2025, 12, 31)], since=None)] == [0]
    assert [value.count for value in values_on(DESIGN_CENTRES, {}, [date(2025, 12, 31)], since=None)] == [0]
