"""Every event the builders make is one by the official schema, and reads back as what was said."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.cycle.epcis.schema import problems_of, problems_of_document
from ocop.rules import epcis, gs1
from ocop.rules.epcis import Action, Amount, Document, Happening, Item, Role

HCM = timezone(timedelta(hours=7))
URIS = st.builds("https://ocop.example/id/lo/{}".format, st.text("abcdefgh23456789", min_size=12, max_size=12))
AMOUNTS = st.builds(
    Amount,
    URIS,
    st.one_of(st.none(), st.decimals(0, 10**6, places=3)),
    st.sampled_from(sorted(epcis.UNITS)),
)
SEVERAL = st.lists(AMOUNTS, min_size=1, max_size=3)
HAPPENINGS = st.builds(
    Happening,
    event_id=st.uuids().map("urn:uuid:{}".format),
    at=st.integers(0, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, HCM)),
    step=st.sampled_from(["", *epcis.STEP_WORDS]),
    disposition=st.sampled_from(["", "active", "in_progress", "in_transit", "destroyed", "recalled"]),
    read_point=st.one_of(st.just(""), URIS),
    location=st.one_of(st.just(""), URIS),
    source=st.one_of(st.just(""), URIS),
    destination=st.one_of(st.just(""), URIS),
    transactions=st.lists(st.tuples(st.sampled_from(["inv", "desadv"]), URIS), min_size=1, max_size=2).map(tuple),
    more=st.just(((epcis.STAMPS, {"range": "abcdefghjkmn", "first": 1, "last": 300}),)),
)
ACTIONS = st.sampled_from(list(Action))
SHAPES = st.one_of(
    st.builds(epcis.object_event, HAPPENINGS, ACTIONS, amounts=SEVERAL),
    st.builds(epcis.transaction_event, HAPPENINGS, ACTIONS, amounts=SEVERAL),
    st.builds(epcis.aggregation_event, HAPPENINGS, ACTIONS, parent=URIS, amounts=SEVERAL),
    st.builds(epcis.association_event, HAPPENINGS, ACTIONS, parent=URIS, amounts=SEVERAL),
    st.builds(epcis.transformation_event, HAPPENINGS, inputs=SEVERAL, outputs=SEVERAL),
)


def told(document: Document) -> Document:
    return {"@context": epcis.context_of("https://ocop.example/id/tu-vung#"), **document}


@given(SHAPES)
def test_every_event_is_one_by_the_official_schema(document: Document) -> None:
    assert problems_of(told(document)) == []
    whole = epcis.document_of([document], epcis.time_of(document), epcis.CONTEXT)
    assert problems_of_document(whole) == []


@given(SHAPES)
def test_a_declared_error_is_the_same_event_once_more(document: Document) -> None:
    at = epcis.time_of(document)
    wrong = epcis.with_error(document, reason="did_not_occur", at=at, corrected_by=["urn:uuid:1"])
    assert problems_of(told(wrong)) == []
    assert {key: value for key, value in wrong.items() if key != "errorDeclaration"} == document


@given(HAPPENINGS, SEVERAL, SEVERAL)
def test_what_was_made_of_what_reads_back(said: Happening, inputs: list[Amount], outputs: list[Amount]) -> None:
    document = epcis.transformation_event(said, inputs=inputs, outputs=outputs)
    expected = [Item(Role.INPUT, each.uri, each.quantity, each.unit) for each in inputs]
    expected += [Item(Role.OUTPUT, each.uri, each.quantity, each.unit) for each in outputs]
    assert epcis.items_in(document) == expected
    assert epcis.time_of(document) == said.at
    assert document["eventTimeZoneOffset"] == "+07:00"


def seen() -> Document:
    said = Happening("urn:uuid:5b9f2d6e-0000-4000-8000-000000000001", datetime(2026, 11, 24, 9, tzinfo=HCM), "shipping")
    return told(epcis.object_event(said, Action.OBSERVE, amounts=[Amount("https://ocop.example/id/lo/a", Decimal(3))]))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("eventTime", "hôm qua"),
        ("eventTime", "2026-11-24T23:59:60Z"),
        ("eventTime", "0001-01-01T00:00:00+14:00"),
        ("eventTimeZoneOffset", "7"),
        ("action", "THROW"),
        ("bizStep", "no_such_step"),
        ("quantityList", []),
        ("quantityList", [{"epcClass": "không phải địa chỉ", "quantity": 1}]),
        ("quantityList", [{"epcClass": "https://a.example/01/08935000000017/10/L1", "quantity": 1}]),
        ("quantityList", [{"epcClass": "https://a.example/l", "quantity": float("inf")}]),
        ("quantityList", [{"epcClass": "https://a.example/l", "quantity": -1}]),
        ("ghi_chu", "một từ không của ai"),
        ("ocop:note", "\x00"),
        ("eventID", "urn:uuid:00000000-0000-4000-8000-00000000000a\n"),
        ("eventTimeZoneOffset", "+07:00\n"),
        ("readPoint", {"id": "https://a.example/\t"}),
        ("quantityList", [{"epcClass": "https://a.example/l", "quantity": 1, "uom": "KGM\n"}]),
        ("quantityList", [{"epcClass": "urn:epc:class:lgtin:8935000.000001.X%00", "quantity": 1}]),
        ("@context", [epcis.CONTEXT, {"cbvmda": "https://evil.example/"}]),
        ("type", "SomethingEvent"),
    ],
)
def test_what_is_no_event_is_told_why(key: str, value: object) -> None:
    assert problems_of(seen()) == []
    assert problems_of(seen() | {key: value})


def test_what_is_not_even_an_object_is_no_event() -> None:
    assert problems_of([seen()])
    assert problems_of_document({"type": "ObjectEvent"})


def test_an_event_needs_its_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        epcis.moment(datetime(2026, 11, 24))  # noqa: DTZ001 — what is refused


def test_each_step_has_words_and_a_strange_one_keeps_its_name() -> None:
    assert epcis.step_words("ObjectEvent", "shipping") == "Giao hàng"
    assert epcis.step_words("TransformationEvent", "commissioning") == "Chế biến"
    assert epcis.step_words("ObjectEvent", "https://a.example/say-kho") == "https://a.example/say-kho"
    assert epcis.step_words("ObjectEvent", "") == "Ghi nhận"


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 12), st.integers(1, 9))
def test_a_gtin_with_a_wrong_digit_is_none(body: str, place: int, by: int) -> None:
    gtin = body + gs1.check_digit(body)
    assert gs1.is_gtin(gtin)
    wrong = gtin[:place] + str((int(gtin[place]) + by) % 10) + gtin[place + 1 :]
    assert not gs1.is_gtin(wrong)


def test_known_keys_and_addresses_of_lots() -> None:
    assert gs1.is_gtin("4006381333931")
    assert gs1.gtin14("4006381333931") == "04006381333931"
    with pytest.raises(ValueError, match="GTIN"):
        gs1.gtin14("4006381333932")
    address = gs1.lot_address("https://ocop.example", "4006381333931", "L2611-A")
    assert address == "https://ocop.example/01/04006381333931/10/L2611-A"
    assert gs1.lot_in(address + "?17=271231") == ("04006381333931", "L2611-A")
    assert gs1.lot_in("https://ocop.example/id/lo/abc") is None
    assert gs1.wrong_key_in(address) == ""
    assert gs1.wrong_key_in("https://a.example/00/006141411234567891") == "00/006141411234567891"
    assert gs1.wrong_key_in("https://a.example/00/006141411234567890") == ""
    assert gs1.wrong_key_in("https://a.example/414/123") == "414/123"


def test_words_of_the_vocabulary_may_be_shortened() -> None:
    for written in ("shipping", "cbv:BizStep-shipping", "https://ref.gs1.org/cbv/BizStep-shipping"):
        assert epcis.bare_word(written) == "shipping"
    assert epcis.bare_word("ours:BizStep-shipping") == "ours:BizStep-shipping"
