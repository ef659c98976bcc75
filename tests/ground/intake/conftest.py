from tests.ground.budget.conftest import money

__all__ = ["money"]
