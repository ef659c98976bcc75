"""Telling people what was decided: the producer at once, the commune where the producer is.

`REACTIONS` is what `config.wiring` registers: event class → named reactions, each `(event, *, at)`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse

from ocop.cycle.certification import events
from ocop.cycle.certification.models import Recognition, Referral
from ocop.cycle.certification.states import RecognitionState
from ocop.ground.offices.queries import first_reading_office
from ocop.ground.producers.models import Producer, Representative
from ocop.ground.registry.actions import notify
from ocop.ground.registry.states import NoticeKind
from ocop.kit.clock import local_date
from ocop.kit.events import Event
from ocop.kit.text.dates import format_date

_WORDS = {
    RecognitionState.SUSPENDED: "bị tạm dừng sử dụng hạng sao",
    RecognitionState.GRANTED: "được dùng lại hạng sao",
    RecognitionState.WITHDRAWN: "bị thu hồi công nhận",
}


def tell_recognised(event: events.ProductRecognised, *, at: datetime) -> None:
    """Điều 7.5 QĐ 26/2026: written notice to the producer and to the commune."""
    recognition = _recognition(event.recognition_id)
    title = f"{recognition.product.name} được công nhận {event.stars} sao"
    body = f"Giấy chứng nhận có giá trị đến hết ngày {format_date(recognition.valid_until)}."
    if recognition.is_trial:
        title = f"{recognition.product.name} đạt {event.stars} sao trong đợt thử"
        body = "Bản thử, không có giá trị: sao và giấy chứng nhận đang có của sản phẩm không thay đổi."
    _tell(recognition, title, body, at)


def tell_standing(event: events.StandingChanged, *, at: datetime) -> None:
    recognition = _recognition(event.recognition_id)
    title = f"{recognition.product.name} {_WORDS[RecognitionState(event.to_state)]}"
    if recognition.is_trial:
        title += " (bản thử, không có giá trị)"
    _tell(recognition, title, "Mở trang công nhận để xem lý do và số quyết định.", at)


def tell_ministry(event: events.DossierSentToMinistry, *, at: datetime) -> None:
    referral = Referral.objects.select_related("dossier__product").get(pk=event.referral_id)
    notify(
        office_id=event.office_id,
        title=f"Trả lời hồ sơ 5 sao: {referral.dossier.product.name}",
        body=f"Văn bản trình số {referral.letter_number}" if referral.letter_number else "",
        url=reverse("certification:referral", args=[referral.public_id]),
        kind=NoticeKind.TODO,
        at=at,
    )


def _recognition(pk: int) -> Recognition:
    return Recognition.objects.select_related("product__producer__unit").get(pk=pk)


def _tell(recognition: Recognition, title: str, body: str, at: datetime) -> None:
    producer: Producer = recognition.product.producer
    url = reverse("certification:recognition", args=[recognition.public_id])
    people = Representative.objects.on(local_date(at)).filter(producer=producer)
    for user_id in people.values_list("user_id", flat=True):
        notify(user_id=user_id, title=title, body=body, url=url, kind=NoticeKind.RESULT, at=at)
    if office := first_reading_office(producer.unit, local_date(at)):
        notify(office_id=office.pk, title=title, body=producer.name, url=url, kind=NoticeKind.RESULT, at=at)


REACTIONS: dict[type[Event], list[tuple[str, Callable[..., Any]]]] = {
    events.ProductRecognised: [("certification.tell_recognised", tell_recognised)],
    events.StandingChanged: [("certification.tell_standing", tell_standing)],
    events.DossierSentToMinistry: [("certification.tell_ministry", tell_ministry)],
}
