"""Where products are sold: partners, points of sale, contracts, listings, buyers' wishes, tourist sites, chains."""

from ocop.support.markets.models.demand import LeadAnswer, OnboardingItem, OnboardingList, SalesLead
from ocop.support.markets.models.places import (
    CitedFigure,
    CitedSupplier,
    Feedback,
    Outlet,
    OutletYear,
    Partner,
    PartnerName,
)
from ocop.support.markets.models.supply import Listing, Placement, SupplyContract
from ocop.support.markets.models.tourism import ChainLink, Community, LargeSpan, Tour, TouristSite, ValueChain

__all__ = [
    "ChainLink",
    "CitedFigure",
    "CitedSupplier",
    "Community",
    "Feedback",
    "LargeSpan",
    "LeadAnswer",
    "Listing",
    "OnboardingItem",
    "OnboardingList",
    "Outlet",
    "OutletYear",
    "Partner",
    "PartnerName",
    "Placement",
    "SalesLead",
    "SupplyContract",
    "Tour",
    "TouristSite",
    "ValueChain",
]
