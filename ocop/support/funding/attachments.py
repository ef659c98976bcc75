"""Papers of policies, supports, wishes for credit and loans."""

from typing import Any

from django.urls import reverse

from ocop.ground.registry.holders import Holder
from ocop.kit.scope import YES, Actor, Answer, no
from ocop.support.funding import policies
from ocop.support.funding.models import CreditApplication, CreditProgramme, Loan, Policy, Support
from ocop.support.funding.queries import works_with_support


def _officers(actor: Actor, support: Any) -> Answer:
    return YES if works_with_support(actor) else no("Giấy tờ này chỉ cán bộ mở được.")


def _policies(actor: Actor) -> Any:
    """The catalogue is for who works with support."""
    return Policy.objects.select_related("office") if works_with_support(actor) else Policy.objects.none()


HOLDERS = (
    Holder(
        "chinh-sach",
        Policy,
        _policies,
        policies.may_edit_policy,
        lambda row: reverse("funding:policy", args=[row.public_id]),
        title_hint="Ví dụ: hướng dẫn thực hiện, mẫu đơn đề nghị.",
    ),
    Holder(
        "ho-tro",
        Support,
        lambda actor: Support.objects.visible_to(actor).select_related("producer", "office"),
        policies.may_attach,
        lambda row: reverse("funding:support", args=[row.public_id]),
        may_read_private=_officers,
        private_words="Chỉ cán bộ mở được, chủ thể không thấy",
        title_hint="Ví dụ: đơn đề nghị, quyết định, biên bản nghiệm thu.",
    ),
    Holder(
        "chuong-trinh-tin-dung",
        CreditProgramme,
        lambda actor: CreditProgramme.objects.visible_to(actor),
        policies.may_entrust,
        lambda row: reverse("funding:programme", args=[row.public_id]),
        title_hint="Ví dụ: thông báo lãi suất, mẫu hồ sơ vay.",
    ),
    Holder(
        "nhu-cau-vay",
        CreditApplication,
        lambda actor: CreditApplication.objects.visible_to(actor).select_related("producer"),
        policies.may_attach_to_credit,
        lambda row: reverse("funding:application", args=[row.public_id]),
        title_hint="Ví dụ: phương án sản xuất, thông báo của ngân hàng.",
    ),
    Holder(
        "khoan-vay",
        Loan,
        lambda actor: Loan.objects.visible_to(actor).select_related("producer"),
        policies.may_attach_to_credit,
        lambda row: reverse("funding:loan", args=[row.public_id]),
        title_hint="Ví dụ: hợp đồng tín dụng, giấy nhận nợ.",
    ),
)
