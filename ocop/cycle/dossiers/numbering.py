"""The number a dossier gets when it is lodged: without gaps, office by office and year by year."""

from datetime import date

from ocop.cycle.dossiers.models import NumberSeries
from ocop.ground.offices.models import Office, Unit
from ocop.ground.offices.states import Tier


def next_number(office: Office, on: date, province_code: str) -> str:
    """Take the next number at the office that receives the dossier; call it inside the act's transaction.

    The code of the province is that of the office's own unit, for codes changed with the borders: Đồng Tháp was 87 and
    is 82 since July 2025. `province_code` stands in where the units do not say.

    Under 26/2026 the slip is numbered "Phiếu số … /PĐK-(mã tỉnh)-(mã xã)-(năm)" (Mẫu số 01). The decisions before it
    print no form: the district's number is ours, with a sign of its own (HS-OCOP) so that the two are never mixed up.
    """
    unit_code = office.unit.code if office.unit else str(office.pk)
    sign = "PĐK" if office.tier == Tier.COMMUNE else "HS-OCOP"
    tail = f"{sign}-{_province_code(office.unit) or province_code}-{unit_code}-{on.year}"
    NumberSeries.objects.get_or_create(key=tail)
    series = NumberSeries.objects.select_for_update().get(key=tail)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{series.last:02d}/{tail}"


def _province_code(unit: Unit | None) -> str:
    """The code of the province a unit lay in while it stood; empty when the data has none."""
    while unit is not None and unit.tier != Tier.PROVINCE:
        unit = unit.parent
    return unit.code if unit else ""
