"""What is done with policies, supports and credit."""

from ocop.support.funding.actions.credit import (
    NewLoan,
    NewWish,
    add_credit_programme,
    entrust,
    move_application,
    record_loan,
    wish_for_credit,
)
from ocop.support.funding.actions.policies import PolicyFacts, add_policy, edit_policy
from ocop.support.funding.actions.supports import (
    NewSupport,
    approve,
    end,
    pay,
    propose,
    refuse,
)

__all__ = [
    "NewLoan",
    "NewSupport",
    "NewWish",
    "PolicyFacts",
    "add_credit_programme",
    "add_policy",
    "approve",
    "edit_policy",
    "end",
    "entrust",
    "move_application",
    "pay",
    "propose",
    "record_loan",
    "refuse",
    "wish_for_credit",
]
