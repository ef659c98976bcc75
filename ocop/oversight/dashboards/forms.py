"""Which plan, place or office a board is of."""

from collections.abc import Sequence
from typing import Any

from django import forms

from ocop.kit import forms as kit


class OneOfForm(kit.OcopForm):
    """One choice in the address; the first is shown where nothing, or nothing known, is asked for."""

    def __init__(self, *args: Any, name: str, label: str, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    def show(self, value: str) -> None:
        """Show what the board is of where nothing was chosen."""
        if not self.chosen():
            self.is_bound, self.initial = False, {self.name: value}

    def chosen(self) -> str:
        """What was chosen; empty where nothing was, or nothing on offer."""
        return str(self.cleaned_data.get(self.name) or "") if self.is_valid() else ""
