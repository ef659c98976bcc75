"""The lists of support and credit as they go out to Excel and come back in."""

from ocop.support.funding.sheets.catalogue import Policies
from ocop.support.funding.sheets.credit import Applications, Loans
from ocop.support.funding.sheets.programmes import Programmes
from ocop.support.funding.sheets.supports import Supports

TABLES = (Policies, Supports, Applications, Loans, Programmes)

__all__ = ["TABLES", "Applications", "Loans", "Policies", "Programmes", "Supports"]
