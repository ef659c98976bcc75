"""Projects and their steps by Excel, in the layout that goes out."""

from datetime import date

import pytest
from django.urls import reverse

from ocop.support.projects.models import Project
from tests.excel import NOTHING_NEW, read, resend, send, take, workbook
from tests.support.projects.test_projects import make_project
from tests.world import World

pytestmark = [pytest.mark.usefixtures("at_now"), pytest.mark.requirement("R243", "R250")]
HEADS = ("Mã dự án", "Tên dự án", "Loại", "Cơ quan chủ trì", "Địa điểm")
STEPS = ("Loại bước", "Nội dung", "Cơ quan phụ trách", "Hạn")


def test_chi_mai_brings_a_project_and_changes_her_own(world: World, sign_in) -> None:
    make_project(world)
    client = sign_in(world.chi_mai)
    export = reverse("projects:projects_sheet")
    assert NOTHING_NEW in resend(client, "du-an", export).content.decode()
    out = read(client.get(export))
    moved = [*out.rows[0]]
    moved[out.headers.index("Địa điểm")] = "Xã Tháp Mười"
    kind = moved[out.headers.index("Loại")]
    new = dict.fromkeys(out.headers, "") | dict(
        zip(HEADS, ("lang-hoa", "Làng hoa", kind, world.agriculture.name, "Sa Đéc"), strict=True)
    )
    take(client, send(client, "du-an", workbook(out.headers, moved, list(new.values()))))
    assert dict(Project.objects.values_list("code", "place")) == {"sen-thap-muoi": "Xã Tháp Mười", "lang-hoa": "Sa Đéc"}
    taken = ("sen-thap-muoi", "Dự án khác", kind, world.agriculture.name, "")
    others = ("lang-cam", "Làng cam", kind, world.phuong_thinh_committee.name, "")
    page = send(client, "du-an", workbook(HEADS, taken, others)).content.decode()
    assert "Mã này đã dùng cho dự án khác" in page
    assert "chỉ giao dự án được cho cơ quan mình" in page
    assert sign_in(world.co_hien).get(reverse("intake:upload", args=["du-an"])).status_code == 404


def test_steps_are_pasted_in_their_order(world: World, sign_in) -> None:
    project = make_project(world)
    client, scope = sign_in(world.chi_mai), project.public_id
    rows = [
        ("Xây dựng đề án", "Lập đề án", world.agriculture.name, "30/6/2027"),
        ("Nghiệm thu, bàn giao", "Nghiệm thu", "", ""),
    ]
    pasted = "\n".join("\t".join(cells) for cells in (STEPS, *rows))
    take(client, send(client, "buoc-du-an", pasted, scope=scope))
    assert list(project.steps.values_list("title", "planned_on")) == [
        ("Lập đề án", date(2027, 6, 30)),
        ("Nghiệm thu", None),
    ]
    export = reverse("projects:steps_sheet", args=[scope])
    assert NOTHING_NEW in resend(client, "buoc-du-an", export, scope=scope).content.decode()
    like = ("Bước khác", "Nghiệm thu", "", "")
    assert "Đã có bước “Nghiệm thu”" in send(client, "buoc-du-an", workbook(STEPS, like), scope=scope).content.decode()
    assert sign_in(world.co_hien).get(export).status_code == 404
