"""What can be done to producers, their products and their papers."""

from ocop.ground.producers.actions.papers import PaperFacts, file_paper, remove_paper, replace_paper, show_paper
from ocop.ground.producers.actions.people import add_representative, end_representative, invite_again
from ocop.ground.producers.actions.producers import change_legal_form, edit_producer, register_producer
from ocop.ground.producers.actions.products import (
    change_photo,
    classify_product,
    discontinue_product,
    edit_product,
    open_product,
    resume_product,
)
from ocop.ground.producers.actions.tags import confirm_tag, describe_resource, set_tag, withdraw_tag

__all__ = [
    "PaperFacts",
    "add_representative",
    "change_legal_form",
    "change_photo",
    "classify_product",
    "confirm_tag",
    "describe_resource",
    "discontinue_product",
    "edit_producer",
    "edit_product",
    "end_representative",
    "file_paper",
    "invite_again",
    "open_product",
    "register_producer",
    "remove_paper",
    "replace_paper",
    "resume_product",
    "set_tag",
    "show_paper",
    "withdraw_tag",
]
