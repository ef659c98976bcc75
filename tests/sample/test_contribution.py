"""Made-up tags and years are of sample producers only, and each one is one that a page would take."""

from ocop.ground.producers.states import Tag
from ocop.sample.contribution import contribution_data
from ocop.sample.people import people_data
from ocop.support.contribution.actions import YearFacts, problem_of


def test_no_real_product_or_producer_is_named() -> None:
    data, people = contribution_data(), people_data()["producers"]
    products = {line["product"] for line in people}
    assert {line["product"] for line in (*data["products"], *data["tags"])} <= products
    assert {line["phone"] for line in data["years"]} <= {line["phone"] for line in people}
    assert all("name" not in line and "phone" not in line for line in data["reconstructed"])


def test_every_tag_is_known_and_every_year_can_be_right() -> None:
    data = contribution_data()
    assert {line["tag"] for line in data["tags"]} <= set(Tag.values)
    for line in (*data["years"], *data["reconstructed"]):
        for index in (0, 1):
            facts = YearFacts(line["workers"][index], line["women"][index], line["local"][index])
            assert problem_of(facts, 2020, 2025) is None
