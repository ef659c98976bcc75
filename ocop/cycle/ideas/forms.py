"""What officers type about ideas, and the author's answer."""

from typing import Any

from django import forms

from ocop.cycle.ideas.states import PRODUCT_TAG, IdeaState, IdeaTag, RefusalReason
from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer
from ocop.ground.producers.states import LegalForm
from ocop.kit import forms as kit

_ALL = ("", "Tất cả")
NEW = "moi"
NEW_ONLY = "Chỉ nhập khi chọn “Chủ thể mới”."


class IdeaFilter(kit.OcopForm):
    """Filters of the officers' list, kept in the address."""

    q = forms.CharField(label="Tên hoặc số ý tưởng", max_length=80, required=False)
    trang_thai = forms.ChoiceField(
        label="Trạng thái",
        required=False,
        choices=[_ALL, ("cho", "Chờ trả lời, mọi bước"), ("tre", "Quá hạn trả lời"), *IdeaState.choices],
    )
    nhan = forms.ChoiceField(label="Nhãn", required=False, choices=[_ALL, *IdeaTag.choices])
    noi = forms.ChoiceField(label="Nơi có thể làm", required=False)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["noi"].choices = [_ALL, *places]  # type: ignore[attr-defined]


def _words(label: str, hint: str = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(label=label, max_length=1500, help_text=hint, widget=kit.TextArea(rows=rows))


class QuestionForm(kit.OcopForm):
    question = _words("Câu hỏi cho tác giả", "Một việc mỗi câu, lời dễ hiểu. Tác giả trả lời bằng liên kết của mình.")


class AcceptForm(kit.OcopForm):
    round_: Any = forms.ModelChoiceField(
        label="Nhận vào đợt", queryset=None, to_field_name="public_id", empty_label="Chọn đợt…"
    )
    words = _words("Lời nhắn cho tác giả", "Việc tiếp theo là gì, gặp ai, ở đâu.")

    def __init__(self, *args: Any, rounds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round_"].queryset = rounds  # type: ignore[attr-defined]


class RefuseForm(kit.OcopForm):
    reason = forms.ChoiceField(label="Vì sao chưa nhận", choices=RefusalReason.choices, widget=kit.Radios())
    words = _words("Giải thích cho tác giả", "Nói rõ điều gì thay đổi thì có thể nhận.")


class ReopenForm(kit.OcopForm):
    why = _words("Vì sao xem lại", rows=3)


class HandOnForm(kit.OcopForm):
    office: Any = forms.ModelChoiceField(
        label="Chuyển đến", queryset=None, to_field_name="public_id", empty_label="Chọn cơ quan…"
    )
    words = _words("Lý do chuyển", "Tác giả cũng đọc được.", rows=3)

    def __init__(self, *args: Any, offices: list[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [office.pk for office in offices]
        rows = Office.objects.filter(pk__in=keys).order_by("tier", "sort_key", "pk")
        self.fields["office"].queryset = rows  # type: ignore[attr-defined]


class MergeForm(kit.OcopForm):
    """`ideas` are those found; which one this idea goes into, and why."""

    into: Any = forms.ModelChoiceField(
        label="Gộp vào ý tưởng", queryset=None, to_field_name="public_id", empty_label=None, widget=kit.Radios()
    )
    why = _words("Vì sao gộp", "Tác giả đọc được. Không ghi tên, số điện thoại của tác giả kia.", rows=3)

    def __init__(self, *args: Any, ideas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = ideas  # type: ignore[attr-defined]
        self.fields["into"].label_from_instance = _idea_label  # type: ignore[attr-defined]


def _idea_label(idea: Any) -> str:
    return f"{idea.title} (số {idea.number}, {idea.unit.full_name}, {idea.get_state_display()})"


class CandidateForm(kit.OcopForm):
    """Who makes it, and what the product is called; a producer not on the register yet is entered in the same act."""

    producer = forms.ChoiceField(label="Ai sẽ làm sản phẩm này", widget=kit.Radios())
    new_name = forms.CharField(label="Tên chủ thể mới", max_length=250, required=False, help_text=NEW_ONLY)
    legal_form = forms.ChoiceField(
        label="Loại hình của chủ thể mới", choices=[("", "Chọn…"), *LegalForm.choices], required=False
    )
    name = forms.CharField(label="Tên sản phẩm", max_length=250)
    description = forms.CharField(label="Mô tả sản phẩm", max_length=4000, required=False, widget=kit.TextArea(rows=5))
    tags = forms.MultipleChoiceField(
        label="Nhãn của sản phẩm mà anh/chị xác nhận", required=False, widget=kit.Checkboxes()
    )
    words = forms.CharField(label="Lời nhắn cho tác giả", max_length=1500, required=False, widget=kit.TextArea(rows=3))

    def __init__(self, *args: Any, producers: list[Producer], tags: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {producer.public_id: producer for producer in producers}
        known = [(key, f"{each.name} ({each.unit.full_name})") for key, each in self.by_id.items()]
        self.fields["producer"].choices = [*known, (NEW, "Chủ thể mới, chưa có trong sổ")]  # type: ignore[attr-defined]
        for name in ("new_name", "legal_form"):
            self.fields[name].optional_is_plain = True  # type: ignore[attr-defined]
        carried = [(tag, IdeaTag(tag).label) for tag in tags if tag in PRODUCT_TAG]
        self.fields["tags"].choices = carried  # type: ignore[attr-defined]
        if not carried:
            del self.fields["tags"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("producer") == NEW:
            if not data.get("new_name", "").strip():
                self.add_error("new_name", "Nhập tên chủ thể mới.")
            if not data.get("legal_form"):
                self.add_error("legal_form", "Chọn loại hình của chủ thể mới.")
        return data
