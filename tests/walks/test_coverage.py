"""The page of requirements claims what the tests' marks say, and nothing more."""

from collections import Counter

from tests import coverage


def test_the_page_claims_exactly_what_marked_tests_show() -> None:
    marked = {
        number: dict(Counter(each.path for each in tests)) for number, tests in coverage.marked_tests().items() if tests
    }
    claims = {number: files for number, files in coverage.claimed().items() if files}
    assert claims == marked, "run `make coverage`"


def test_every_requirement_has_its_line_once() -> None:
    numbers = [line.number for line in coverage.requirements()]
    assert numbers == [f"R{number}" for number in range(1, 265)]
    assert sorted(coverage.claimed()) == sorted(numbers)


def test_no_mark_names_a_requirement_that_is_not_there() -> None:
    assert set(coverage.marked_tests()) <= {line.number for line in coverage.requirements()}
