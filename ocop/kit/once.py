"""A form that makes one record however often its button is pressed: the page brings the new record's id along."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django import forms
from django.db import IntegrityError, models, transaction

from ocop.kit.forms import OcopForm
from ocop.kit.ids import new_public_id
from ocop.kit.scope import Refused

P = ParamSpec("P")
R = TypeVar("R")


class OnceForm(OcopForm):
    """A form with the id its record will get; a second press brings the same id."""

    key = forms.RegexField(r"^[0-9A-Za-z]{12}$", widget=forms.HiddenInput, initial=new_public_id, required=False)

    def clean_key(self) -> str:
        return self.cleaned_data.get("key") or new_public_id()


def made_before(model: Any, key: str, by_id: int | None, *, owner: str = "by_id") -> Any:
    """The record an earlier press made, or None. Raises `Refused` when the id is another person's record."""
    found: models.Model | None = model.objects.filter(public_id=key).first() if key else None
    if found is not None and getattr(found, owner) != by_id:
        raise Refused("Trang này đã cũ. Anh/chị mở lại trang rồi nhập lại.")
    return found


def once(
    model: Any, *, owner: str = "by_id", given: Callable[[Any], Any] = lambda row: row
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make an act that takes `by` and `key` do its work once for a key, in one transaction.

    A second press, a moment later or at the very same one, is given the record of the first; `given` turns that record
    into what the act answers. `owner` is the column that tells who made it.
    """

    def of(act: Callable[P, R]) -> Callable[P, R]:
        @wraps(act)
        def pressed(*args: P.args, **said: P.kwargs) -> R:
            def before() -> Any:
                return made_before(model, said.get("key", ""), said["by"].user_id, owner=owner)  # type: ignore[arg-type,attr-defined]

            if (earlier := before()) is not None:
                return given(earlier)  # type: ignore[no-any-return]
            try:
                with transaction.atomic():
                    return act(*args, **said)
            except (IntegrityError, Refused):
                # The other press was between our look and our writing; only its whole work is there now.
                if (earlier := before()) is None:
                    raise
                return given(earlier)  # type: ignore[no-any-return]

        return pressed

    return of
