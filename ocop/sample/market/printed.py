"""What the plan prints of the market of 2018-2020; a number without its single records stays a cited figure."""

from collections import Counter
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Producer, Product
from ocop.ground.producers.sheets.matching import core
from ocop.sample.people import sample_unit
from ocop.support.markets.actions.keeping import settle_after
from ocop.support.markets.models import (
    CitedFigure,
    CitedSupplier,
    Feedback,
    LargeSpan,
    Listing,
    Outlet,
    Partner,
    TouristSite,
)

DATA = Path(__file__).parent.parent / "data" / "markets.yaml"
OLD_DONG_THAP = "87"


@cache
def market_data() -> dict[str, Any]:
    """The file of what the plan says of the market."""
    data: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return data


class PlanRecords:
    def __init__(self, data: dict[str, Any], at: datetime) -> None:
        self.data, self.at = data, at
        self.partners: dict[str, Partner] = {}
        self.sites: dict[str, TouristSite] = {}
        self.outlets: dict[str, Outlet] = {}

    def load(self) -> None:
        for line in self.data["partners"]:
            self._partner(line)
        for line in self.data["sites"]:
            self._site(line)
        for line in self.data["outlets"]:
            self._outlet(line)
        self._listings(self.data["listings"])
        for line in self.data["feedback"]:
            outlet = self.outlets[line["outlet"]]
            facts = {"on": line["day"], "kind": line["kind"], "text": line["text"]}
            Feedback.objects.create(outlet=outlet, **facts, **self._kept(line))
        for line in self.data["figures"]:
            self._figure(line)
        self._suppliers()

    def _source(self, line: dict[str, Any]) -> str:
        return f"{self.data['plan']}, {line['section']}"

    def _kept(self, line: dict[str, Any]) -> dict[str, Any]:
        """What every record of the plan carries."""
        return {"source": self._source(line), "note": line.get("note", ""), "created_at": self.at}

    def _partner(self, line: dict[str, Any]) -> None:
        partner = Partner.objects.create(
            name=line["name"],
            kind=line["kind"],
            aliases="\n".join(line.get("aliases", ())),
            province_name=line.get("province_name", ""),
            **self._kept(line),
        )
        settle_after(partner)
        self.partners[partner.name] = partner

    def _site(self, line: dict[str, Any]) -> None:
        site = TouristSite.objects.create(name=line["name"], unit=_unit(line.get("unit")), **self._kept(line))
        since, why = self.data["large_since"], self.data["large_reason"]
        LargeSpan.objects.create(site=site, valid_from=since, reason=why, is_reconstructed=True)
        self.sites[site.name] = site

    def _outlet(self, line: dict[str, Any]) -> None:
        self.outlets[line["name"]] = Outlet.objects.create(
            name=line["name"],
            kind=line["kind"],
            aliases="\n".join(line.get("aliases", ())),
            unit=_unit(line.get("unit")),
            province_name=line.get("province_name", ""),
            tourist_site=self.sites.get(line.get("site", "")),
            opened_on=self.data["opened_on"],
            opened_is_estimated=True,
            **self._kept(line),
        )

    def _listings(self, spec: dict[str, Any]) -> None:
        """Only of products on record under the very name the plan prints."""
        partner = self.partners[spec["partner"]]
        for product in Product.objects.filter(name__in=spec["products"]).exclude(source_url=""):
            Listing.objects.create(
                product=product, partner=partner, starts_on=spec["since"], is_reconstructed=True, **self._kept(spec)
            )

    def _figure(self, line: dict[str, Any]) -> None:
        CitedFigure.objects.create(
            key=line["key"],
            label=line["label"],
            value=line["value"],
            is_lower_bound=line.get("lower_bound", False),
            period=line["period"],
            source=self._source(line),
            quote=line["quote"],
            partner=self.partners.get(line.get("partner", "")),
            outlet=self.outlets.get(line.get("outlet", "")),
        )

    def _suppliers(self) -> None:
        known = {
            core(each.name): each for each in Producer.objects.exclude(source_url="").filter(is_reconstructed=False)
        }
        source = self._source({"section": "chú thích 7"})
        CitedSupplier.objects.bulk_create(
            CitedSupplier(name=name, producer=known.get(core(name)), times=times, source=source)
            for name, times in Counter(self.data["suppliers"]).items()
        )


def _unit(full_name: str | None) -> Unit | None:
    """A unit by its full name: today's commune or ward, or a district of Đồng Tháp as it was."""
    if not full_name:
        return None
    if full_name.startswith(("Xã ", "Phường ")):
        return sample_unit(full_name)
    return next(
        unit
        for unit in Unit.objects.whole()
        .filter(parent__code=OLD_DONG_THAP, valid_to__isnull=False)
        .select_related("parent")
        if unit.full_name == full_name
    )
