"""Forms of the registry: the filter of the journal, a paper attached to a record, a paper taken off."""

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


class AttachForm(kit.OcopForm):
    """A file with its name; with `private_words` it may be kept from those who only read the record."""

    file = kit.PaperField(label="Ảnh chụp hoặc tệp PDF")
    title = forms.CharField(
        label="Tên giấy tờ", max_length=200, required=False, help_text="Để trống thì lấy tên của tệp."
    )
    is_private = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, title_hint: str, private_words: str, private_first: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if title_hint:
            self.fields["title"].help_text = f"{title_hint} Để trống thì lấy tên của tệp."
        if private_words:
            self.fields["is_private"].label = private_words
            self.fields["is_private"].initial = private_first
        else:
            del self.fields["is_private"]


class DetachForm(kit.OcopForm):
    why = forms.CharField(label="Vì sao bỏ", max_length=300, help_text="Ví dụ: kèm nhầm tệp, đã có bản quét rõ hơn.")
