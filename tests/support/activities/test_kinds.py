"""Kinds are files: those that ship are sound, a faulty one is named, a new one works on every page by itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ocop.ground.accounts.models import User
from ocop.support.activities.kinds import KindError, known_kinds, read_kind
from ocop.support.activities.models import Activity, Participation
from tests.world import World

SignIn = Callable[[User], Client]

TASTING = """
id: tasting-day
name: Ngày nếm thử sản phẩm
group: trade
order: 250
feeds: [fairs, calendar]
fields:
  - {id: host, label: Nơi tổ chức, type: text, required: true}
  - {id: fee, label: Phí gian, type: money}
outputs:
  - {id: tasters, label: Người nếm thử, unit: người}
participants:
  - who: producer
    outsiders: true
    roles: {exhibitor: Đơn vị giới thiệu}
    fields:
      - {id: samples, label: Số mẫu, type: integer, unit: mẫu, total: true}
"""


@pytest.mark.requirement(
    "R84", "R85", "R86", "R88", "R89", "R90", "R91", "R92", "R93", "R94", "R98", "R99", "R100", "R101", "R102", "R103",
    "R107", "R108", "R110", "R111", "R112", "R114", "R117", "R118", "R119", "R120", "R122", "R124", "R125",
    "R129", "R142", "R143", "R151", "R152", "R153", "R154", "R155", "R156", "R157", "R158", "R159", "R160",
    "R165", "R179", "R204", "R205", "R206", "R207", "R208", "R209",
)  # fmt: skip
@pytest.mark.parametrize("kind", known_kinds().values(), ids=lambda kind: kind.id)
def test_every_kind_that_ships_can_be_recorded_and_read(kind: Any, world: World, sign_in: SignIn, at_now: Any) -> None:
    """Chị Mai records one of each kind with everything it asks; its page shows each answer."""
    client = sign_in(world.chi_mai)
    answers, shown = {}, []
    for field in kind.fields:
        value: Any = {
            "integer": "12",
            "decimal": "1,5",
            "money": "1.000.000",
            "date": "3/2/2026",
            "url": "https://a.example/x",
        }.get(field.type, f"Điều {field.id}")
        words = {"integer": "12", "decimal": "1,5", "money": "1.000.000", "date": "03/02/2026"}.get(field.type, value)
        if field.type in ("choice", "choices"):
            name, words = next(iter(field.choices.items()))
            value = [name] if field.type == "choices" else name
        answers[f"d_{field.id}"] = value
        shown.append(words)
    asked = {"title": f"Thử {kind.name}", "organiser": world.agriculture.pk, "starts_on": "20/11/2026", **answers}
    response = client.post(f"/hoat-dong/moi/{kind.id}/", asked, follow=True)
    page = response.content.decode()
    assert f"Thử {kind.name}" in page, response.context["form"].errors if "form" in response.context else ""
    from django.utils.html import escape

    assert [words for words in shown if escape(words) not in page] == []
    made = Activity.objects.get()
    figures = {f"o_{one.id}": "7" for one in kind.outputs}
    client.post(f"/hoat-dong/{made.public_id}/ket-qua/", figures | {"summary": "Xong."})
    made.refresh_from_db()
    assert made.state == "held"
    assert {one.name for one in made.outputs.all()} == {one.id for one in kind.outputs}


def test_a_new_kind_is_a_file(world: World, sign_in: SignIn, at_now: Any, settings: Any, tmp_path: Path) -> None:
    """One file in the folder of the setting: form, blank sheet, pasted list, sums, list, calendar and measure work."""
    (tmp_path / "tasting-day.yaml").write_text(TASTING, encoding="utf-8")
    settings.OCOP_ACTIVITY_KINDS = str(tmp_path)
    client = sign_in(world.chi_mai)
    assert "Ngày nếm thử sản phẩm" in client.get("/hoat-dong/moi/").content.decode()
    said = {"title": "Nếm thử khô cá", "organiser": world.agriculture.pk, "starts_on": "20/11/2026", "d_host": "Chợ xã"}
    page = client.post("/hoat-dong/moi/tasting-day/", {**said, "d_host": ""}).content.decode()
    assert "Nhập nơi tổ chức." in page
    client.post("/hoat-dong/moi/tasting-day/", said)
    made = Activity.objects.get()
    sheet = client.get(f"/hoat-dong/{made.public_id}/tham-gia/producer/mau/")
    assert sheet["Content-Type"].endswith("sheet")
    pasted = "Tên đơn vị\tSố mẫu\nCơ sở Khô Bà Lan\t3\nTrại nấm Vĩnh Long\t4"
    response = client.post(f"/hoat-dong/{made.public_id}/tham-gia/producer/nhap/", {"pasted": pasted}, follow=True)
    client.post(f"{response.request['PATH_INFO']}nhan/")
    assert Participation.objects.filter(producer=world.fish_maker).exists()
    assert Participation.objects.filter(partner_name="Trại nấm Vĩnh Long").exists()
    client.post(f"/hoat-dong/{made.public_id}/ket-qua/", {"o_tasters": "120", "summary": ""})
    page = client.get(f"/hoat-dong/{made.public_id}/").content.decode()
    assert "Người nếm thử" in page
    assert "7 mẫu" in page
    assert "Nếm thử khô cá" in client.get("/hoat-dong/?loai=tasting-day").content.decode()
    assert "Nếm thử khô cá" in client.get("/hoat-dong/lich/?nam=2026").content.decode()
    from ocop.ground.planning.measures import values_on
    from ocop.support.activities.measures import PRODUCERS_AT_FAIRS

    assert values_on(PRODUCERS_AT_FAIRS, {"kind": "tasting-day"}, [at_now_day()], since=None)[0].count == 1


def at_now_day() -> Any:
    from tests.world import NOW

    return NOW.date()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("group: trade", "group: fun"), "không có nhóm “fun”"),
        (("type: money", "type: coins"), "kiểu lạ “coins”"),
        (("who: producer", "who: ghost"), "không có thành phần “ghost”"),
        (("feeds: [fairs, calendar]", "feeds: [joy]"), "joy"),
        (("id: tasting-day", "id: other"), "phải trùng tên tệp"),
        (("name: Ngày nếm thử sản phẩm", "title: x"), "khóa lạ: title"),
        (("unit: người}", "}"), "thiếu id, label hoặc unit"),
        (("{id: fee, label: Phí gian", "{id: host, label: Phí gian"), "ghi hai lần: host"),
        (("outsiders: true", "outsiders: true\n    colour: red"), "colour"),
    ],
)
def test_a_fault_in_a_file_is_named(change: tuple[str, str], fault: str, tmp_path: Path) -> None:
    path = tmp_path / "tasting-day.yaml"
    path.write_text(TASTING.replace(*change), encoding="utf-8")
    with pytest.raises(KindError) as caught:
        read_kind(path)
    assert "tasting-day.yaml" in str(caught.value)
    assert fault in str(caught.value)
