"""What the description of the service says beyond what its functions tell: bodies, parameters, types, headers."""

from typing import Any

from ocop.public.epcis_api.negotiation import MOST_BYTES, MOST_EVENTS, TYPES
from ocop.public.epcis_api.paging import MOST, USUAL
from ocop.public.epcis_api.questions import DIRECTIONS, ORDERS, PARAMETERS

# A zero byte in an address never comes as far as the service.
_TEXT = {"type": "string", "pattern": r"^[^\x00]*$"}
_PAGE = {
    "perPage": (f"Mỗi trang mấy dòng, thường {USUAL}, nhiều nhất {MOST}.", {"type": "integer", "minimum": 1}),
    "nextPageToken": ("Trang sau, lấy từ Link của trang trước.", _TEXT),
}
_ORDER = {
    "orderBy": ("Xếp theo.", {"enum": list(ORDERS)}),
    "orderDirection": ("Chiều xếp theo orderBy; không nói là DESC.", {"enum": list(DIRECTIONS)}),
}
_HEADERS = {
    "GS1-EPCIS-Version": "Phiên bản EPCIS muốn được trả lời.",
    "GS1-EPCIS-Min": "Phiên bản thấp nhất đọc được.",
    "GS1-EPCIS-Max": "Phiên bản cao nhất đọc được.",
    "GS1-CBV-Version": "Phiên bản CBV muốn được trả lời.",
    "GS1-EPC-Format": "Dạng của mã; mã luôn được giữ như lúc gửi.",
}


def _parameters(said: dict[str, Any], where: str = "query") -> list[dict[str, Any]]:
    return [
        {"name": name, "in": where, "required": False, "description": words, "schema": schema}
        for name, (words, schema) in said.items()
    ]


def _body(words: str, types: list[str]) -> dict[str, Any]:
    schema = {"type": "object", "required": ["@context", "type"], "properties": {"type": {"enum": types}}}
    content = {name: {"schema": schema} for name in TYPES}
    return {"required": True, "description": words, "content": content}


PAGED: dict[str, Any] = {"parameters": _parameters(_PAGE)}
ASKS_EVENTS: dict[str, Any] = {
    "parameters": _parameters(
        {name: (f"{each.words} Nhiều giá trị cách nhau dấu |.", _TEXT) for name, each in PARAMETERS.items()}
        | _ORDER
        | _PAGE
    )
}
TAKES_EVENT: dict[str, Any] = {
    "requestBody": _body(
        "Một việc theo lược đồ JSON chính thức của EPCIS 2.0.",
        ["ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent"],
    )
}
TAKES_DOCUMENT: dict[str, Any] = {
    "requestBody": _body(
        f"Tài liệu theo lược đồ JSON chính thức của EPCIS 2.0; nhiều nhất {MOST_EVENTS} việc và {MOST_BYTES} byte.",
        ["EPCISDocument", "EPCISQueryDocument"],
    ),
    "parameters": _parameters(
        {"GS1-Capture-Error-Behaviour": ("rollback: bỏ cả khi có việc sai; proceed: giữ các việc khác.", _TEXT)},
        "header",
    ),
}


def completed(schema: Any) -> Any:
    """A description with the types of answers and the headers every operation reads."""
    for methods in schema["paths"].values():
        for method, operation in methods.items():
            for status, said in operation["responses"].items():
                _name_types(int(status), said)
            if method != "options":
                headers = {name: (words, _TEXT) for name, words in _HEADERS.items()}
                operation["parameters"] = operation.get("parameters", []) + _parameters(headers, "header")
    return schema


def _name_types(status: int, said: dict[str, Any]) -> None:
    content = said.get("content", {})
    if "application/json" not in content:
        return
    told = content.pop("application/json")
    types = TYPES if status < 400 else ["application/problem+json"]
    said["content"] = dict.fromkeys(types, told)
