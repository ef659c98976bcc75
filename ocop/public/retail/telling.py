"""A product for programs: what its pack tells in `san-pham.json`, and the API to those with the right for it."""

from datetime import date
from typing import Any

from ocop.cycle.certification.states import Standing
from ocop.public.retail.facts import Facts

VERSION = "1.0"


def told(facts: Facts, on: date) -> dict[str, Any]:
    """Plain values as of a day; numbers of goods are counted in `offer.unit`, prices are đồng with tax.

    `star.stars` is given only while the star stands: who does not read `stands` cannot show a star that is void.
    """
    product, producer = facts.product, facts.product.producer
    return {
        "version": VERSION,
        "as_of": on.isoformat(),
        "id": product.public_id,
        "name": product.name,
        "url": facts.page,
        "digital_link": facts.link if facts.gtin else None,
        "gtin": facts.gtin or None,
        "picture": facts.picture or None,
        "group": facts.group,
        "description": product.description,
        "producer": producer.name,
        "place": producer.unit.key,
        "place_name": producer.unit.full_name,
        "is_sample": product.is_sample,
        "star": _star(facts),
        "papers": [
            {
                "mark": paper.public_mark,
                "name": str(paper.get_public_mark_display()),
                "issuer": paper.issuer,
                "valid_until": paper.valid_until.isoformat() if paper.valid_until else None,
            }
            for paper in facts.papers
        ],
        "offer": _offer(facts),
    }


def _star(facts: Facts) -> dict[str, Any]:
    current, certificate = facts.current, facts.certificate
    dated = facts.star_stands and not current.dates_are_estimated
    return {
        "stands": facts.star_stands,
        "stars": facts.stars,
        "standing": str(Standing(current.standing)),
        "words": facts.star,
        "valid_until": current.valid_until.isoformat() if dated else None,
        "certificate": certificate.code if certificate else None,
        "decision": facts.decision or None,
    }


def _offer(facts: Facts) -> dict[str, Any]:
    offer = facts.offer
    return {
        "unit": offer.unit,
        "packing": offer.packing,
        "gross_weight_grams": offer.gross_weight,
        "per_case": offer.per_case,
        "storage": offer.storage,
        "shelf_life": offer.shelf_life,
        "supply_per_month": offer.per_month,
        "season": offer.season,
        "least_order": offer.least_order,
        "price": facts.price,
        "contact": facts.contact or None,
    }
