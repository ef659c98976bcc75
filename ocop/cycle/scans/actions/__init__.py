"""The verbs of scans."""

from ocop.cycle.scans.actions.deciding import decide
from ocop.cycle.scans.actions.doubting import answer_doubt, send_doubt
from ocop.cycle.scans.actions.forgetting import forget
from ocop.cycle.scans.actions.looking import look, look_at_ranges
from ocop.cycle.scans.actions.placing import say_where_sold
from ocop.cycle.scans.actions.receiving import put_down, receive
from ocop.cycle.scans.actions.summing import remember, sum_up

__all__ = [
    "answer_doubt",
    "decide",
    "forget",
    "look",
    "look_at_ranges",
    "put_down",
    "receive",
    "remember",
    "say_where_sold",
    "send_doubt",
    "sum_up",
]
