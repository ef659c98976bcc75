"""Every list, whether Excel takes it out and brings it in: the table an official reads, and a test walks."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse

from tests.ground.offices.test_committees import set_up
from tests.journeys.room_records import build_rooms
from tests.walks.routes import ACTS, ROUTES
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

# The page of a list → where Excel takes it out, and the list a sheet fills or why no sheet does.
NOT_TYPED = "worked out from other records"
BY_LAW = "units follow the law and come with the platform"
SIGNED = "follows from what was signed or judged one by one"
LISTS: dict[str, tuple[str, str]] = {
    "offices:offices": ("offices:offices_sheet", "offices come with the platform, each with its section of the plan"),
    "offices:officers": ("offices:officers_sheet", "each is invited in person and sets a password"),
    "offices:units": ("offices:units_sheet", BY_LAW),
    "offices:committees": ("offices:committees_sheet", "intake:ban-chi-dao"),
    "programme:library": ("programme:library_sheet", "intake:van-ban"),
    "planning:plans": ("planning:plans_sheet", "intake:ke-hoach"),
    "planning:targets": ("planning:targets_sheet", "a target needs a measure, its population and its choices"),
    "planning:target_rows": ("planning:target_rows_sheet", NOT_TYPED),
    "planning:board": ("planning:board_sheet", NOT_TYPED),
    "planning:assignments": ("planning:assignments_sheet", "intake:viec-duoc-giao"),
    "planning:obstacles": ("planning:obstacles_sheet", "intake:vuong-mac"),
    "producers:producers": ("producers:producers_sheet", "producers:upload_sheet"),
    "producers:products": ("producers:products_sheet", "producers:upload_sheet"),
    "budget:plan": ("budget:plan_sheet", "intake:dong-du-toan"),
    "budget:form": ("budget:form_sheet", NOT_TYPED),
    "budget:allocations": ("budget:allocations_sheet", "intake:phan-bo-kinh-phi"),
    "budget:disbursements": ("budget:disbursements_sheet", "intake:khoan-chi"),
    "budget:contributions": ("budget:contributions_sheet", "intake:nguon-luc-cong-dong"),
    "budget:proposals": ("budget:proposals_sheet", "intake:de-nghi-bo-tri"),
    "budget:proposal": ("budget:proposal_sheet", "its lines come with the sheet of proposals"),
    "funding:supports": ("funding:supports_sheet", "intake:ho-tro"),
    "funding:unsupported": ("funding:unsupported_sheet", NOT_TYPED),
    "funding:catalogue": ("funding:catalogue_sheet", "intake:chinh-sach-ho-tro"),
    "funding:credit": ("funding:programmes_sheet", "intake:chuong-trinh-tin-dung"),
    "funding:applications": ("funding:applications_sheet", "intake:nhu-cau-vay"),
    "funding:loans": ("funding:loans_sheet", "intake:khoan-vay"),
    "ideas:ideas": ("ideas:ideas_sheet", "each is offered by its author, who follows it by a link of their own"),
    "dossiers:reading_list": ("dossiers:reading_sheet", SIGNED),
    "dossiers:province_list": ("dossiers:province_sheet", SIGNED),
    "certification:recognitions": ("certification:export", SIGNED),
    "offers:offers": ("offers:offers_sheet", "a price, a quantity, a contact: the producer's own word, one by one"),
    "partners:keys": ("partners:keys_sheet", "each key is given one by one and shown once"),
    "transparency:register": ("transparency:register_sheet", SIGNED),
    "traceability:ranges": ("traceability:ranges_sheet", "each range is issued one by one, with a key of its own"),
    "traceability:balance": ("traceability:balance_sheet", "it is counted from ranges and lots; nothing is typed"),
    "traceability:batches": ("traceability:batches_sheet", "a producer writes down a lot at a time, on a phone"),
    "traceability:recalls": ("traceability:recalls_sheet", "each is declared on its batch's page, in an hour of need"),
    "epcis:events": ("epcis:events_sheet", "a producer writes down one at a time, on a phone, and none is changed"),
    "scans:suspicions": ("scans:suspicions_sheet", "opened by the platform from scans; officers decide one by one"),
    "scans:doubts": ("scans:doubts_sheet", "each is sent by a shopper, answered one by one"),
    "projects:projects": ("projects:projects_sheet", "intake:du-an"),
    "projects:project": ("projects:steps_sheet", "intake:buoc-du-an"),
    "certification:national_results": ("certification:national_results_sheet", "the national software's own file"),
    "reporting:period": ("reporting:period_sheet", NOT_TYPED),
    "reporting:mine": ("reporting:mine_sheet", NOT_TYPED),
    "desk:articles": ("desk:articles_sheet", "an article is written, with its pictures, and goes out when released"),
    "figures:published": ("figures:published_sheet", NOT_TYPED),
    "contribution:figures": ("contribution:figures_sheet", NOT_TYPED),
    "contribution:places": ("contribution:places_sheet", NOT_TYPED),
    "contribution:resources": ("contribution:resources_sheet", NOT_TYPED),
    "contribution:results": ("contribution:results_sheet", "intake:ket-qua-nam"),
    "rewards:rounds": ("rewards:rounds_sheet", "intake:dot-khen-thuong"),
    "rewards:round": ("rewards:nominations_sheet", "intake:de-nghi-khen-thuong"),
    "rewards:rewarded": ("rewards:rewarded_sheet", SIGNED),
    "markets:list": ("markets:sheet", "intake:thi-truong"),
    "activities:activities": (
        "activities:activities_sheet",
        "each kind has its own columns: its form leads in",
    ),
    "activities:participants": ("activities:participants_sheet", "activities:bring_list"),
    "activities:first_timers": ("activities:first_timer_sheet", NOT_TYPED),
    "activities:invitations": ("activities:invitations_sheet", "each is an act towards one producer (decision 0010)"),
    "activities:needs": ("activities:needs_sheet", "intake:nhu-cau-tap-huan"),
    "activities:advice": ("activities:advice_sheet", "answers given before are shown first (decision 0010)"),
}
# Pages with a table or a filter that are no list of records to take out, and why.
NO_LIST: dict[str, str] = {
    "registry:journal": "the whole journal goes out by `ocop journal`, with its chain",
    "portal:benefits": "a table of the law",
    "portal:map": "counts by place; each opens its list",
    "portal:compare": "a few products a visitor picked",
    "programme:rounds": "one or two a year; their dossiers and results go out",
    "planning:target": "one target; the rows behind it go out",
    "planning:pick_record": "a form that picks a record",
    "producers:producers_print": "the list on paper",
    "producers:products_print": "the list on paper",
    "ideas:ideas_print": "the list on paper",
    "ideas:candidate": "a form that picks who makes the product",
    "ideas:merge": "a form that picks an idea",
    "dossiers:reading_print": "the list on paper",
    "dossiers:province_print": "the list on paper",
    "budget:plans": "the same plans as in Kế hoạch; the money of each goes out on its page",
    "budget:form_print": "the form on paper",
    "budget:proposal_print": "the proposal on paper",
    "funding:choose_producer": "a form that picks a producer",
    "funding:programme": "one programme",
    "desk:article": "one article with its pictures and who it names",
    "desk:how_to": "how to write, mark by mark",
    "desk:versions": "the versions of one article",
    "desk:tie": "a form that finds what an article is about",
    "stories:calendar": "a month of the calendar; the events go out by iCalendar",
    "projects:centres": "the front page of a centre",
    "projects:space": "the calendar of one space",
    "transparency:results": "two tables of figures; those of the indicators go out from open data",
    "transparency:decisions": "each leads to its lines of the register, which go out",
    "api:open_data": "which public indicators programs read; the data themselves go out as CSV",
    "reporting:periods": "a few a year; each goes out on its page",
    "reporting:write_report": "the form of a report",
    "dashboards:leader": "a board of several tables, each with its own way out",
    "dashboards:place": "a board of several tables, each with its own way out",
    "dashboards:office": "a board of several tables, each with its own way out",
    "checking:checks": "texts and tables that were checked; what each check found goes out",
    "checking:numbers": "the printed numbers texts are checked against, kept one by one with their source",
    "reporting:return": "the forms of one return; each goes out by its own link",
    "reporting:report": "one report, on paper and as a file",
    "reporting:typed": "the few changes of one number",
    "figures:indicators": "questions to ask; each answer goes out",
    "rewards:decision": "one decision; all rewarded go out",
    "markets:product": "where one product is; every register goes out",
    "activities:printed_figures": "what the plan prints, beside the records",
    "activities:people": "people are personal data: they go out with the activity they took part in only",
    "activities:person": "one person",
    "activities:team": "who answers what, read on the page",
}


def way_in(into: str, args: tuple[Any, ...]) -> str:
    """The address of a sheet's way in; empty where words say why there is none."""
    room, _, name = into.partition(":")
    if room == "intake":
        return reverse("intake:upload", args=[name])
    return reverse(into, args=args) if into in ROUTES else ""


def problems_of(name: str, page: str, args: tuple[Any, ...]) -> Iterator[str]:
    if name in LISTS:
        out, into = LISTS[name]
        for what, address in ((out, reverse(out, args=args)), (into, way_in(into, args))):
            if f'href="{address}' not in page:
                yield f"{name} does not offer {what}"
    elif name not in NO_LIST and ("ocop-filter" in page or "<table" in page):
        yield f"{name} is not in the table"


def test_every_list_offers_excel_out_and_in_or_says_why_not(world: World, sign_in) -> None:
    """What has a filter or a table is a list, or says why not; what is offered stands on the page."""
    arguments = build_rooms(world).arguments
    set_up(world)
    client = sign_in(world.anh_dung)
    wrong: list[str] = []
    for name in (each for each in ROUTES if ":" in each and each not in ACTS):
        args = arguments.get(name, ())
        try:
            response = client.get(reverse(name, args=args))
        except NoReverseMatch:
            assert name not in LISTS, f"{name}: `build_rooms` makes no record of it"
            continue
        if response.status_code == 200 and "html" in response["Content-Type"]:
            wrong += problems_of(name, response.content.decode(), args)
    assert not wrong


def test_the_table_of_lists_names_pages_that_are_there() -> None:
    assert not (set(LISTS) | set(NO_LIST)) - set(ROUTES)
    assert not set(LISTS) & set(NO_LIST)
