"""From an uploaded batch to its plan, worked out anew from today's records each time it is looked at."""

from ocop.ground.producers.models import ImportBatch, Producer, Product
from ocop.ground.producers.sheets.plan import Plan
from ocop.ground.producers.sheets.plan_producers import plan_producers
from ocop.ground.producers.sheets.plan_products import plan_products
from ocop.ground.producers.sheets.reading import read_lines
from ocop.ground.producers.sheets.register import producers_on_file, products_on_file, setting_for
from ocop.ground.producers.states import SheetKind
from ocop.kit.scope import Actor


def plan_of(batch: ImportBatch, actor: Actor) -> Plan:
    """What accepting this batch would do today, in this person's hands; a fixed number of queries."""
    setting = setting_for(actor)
    producers = {one.public_id: one for one in producers_on_file(Producer.objects.visible_to(actor), actor)}
    if batch.kind == SheetKind.PRODUCERS:
        lines, errors = read_lines(batch.kind, batch.header, batch.rows, setting, producers)
        return plan_producers(lines, errors, producers, batch.choices, setting)
    products = {one.public_id: one for one in products_on_file(Product.objects.visible_to(actor), actor)}
    lines, errors = read_lines(batch.kind, batch.header, batch.rows, setting, products)
    return plan_products(lines, errors, products, producers, batch.choices, setting)
