"""Answering buyers, linking chains, sending lists to a marketplace."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from ocop.ground.producers.models import Producer
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require
from ocop.support.markets import policies
from ocop.support.markets.actions.keeping import journal
from ocop.support.markets.models import (
    ChainLink,
    LeadAnswer,
    OnboardingItem,
    OnboardingList,
    Partner,
    SalesLead,
    ValueChain,
)
from ocop.support.markets.states import ItemState, LeadState


def answer_lead(lead: SalesLead, *, producer: Producer, text: str, by: Actor, at: datetime) -> LeadAnswer:
    """A producer says what it can supply; answering again rewrites its own answer."""
    with transaction.atomic():
        lead = SalesLead.objects.select_for_update().get(pk=lead.pk)
        require(policies.may_answer(by, lead))
        if producer.pk not in by.producer_ids:
            raise Refused("Anh/chị chỉ trả lời thay mặt chủ thể của mình.")
        before = LeadAnswer.objects.filter(lead=lead, producer=producer).first()
        if before is not None and before.text == text:
            return before
        answer, _ = LeadAnswer.objects.update_or_create(
            lead=lead, producer=producer, defaults={"text": text, "answered_at": at}
        )
        lead.state = LeadState.ANSWERED
        lead.save()
        journal(lead, "markets.lead_answered", by=by, at=at, producer=producer.public_id)
    return answer


def close_lead(lead: SalesLead, *, won: bool, why: str, by: Actor, at: datetime) -> SalesLead:
    """Say what came of a buyer's wish."""
    with transaction.atomic():
        lead = SalesLead.objects.select_for_update().get(pk=lead.pk)
        require(policies.may_close(by, lead))
        lead.state = LeadState.WON if won else LeadState.CLOSED
        lead.closed_because = why
        lead.save()
        journal(lead, "markets.lead_closed", by=by, at=at, won=won)
    return lead


def add_link(
    chain: ValueChain,
    *,
    stage: str,
    does: str,
    producer: Producer | None = None,
    partner: Partner | None = None,
    by: Actor,
    at: datetime,
) -> ChainLink:
    """Say who does what at one stage of a chain; the same link twice is one."""
    with transaction.atomic():
        chain = ValueChain.objects.select_for_update().get(pk=chain.pk)
        require(policies.may_keep(by, ValueChain))
        facts = {"chain": chain, "stage": stage, "producer": producer, "partner": partner, "does": does}
        link = ChainLink.objects.filter(**facts).first()
        if link is None:
            link = ChainLink.objects.create(**facts)
            journal(chain, "markets.chain_linked", by=by, at=at, stage=stage)
    return link


def send_list(entry: OnboardingList, *, by: Actor, at: datetime) -> OnboardingList:
    """Mark every product of a list that was not sent yet as sent today."""
    today = local_date(at)
    with transaction.atomic():
        entry = OnboardingList.objects.select_for_update().get(pk=entry.pk)
        require(policies.may_keep(by, OnboardingList))
        sent = entry.items.filter(state=ItemState.CHOSEN).update(state=ItemState.SENT)
        if not sent:
            raise Refused("Mọi sản phẩm của danh sách đã được gửi.")
        entry.sent_on = today
        entry.save()
        journal(entry, "markets.list_sent", by=by, at=at, products=sent)
    return entry


def settle_items(
    entry: OnboardingList, items: Iterable[int], *, accepted: bool, note: str, by: Actor, at: datetime
) -> int:
    """Write down what the marketplace answered for some products that were sent; returns how many."""
    state = ItemState.ACCEPTED if accepted else ItemState.REFUSED
    with transaction.atomic():
        entry = OnboardingList.objects.select_for_update().get(pk=entry.pk)
        require(policies.may_keep(by, OnboardingList))
        waiting = OnboardingItem.objects.filter(list=entry, pk__in=list(items), state=ItemState.SENT)
        settled = waiting.update(state=state, note=note, settled_on=local_date(at))
        if not settled:
            raise Refused("Các sản phẩm này đã có trả lời của sàn.")
        journal(entry, "markets.items_settled", by=by, at=at, products=settled, state=str(state))
    return settled
