"""Offices, roles and units as Excel: what the page shows within the person's scope, and nothing to sign in with."""

import pytest
from django.urls import reverse

from tests.excel import read
from tests.world import World

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.mark.parametrize("name", ["offices", "officers", "units"])
def test_lists_of_the_directory_go_out_as_they_are_filtered(
    world: World, sign_in, name: str, django_assert_max_num_queries
) -> None:
    client = sign_in(world.anh_dung)
    sheet = reverse(f"offices:{name}_sheet")
    assert f"{sheet}?q=thinh" in client.get(reverse(f"offices:{name}"), {"q": "thinh"}).content.decode()
    with django_assert_max_num_queries(10):
        assert len(read(client.get(sheet)).rows) > 2
    assert len(read(client.get(sheet, {"q": "nhiều chữ không có"})).rows) == 0
    assert sign_in(world.chi_lan).get(sheet).status_code in {403, 404}


def test_a_commune_takes_out_its_own_people_and_no_address_to_sign_in_with(world: World, sign_in) -> None:
    rows = read(sign_in(world.co_hien).get(reverse("offices:officers_sheet"))).rows
    assert [row[0] for row in rows] == ["Lê Thị Hiền"]
    assert "@" not in " ".join(cell for row in rows for cell in row)
