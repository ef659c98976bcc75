"""One page that says what causes what: which rooms feed the home page, which event sets off which reaction."""

from collections.abc import Callable, Iterable

from ocop.kit.todo import Todo

TODO_SOURCES: tuple[Callable[..., Iterable[Todo]], ...] = ()
