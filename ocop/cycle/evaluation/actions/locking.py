"""Rows locked in one order everywhere, council, docket, sheet, so that two people never wait for each other."""

from ocop.cycle.evaluation.models import Council, Docket, ScoreSheet


def locked_council(council: Council) -> Council:
    """The council as it stands now, locked until the transaction ends, with its seats."""
    rows = Council.objects.select_for_update(of=("self",)).select_related("round", "office")
    return rows.prefetch_related("seats__user").get(pk=council.pk)


def locked_docket(docket_id: int) -> Docket:
    """The docket as it stands now, locked, with its dossier, council and the sitting it is scored at."""
    rows = Docket.objects.select_for_update(of=("self",)).select_related("council", "dossier", "sitting")
    return rows.prefetch_related("council__seats__user", "sitting__present").get(pk=docket_id)


def locked_sheet(sheet: ScoreSheet) -> ScoreSheet:
    """The sheet as it stands now; its docket is locked first."""
    docket = Docket.objects.select_for_update(of=("self",)).select_related("council", "dossier").get(pk=sheet.docket_id)
    row = ScoreSheet.objects.select_for_update(of=("self",)).select_related("seat").get(pk=sheet.pk)
    row.docket = docket
    return row
