"""Who declares what a product is offered for, who hands out the fuller pack, and who agrees to a contact."""

from ocop.cycle.certification.models import Recognition
from ocop.ground.producers.models import Product
from ocop.ground.producers.policies import may_edit_product
from ocop.ground.producers.queries import ProductQuerySet
from ocop.ground.producers.states import ProductState
from ocop.kit.scope import YES, Actor, Answer, no
from ocop.support.markets.policies import may_keep_for
from ocop.support.markets.queries import is_concerned, within


def may_open(actor: Actor) -> Answer:
    """Whether the pages of offers are anything to the person: who reads market records reads these."""
    if is_concerned(actor):
        return YES
    return no("Trang này dành cho cán bộ OCOP và chủ thể.")


def offered_by(actor: Actor) -> ProductQuerySet:
    """The products whose offers a person reads: still made, and once recognised in earnest."""
    real = Recognition.objects.filter(is_trial=False, is_reconstructed=False, valid_from__lte=actor.on)
    rows: ProductQuerySet = Product.objects.filter(
        within(actor, "producer"), pk__in=real.values("product_id"), is_reconstructed=False
    )
    return rows.exclude(state=ProductState.DISCONTINUED).select_related("producer__unit", "photo")


def may_declare(actor: Actor, product: Product) -> Answer:
    """The producer, or an officer who keeps the place's register for it."""
    return may_edit_product(actor, product)


def may_agree(actor: Actor, product: Product) -> bool:
    """Whether the person may let buyers read a contact: a representative alone, an officer only takes one away."""
    return product.producer_id in actor.producer_ids


def may_hand_out(actor: Actor, product: Product) -> Answer:
    """Whether the person may take the pack with a price that is not shown to all.

    Files of papers go into it only where the person may open them in the producer's wallet (`Paper.visible_to`).
    """
    if answer := may_keep_for(actor, product.producer):
        return YES
    return answer
