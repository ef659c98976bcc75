"""A form that makes one record however often its button is pressed: the page brings the new record's id along."""

from typing import Any

from django import forms
from django.db import models

from ocop.kit.forms import OcopForm
from ocop.kit.ids import new_public_id
from ocop.kit.scope import Refused


class OnceForm(OcopForm):
    """A form with the id its record will get; a second press brings the same id."""

    key = forms.RegexField(r"^[0-9A-Za-z]{12}$", widget=forms.HiddenInput, initial=new_public_id, required=False)

    def clean_key(self) -> str:
        return self.cleaned_data.get("key") or new_public_id()


def made_before(model: Any, key: str, by_id: int | None, *, by: str = "by_id") -> Any:
    """The record an earlier press made, or None. Raises `Refused` when the id is another person's record."""
    found: models.Model | None = model.objects.filter(public_id=key).first() if key else None
    if found is not None and getattr(found, by) != by_id:
        raise Refused("Trang này đã cũ. Anh/chị mở lại trang rồi nhập lại.")
    return found
