"""Acts on the records of the market: each locks, asks the policy, changes and writes the journal in one transaction."""

from ocop.support.markets.actions.demand import add_link, answer_lead, close_lead, send_list, settle_items
from ocop.support.markets.actions.keeping import change, enter
from ocop.support.markets.actions.sites import list_as_large, take_off_large
from ocop.support.markets.actions.supply import check_listing, end_contract, renew_contract, settle

__all__ = [
    "add_link",
    "answer_lead",
    "change",
    "check_listing",
    "close_lead",
    "end_contract",
    "enter",
    "list_as_large",
    "renew_contract",
    "send_list",
    "settle",
    "settle_items",
    "take_off_large",
]
