"""Producers and products, and what is said of a product."""

from ocop.ground.producers.models.papers import Paper
from ocop.ground.producers.models.register import (
    Classification,
    ImportBatch,
    Named,
    Producer,
    ProducerForm,
    Product,
    Representative,
)
from ocop.ground.producers.models.tags import ProductTag

__all__ = [
    "Classification",
    "ImportBatch",
    "Named",
    "Paper",
    "Producer",
    "ProducerForm",
    "Product",
    "ProductTag",
    "Representative",
]
