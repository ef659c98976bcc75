"""Five stars are the ministry's to give: what the province prints proposes them."""

from typing import Any

import pytest

from ocop.cycle.evaluation import actions
from ocop.cycle.evaluation.models import Docket
from ocop.cycle.evaluation.states import SeatRole
from tests.world import NOW
from tests.world_evaluation import Table, best_marks, sheet_of

pytestmark = pytest.mark.usefixtures("at_now")


def test_papers_of_the_province_propose_five_stars_and_never_give_them(
    table: Table, docket: Docket, sign_in: Any
) -> None:
    for seat in table.scorers:
        table.fill(docket, seat, best_marks(sheet_of(docket.dossier)))
    closed = table.close(docket)
    assert (closed.stars, closed.result["to_ministry"]) == (5, True)
    chair = next(seat for seat in table.scorers if seat.role == SeatRole.CHAIR)
    actions.conclude_docket(closed, text="", by=table.by(chair), at=NOW)
    council = f"/hoi-dong/{table.council.public_id}/"
    secretary, officer = sign_in(table.world.chi_thao), sign_in(table.world.anh_dung)
    minutes = secretary.get(f"{council}phien-hop/{table.sitting.public_id}/bien-ban/").content.decode()
    assert f"{docket.dossier.product.name}: đề nghị 5 sao, trình Trung ương." in minutes
    shown = [minutes, secretary.get(f"/hoi-dong/ho-so/{docket.public_id}/").content.decode()]
    shown += [secretary.get(council + page).content.decode() for page in ("", "xep-hang/", "xep-hang/in/")]
    shown += [officer.get("/cong-nhan/cho-quyet-dinh/").content.decode()]
    shown += [sign_in(table.world.chi_lan).get(f"/ho-so/{docket.dossier.public_id}/").content.decode()]
    for page in shown:
        assert "ề nghị 5 sao" in page
        assert "5 sao" not in page.replace("ề nghị 5 sao", "")
        assert "★★★★★" not in page
