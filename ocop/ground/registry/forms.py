"""The filter of the journal page."""

from typing import Any

from django import forms

from ocop.ground.registry.queries import acts_seen
from ocop.ground.registry.wording import act_label
from ocop.kit import forms as kit


class JournalFilter(kit.OcopForm):
    act = forms.ChoiceField(label="Việc", required=False)
    subject_id = forms.CharField(label="Mã đối tượng", required=False, max_length=40)
    since = kit.DateField(label="Từ ngày", required=False, help_text="")
    until = kit.DateField(label="Đến ngày", required=False, help_text="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = sorted(((act, act_label(act)) for act in acts_seen()), key=lambda pair: pair[1])
        self.fields["act"].choices = [("", "Tất cả"), *acts]  # type: ignore[attr-defined]
