"""Forms of one person of the register: set right, made one with another entry, erased."""

from collections.abc import Iterable
from typing import Any

from django import forms

from ocop.ground.offices.models import Unit
from ocop.kit import forms as kit
from ocop.kit.text.phone import format_phone
from ocop.support.activities.forms import UnitChoice
from ocop.support.activities.models import Person
from ocop.support.activities.states import PersonGroup


class PersonForm(kit.OcopForm):
    """What the register says of a person."""

    full_name = forms.CharField(label="Họ và tên", max_length=120)
    group = forms.ChoiceField(label="Thành phần", choices=PersonGroup.choices)
    workplace = forms.CharField(
        label="Cơ quan hoặc chủ thể", max_length=200, required=False, help_text="Ghi đúng tên hoặc mã đã đăng ký"
    )
    phone = kit.PhoneField(required=False)
    unit = UnitChoice(Unit.objects.none(), label="Xã, phường", required=False, empty_label="Chưa ghi")
    birth_year = kit.YearField(label="Năm sinh", required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class MergeForm(kit.OcopForm):
    """Which other entry of the register is the same person."""

    other = forms.ChoiceField(
        label="Dòng nào cũng là người này?",
        widget=kit.Radios(),
        error_messages={
            "required": "Chọn dòng cũng là người này.",
            "invalid_choice": "Dòng này không còn trong sổ; có thể đã được gộp rồi.",
        },
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [(each.public_id, _words(each)) for each in people]  # type: ignore[attr-defined]


class EraseForm(kit.OcopForm):
    asked = forms.BooleanField(
        label="Chính người này, hoặc người đại diện hợp pháp, đã yêu cầu xóa",
        error_messages={"required": "Đánh dấu rằng người này đã yêu cầu. Không có yêu cầu thì không xóa."},
    )


def _words(person: Person) -> str:
    """Enough to tell two people of one name apart."""
    where = person.office or person.producer or person.workplace or (person.unit.full_name if person.unit else "")
    facts = [str(person.get_group_display()), str(where), format_phone(person.phone)]
    if person.birth_year:
        facts.append(f"sinh năm {person.birth_year}")
    return f"{person.full_name} ({', '.join(fact for fact in facts if fact)})"
