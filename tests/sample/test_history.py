"""The rounds of 2019 and 2020: what the data file says must fit, or nothing is written."""

from copy import deepcopy
from typing import Any

import pytest
import yaml

from ocop.ground.producers.models import Producer
from ocop.sample import history
from ocop.sample.history import DATA, load_history
from ocop.sample.library import load_library
from ocop.sample.places import load_offices, load_places
from ocop.sample.real_products import load_real_products
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def before_the_rounds() -> None:
    load_places()
    load_offices()
    load_library()
    load_real_products(NOW)


def written(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """Load the history as the file says it, with some words of the round of 2020 changed."""
    data = deepcopy(yaml.safe_load(DATA.read_text(encoding="utf-8")))
    data["rounds"][1] |= changes
    monkeypatch.setattr(history, "rounds_data", lambda: data)
    load_history(at=NOW)


@pytest.mark.usefixtures("before_the_rounds")
def test_producers_keep_what_sources_say_of_their_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sen Đại Việt stays an enterprise; Tháp Mười's unnamed are taken as one establishment, Tân Hồng's as none."""
    written(monkeypatch)
    forms = {each.name: each.legal_form for each in Producer.objects.prefetch_related("forms")}
    told = {name: form.form if form else None for name, form in forms.items()}
    assert told["Chi nhánh Công ty Cổ phần thực phẩm Sen Đại Việt"] == "enterprise"
    assert told["Chủ thể chưa rõ tên (Huyện Tháp Mười)"] == "establishment"
    assert told["Chủ thể chưa rõ tên (Huyện Tân Hồng)"] is None


@pytest.mark.usefixtures("before_the_rounds")
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"groups": {"thực phẩm": 82, "đồ uống": 1}}, "the groups leave"),
        ({"upgrades": {"stars_4": 80, "unranked": 9, "producers": 40, "form": "establishment"}}, "can go up"),
        ({"newcomers": {"ranked": {"enterprise": 1, "establishment": 9}, "unranked": {}}}, "more real producers"),
    ],
)
def test_a_file_that_does_not_fit_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        written(monkeypatch, **changes)
    assert not Producer.objects.filter(name__startswith="Chủ thể dựng lại").exists()
