"""Events along the chain as EPCIS 2.0 writes them: the five shapes, and what each says of which things.

Pure builders and readers of plain dictionaries. What a producer says in a few words becomes one of these; what a
partner sends is read by the same functions. Identifiers are addresses of our own or GS1 Digital Link (`rules.gs1`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
SCHEMA_VERSION = "2.0"
# The prefix of our own terms inside an event; `context_of` says what it stands for.
OWN = "ocop"
STAMPS = f"{OWN}:stamps"

Document = dict[str, Any]

# The words of the core business vocabulary written out as addresses: CBV 2.0, section 8.
_WRITTEN_OUT = re.compile(
    r"(?:(?:https?://ref\.gs1\.org/cbv/|cbv:)(?:BizStep|Disp|ER)-|urn:epcglobal:cbv:(?:bizstep|disp|er):)([a-z_]+)"
)
_FIRST_YEAR, _LAST_YEAR = 1950, 2200


class Kind(StrEnum):
    """The five shapes of an event."""

    OBJECT = "ObjectEvent"
    AGGREGATION = "AggregationEvent"
    TRANSACTION = "TransactionEvent"
    TRANSFORMATION = "TransformationEvent"
    ASSOCIATION = "AssociationEvent"


class Role(StrEnum):
    """As what a thing takes part in an event."""

    EPC = "epc"
    QUANTITY = "quantity"
    PARENT = "parent"
    CHILD = "child"
    INPUT = "input"
    OUTPUT = "output"


class Action(StrEnum):
    """What becomes of the things: they begin or join, are seen, end or part."""

    ADD = "ADD"
    OBSERVE = "OBSERVE"
    DELETE = "DELETE"


# The business steps of the core business vocabulary this platform writes, in words a producer uses.
STEP_WORDS = {
    "creating_class_instance": "Thu hoạch, làm ra",
    "receiving": "Nhận hàng",
    "packing": "Đóng gói",
    "commissioning": "Dán tem, kích hoạt",
    "shipping": "Giao hàng",
    "retail_selling": "Bán lẻ",
    "destroying": "Tiêu hủy",
    "decommissioning": "Tem không còn giá trị",
    "holding": "Thu hồi, tạm giữ",
    "inspecting": "Kiểm tra",
    "storing": "Lưu kho",
    "transporting": "Vận chuyển",
    "accepting": "Nhận bàn giao",
    "loading": "Bốc hàng",
    "unpacking": "Mở gói",
}
TRANSFORMATION_WORDS = "Chế biến"
# Units of measure as UN/ECE Recommendation 20 codes them; nothing stands for counted packets.
UNITS = {"KGM": "kg", "LTR": "lít", "": "gói"}


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of a class of things; `quantity` None where nobody said how much, `unit` empty for counted things."""

    uri: str
    quantity: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A thing as an event names it."""

    role: Role
    uri: str
    quantity: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """What every event says: its id, when, why, where, and between whom. Empty is left out.

    `persist` and `unpersist` are dispositions that stay with the things until taken off; only events of objects and
    of transformations carry them.
    """

    event_id: str
    at: datetime
    step: str = ""
    disposition: str = ""
    read_point: str = ""
    location: str = ""
    source: str = ""
    destination: str = ""
    transactions: tuple[tuple[str, str], ...] = ()
    certificates: tuple[str, ...] = ()
    persist: tuple[str, ...] = ()
    unpersist: tuple[str, ...] = ()
    more: tuple[tuple[str, Any], ...] = ()


def object_event(
    said: Happening, action: Action, *, epcs: Iterable[str] = (), amounts: Iterable[Amount] = ()
) -> Document:
    """Things that begin, are seen or end."""
    return _of_things(Kind.OBJECT, said, action, epcs, amounts)


def transaction_event(
    said: Happening, action: Action, *, epcs: Iterable[str] = (), amounts: Iterable[Amount] = ()
) -> Document:
    """Things tied to business papers; `said.transactions` must name at least one."""
    return _of_things(Kind.TRANSACTION, said, action, epcs, amounts)


def aggregation_event(
    said: Happening, action: Action, *, parent: str, epcs: Iterable[str] = (), amounts: Iterable[Amount] = ()
) -> Document:
    """Things put into a parent for a while, such as packets into a carton."""
    return _of_children(Kind.AGGREGATION, said, action, parent, epcs, amounts)


def association_event(
    said: Happening, action: Action, *, parent: str, epcs: Iterable[str] = (), amounts: Iterable[Amount] = ()
) -> Document:
    """Things bound to a parent to stay, such as a sensor to a cold box."""
    return _of_children(Kind.ASSOCIATION, said, action, parent, epcs, amounts)


def transformation_event(said: Happening, *, inputs: Iterable[Amount], outputs: Iterable[Amount]) -> Document:
    """Things used up, and what was made of them."""
    what = {"inputQuantityList": _list_of(inputs), "outputQuantityList": _list_of(outputs)}
    return _event(Kind.TRANSFORMATION, said, _filled(what))


def context_of(vocabulary: str) -> list[Any]:
    """The `@context` of an event of ours; `vocabulary` is the address our own terms begin with."""
    return [CONTEXT, {OWN: vocabulary}]


def document_of(events: Iterable[Document], at: datetime, context: Any) -> Document:
    """An EPCIS document that carries some events."""
    return {
        "@context": context,
        "type": "EPCISDocument",
        "schemaVersion": SCHEMA_VERSION,
        "creationDate": moment(at),
        "epcisBody": {"eventList": list(events)},
    }


def with_error(document: Mapping[str, Any], *, reason: str, at: datetime, corrected_by: Iterable[str] = ()) -> Document:
    """The same event, declared to be wrong: `did_not_occur` or `incorrect_data`, and the ids of what corrects it."""
    declared: Document = {"declarationTime": moment(at), "reason": reason}
    if ids := list(corrected_by):
        declared["correctiveEventIDs"] = ids
    return {**document, "errorDeclaration": declared}


def items_in(document: Mapping[str, Any]) -> list[Item]:
    """The things an event speaks of, each with its role; those named twice stand twice."""
    found: list[Item] = []
    if parent := document.get("parentID"):
        found.append(Item(Role.PARENT, parent))
    for key, role in _EPC_LISTS.items():
        found += [Item(role, uri) for uri in document.get(key, ())]
    for key, role in _QUANTITY_LISTS.items():
        found += [_item_of(role, each) for each in document.get(key, ())]
    return found


def time_of(document: Mapping[str, Any]) -> datetime:
    """When an event happened. Raises `ValueError` for a second that no clock keeps, or an age without such events."""
    found = datetime.fromisoformat(document["eventTime"])
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise ValueError("the year of eventTime is out of reason")
    return found


def bare_word(term: str) -> str:
    """A step, disposition or reason as the core business vocabulary calls it, also where it is written as an address.

    `https://ref.gs1.org/cbv/BizStep-shipping` is `shipping`; a term of another vocabulary stays as it is.
    """
    found = _WRITTEN_OUT.fullmatch(term)
    return found[1] if found else term


def destinations_in(document: Mapping[str, Any]) -> list[str]:
    """To whom the things of an event go, as it names them."""
    return [each.get("destination", "") for each in document.get("destinationList", ())]


def step_words(kind: str, step: str) -> str:
    """What happened, in words; a step of somebody else's vocabulary is named as it stands."""
    if kind == Kind.TRANSFORMATION:
        return TRANSFORMATION_WORDS
    return STEP_WORDS.get(step, step) or "Ghi nhận"


def moment(at: datetime) -> str:
    """A moment with its offset, to the millisecond. Raises `ValueError` for one without a time zone."""
    if at.tzinfo is None:
        raise ValueError("the moment of an event needs its time zone")
    return at.isoformat(timespec="milliseconds")


def offset(at: datetime) -> str:
    """The time zone of a moment as `+07:00`."""
    return moment(at)[-6:]


def number(quantity: Decimal) -> int | float:
    """A quantity as JSON writes numbers; what is kept and added up stays a decimal."""
    return int(quantity) if quantity == quantity.to_integral_value() else float(quantity)


_EPC_LISTS = {
    "epcList": Role.EPC,
    "childEPCs": Role.CHILD,
    "inputEPCList": Role.INPUT,
    "outputEPCList": Role.OUTPUT,
}
_QUANTITY_LISTS = {
    "quantityList": Role.QUANTITY,
    "childQuantityList": Role.CHILD,
    "inputQuantityList": Role.INPUT,
    "outputQuantityList": Role.OUTPUT,
}


def _of_things(kind: Kind, said: Happening, action: Action, epcs: Iterable[str], amounts: Iterable[Amount]) -> Document:
    what = {"epcList": list(epcs), "quantityList": _list_of(amounts)}
    return _event(kind, said, {"action": action.value} | _filled(what))


def _of_children(
    kind: Kind, said: Happening, action: Action, parent: str, epcs: Iterable[str], amounts: Iterable[Amount]
) -> Document:
    what = {"parentID": parent, "childEPCs": list(epcs), "childQuantityList": _list_of(amounts)}
    return _event(kind, said, {"action": action.value} | _filled(what))


def _event(kind: Kind, said: Happening, what: Document) -> Document:
    head: Document = {
        "type": kind.value,
        "eventID": said.event_id,
        "eventTime": moment(said.at),
        "eventTimeZoneOffset": offset(said.at),
    }
    return head | what | _why_and_where(said) | dict(said.more)


def _why_and_where(said: Happening) -> Document:
    persistent = _filled({"set": list(said.persist), "unset": list(said.unpersist)})
    party = "owning_party"
    return _filled(
        {
            "bizStep": said.step,
            "disposition": said.disposition,
            "persistentDisposition": persistent,
            "readPoint": {"id": said.read_point} if said.read_point else {},
            "bizLocation": {"id": said.location} if said.location else {},
            "bizTransactionList": [{"type": kind, "bizTransaction": uri} for kind, uri in said.transactions],
            "sourceList": [{"type": party, "source": said.source}] if said.source else [],
            "destinationList": [{"type": party, "destination": said.destination}] if said.destination else [],
            "certificationInfo": list(said.certificates),
        }
    )


def _filled(what: Mapping[str, Any]) -> Document:
    return {key: value for key, value in what.items() if value}


def _list_of(amounts: Iterable[Amount]) -> list[Document]:
    return [_quantity(each) for each in amounts]


def _quantity(amount: Amount) -> Document:
    element: Document = {"epcClass": amount.uri}
    if amount.quantity is not None:
        element["quantity"] = number(amount.quantity)
    if amount.unit:
        element["uom"] = amount.unit
    return element


def _item_of(role: Role, element: Mapping[str, Any]) -> Item:
    quantity = element.get("quantity")
    return Item(role, element["epcClass"], None if quantity is None else Decimal(str(quantity)), element.get("uom", ""))
