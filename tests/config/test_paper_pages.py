"""Every page of one record, and whether papers are attached there: the table an official reads, and a test walks."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from ocop.ground.registry.holders import known_holders
from ocop.support.markets.registers import REGISTERS

# The page of a kind of record → the holder its papers hang on.
HELD: dict[str, str] = {
    "offices:committee": "ban-chi-dao",
    "programme:document": "van-ban",
    "programme:round": "dot",
    "planning:plan": "ke-hoach",
    "planning:target": "chi-tieu",
    "planning:assignment": "viec",
    "planning:obstacle": "vuong-mac",
    "budget:line": "dong-du-toan",
    "budget:proposal": "de-nghi-von",
    "budget:allocation": "phan-bo",
    "budget:disbursement": "khoan-chi",
    "budget:contribution": "dong-gop",
    "certification:decision": "quyet-dinh-cong-nhan",
    "activities:activity": "hoat-dong",
    "activities:advice_case": "hoi-dap",
    "activities:need": "nhu-cau-tap-huan",
    "funding:policy": "chinh-sach",
    "funding:support": "ho-tro",
    "reporting:return": "bao-cao-dinh-ky",
    "funding:programme": "chuong-trinh-tin-dung",
    "funding:application": "nhu-cau-vay",
    "funding:loan": "khoan-vay",
    "desk:article": "bai-viet",
    "projects:project": "du-an",
    "projects:step": "buoc-du-an",
    "projects:space": "khong-gian",
    "rewards:round": "dot-khen",
    "rewards:nomination": "de-nghi-khen",
    "rewards:decision": "quyet-dinh-khen",
}
# One page for every register of the market: each kind of record is its own holder.
OF_REGISTERS = "markets:record"
# The pages of one record without papers of their own, and why.
NOT_HELD: dict[str, str] = {
    "offices:office": "an office's papers are those of its committees, plans and texts",
    "offices:officer": "a person's account; personal papers are not collected",
    "producers:producer": "a producer's papers are its wallet: typed and dated, since dossiers cite them",
    "producers:product": "a product's papers are in its producer's wallet, its photo is the product's own",
    "producers:paper": "it is itself a paper of the wallet",
    "budget:plan": "the money of a plan; the plan's papers hang on the plan's page",
    "dossiers:dossier": "a dossier is made of evidence by criterion, frozen when it is lodged",
    "dossiers:read": "the same dossier as an officer reads it; findings go with what is sent back",
    "evaluation:council": "a council's papers are made from its records: seats, minutes, ranking",
    "evaluation:docket": "a council judges the dossier as it was lodged; nothing is added at the table",
    "evaluation:score": "a sealed sheet of marks",
    "certification:recognition": "its papers are the decision's and the certificate",
    "offers:offer": "how a product is sold; its papers are in its producer's wallet",
    "partners:key": "a program's key; no paper belongs to it",
    "partners:hook": "an address that is told; no paper belongs to it",
    "traceability:range": "the codes of stamps; what was printed is the printer's",
    "traceability:recall": "whom it concerns is told by telephone and by the printed notice",
    "epcis:event": "its pictures came with it, and nothing of it is changed",
    "epcis:trace": "worked out from what was done to lots",
    "traceability:product_balance": "counts of a product's stamps and lots; papers of the product are in the wallet",
    "traceability:batch": "a lot as its producer wrote it down; papers of the product are in the wallet",
    "scans:suspicion": "figures of scans; what was decided stands in its steps",
    "scans:sale_area": "a form; a product's papers are in its producer's wallet",
    "scans:doubt": "what a shopper sent, its picture among it; nothing is added to it",
    "doubts:sent": "a page for everybody",
    "resolver:recall": "a page for everybody",
    "certification:referral": "the dossier that was sent, with its evidence and minutes",
    "markets:product": "where a product is sold: every line there has its own papers",
    "funding:propose": "a form; papers hang on the support it makes",
    "funding:producer": "a producer's supports and loans: every line there has its own papers",
    "contribution:producer": "figures a producer states; what proves them is in its wallet",
    "checking:check": "a working paper over numbers printed elsewhere; the text itself is not kept",
    "producers:import": "a sheet on its way into a list",
    "activities:list": "a list on its way into an activity, whose paper is attached there",
    "activities:person": "a person of the register; no paper about a person is kept there",
    "intake:sheet": "a sheet on its way into a list",
    "reporting:period": "a span of days; papers hang on the returns it asks for",
    "reporting:report": "its papers are made from it",
    "portal:product": "a page for everybody",
    "stories:article": "a page for everybody; its papers are on the editors' page of it",
    "transparency:recognition": "a page for everybody",
    "portal:producer": "a page for everybody",
    "portal:craft_village": "a page for everybody",
    "portal:site": "a page for everybody",
    "portal:outlet": "a page for everybody",
    "ideas:idea": "an idea as its author sent it, with the one picture; papers come with the product it becomes",
    "ideas:mine_one": "one's own idea; papers come with the product it becomes",
    "ideabox:idea": "a page for everybody",
    "portal:issue": "a page for everybody, with the picture and the file it was published with",
}


def pages_of_records(patterns: list[URLPattern | URLResolver], room: str = "", base: str = "") -> Iterator[str]:
    """The names of addresses that end with a record's public id: the page of that record."""
    for pattern in patterns:
        address = f"{base}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = f"{room}{pattern.namespace}:" if pattern.namespace else room
            yield from pages_of_records(pattern.url_patterns, inner, address)
        elif re.search(r"<\w+:public_id>/$", address):
            yield f"{room}{pattern.name}"


def test_every_page_of_a_record_holds_papers_or_says_why_not() -> None:
    decided = [*HELD, OF_REGISTERS, *NOT_HELD]
    assert len(decided) == len(set(decided)), "a page is decided twice"
    assert set(decided) == set(pages_of_records(get_resolver().url_patterns))


def test_every_holder_has_its_page() -> None:
    assert {holder.slug for holder in known_holders()} == set(HELD.values()) | set(REGISTERS)
