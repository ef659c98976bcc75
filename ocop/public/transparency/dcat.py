"""The open data described as DCAT-AP asks (JSON-LD), so that data portals list it by themselves."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_noop as _

from ocop.kit.languages import LANGUAGES
from ocop.public.transparency.datasets import DATASETS

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
_LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
_DAILY = "http://publications.europa.eu/resource/authority/frequency/DAILY"
MEDIA = {
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
INDICATORS = "chi-so"


def described() -> dict[str, Any]:
    """The whole catalogue of open data with each dataset and the addresses it is downloaded at."""
    page = _whole("api:open_data")
    return {
        "@context": CONTEXT,
        "@id": page,
        "@type": "dcat:Catalog",
        "dct:title": _told(_("Dữ liệu mở")),
        "dct:description": _told(_("Số liệu và sổ sách công khai của Chương trình OCOP tỉnh.")),
        "dct:language": [{"@id": f"{_LANGUAGES}VIE"}, {"@id": f"{_LANGUAGES}ENG"}],
        "dct:publisher": _publisher(),
        "foaf:homepage": {"@id": _whole("portal:front")},
        **_rights(),
        "dcat:dataset": [_indicators(), *[_dataset(name) for name in DATASETS]],
    }


def _dataset(name: str) -> dict[str, Any]:
    found = DATASETS[name]
    return {
        **_head(name, found.title, found.about),
        "dct:accrualPeriodicity": {"@id": _DAILY},
        "dcat:distribution": [_distribution(_whole("transparency:dataset", name, shape), shape) for shape in MEDIA],
    }


def _indicators() -> dict[str, Any]:
    about = _("Con số của các chỉ số công khai, có cả số đếm và mẫu số, theo ngày, địa bàn và điều kiện.")
    api = _whole("v1:indicators")
    return {
        **_head(INDICATORS, _("Chỉ số công khai"), about),
        "dcat:distribution": [
            _distribution(api, "json"),
            _distribution(_whole("api:dictionary"), "csv"),
            _distribution(_whole("v1:places"), "json"),
        ],
    }


def _head(name: str, title: str, about: str) -> dict[str, Any]:
    return {
        "@id": f"{_whole('api:open_data')}#{name}",
        "@type": "dcat:Dataset",
        "dct:identifier": name,
        "dct:title": _told(title),
        "dct:description": _told(about),
        "dct:publisher": _publisher(),
        "dct:spatial": {"@type": "dct:Location", "vcard:hasName": settings.OCOP_PROVINCE_NAME},
        "dcat:landingPage": {"@id": _whole("api:open_data")},
        **_contact(),
    }


def _distribution(address: str, shape: str) -> dict[str, Any]:
    kind, media = MEDIA[shape]
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "dct:format": {"@id": f"{_FILE_TYPES}{kind}"},
        **_rights(),
    }


def _rights() -> dict[str, Any]:
    """The licence as an address where the province names one, else what the law says, in words."""
    if settings.OCOP_DATA_LICENCE_URL:
        return {"dct:license": {"@id": settings.OCOP_DATA_LICENCE_URL}}
    words = {"@language": "vi", "@value": settings.OCOP_DATA_LICENCE}
    return {"dct:rights": {"@type": "dct:RightsStatement", "dct:description": words}}


def _publisher() -> dict[str, Any]:
    name = f"Chương trình OCOP tỉnh {settings.OCOP_PROVINCE_NAME}"
    return {"@id": settings.SITE_URL, "@type": "foaf:Agent", "foaf:name": name}


def _contact() -> dict[str, Any]:
    if not settings.OCOP_HELPLINE:
        return {}
    telephone = {"@type": "vcard:Voice", "vcard:hasValue": {"@id": f"tel:{settings.OCOP_HELPLINE.replace(' ', '')}"}}
    return {"dcat:contactPoint": {"@type": "vcard:Organization", "vcard:hasTelephone": telephone}}


def _told(words: str) -> list[dict[str, str]]:
    """A text in each language of the site."""
    found = []
    for code in LANGUAGES:
        with translation.override(code):
            found.append({"@language": code, "@value": translation.gettext(words)})
    return found


def _whole(page: str, *args: str) -> str:
    return settings.SITE_URL.rstrip("/") + reverse(page, args=args)
