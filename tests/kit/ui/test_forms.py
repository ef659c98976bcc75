"""What people type, and what the fields make of it."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.kit import forms as kit
from tests.world_dossiers import MINIMAL_PDF, photo_bytes


class Paper(kit.OcopForm):
    number = forms.CharField(label="Số giấy")
    issued_on = kit.DateField(label="Ngày cấp")
    kind = forms.ChoiceField(label="Loại giấy", choices=[("a", "A")], widget=kit.Radios)
    told = forms.ChoiceField(label="Có câu chuyện không?", choices=[("co", "Có")])
    scan = kit.UploadField(label="Ảnh chụp")
    sworn = forms.BooleanField(label="Tôi cam đoan khai đúng")
    code = forms.CharField(label="OCOP là gì", error_messages={"required": "Ghi mã trên tem."})


def test_an_empty_field_is_asked_for_by_its_own_name():
    assert {name: errors[0] for name, errors in Paper({}).errors.items()} == {
        "number": "Nhập số giấy.",
        "issued_on": "Nhập ngày cấp.",
        "kind": "Chọn loại giấy.",
        "told": "Trả lời câu hỏi “Có câu chuyện không?”",
        "scan": "Tải lên ảnh chụp.",
        "sworn": "Đánh dấu vào ô “Tôi cam đoan khai đúng”.",
        "code": "Ghi mã trên tem.",
    }


def test_an_abbreviation_keeps_its_capitals_inside_the_sentence():
    assert kit.ask_for(forms.CharField(), "OCOP từ năm nào:") == "Nhập OCOP từ năm nào."


@pytest.mark.parametrize("typed", ["1/2/2026", "01/02/2026", "1-2-2026", "1.2.2026", "01022026", " 2026-02-01 "])
def test_a_date_is_read_day_first(typed: str):
    assert kit.DateField().clean(typed) == date(2026, 2, 1)


def test_a_date_shown_again_is_written_day_first():
    form = Paper(initial={"issued_on": date(2026, 2, 1)})
    assert form["issued_on"].value() == "01/02/2026"


@pytest.mark.parametrize("typed", ["31/2/2026", "hôm nay", "13/13/2026", "2026"])
def test_what_is_no_day_of_the_calendar_is_refused(typed: str):
    with pytest.raises(ValidationError):
        kit.DateField().clean(typed)


def test_a_date_outside_its_bounds_says_which_bound():
    field = kit.DateField(label="Ngày cấp", not_after=date(2026, 11, 24), not_before=date(2020, 1, 1))
    with pytest.raises(ValidationError, match="Ngày cấp không được sau ngày 24/11/2026"):
        field.clean("25/11/2026")
    with pytest.raises(ValidationError, match="Ngày cấp không được trước ngày 01/01/2020"):
        field.clean("31/12/2019")
    assert field.clean("24/11/2026") == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "number"), [("85,5", "85.5"), ("1.234,5", "1234.5"), ("0", "0"), ("100", "100"), ("1 234,5", "1234.5")]
)
def test_a_number_with_a_comma_is_read_as_written_here(typed: str, number: str):
    value = kit.DecimalTextField().clean(typed)
    assert value == Decimal(number)
    assert isinstance(value, Decimal)


@pytest.mark.parametrize("typed", ["85.5", "1,234.5", "tám", "1,2,3", "12e3", "NaN"])
def test_a_number_that_could_be_another_is_refused(typed: str):
    with pytest.raises(ValidationError):
        kit.DecimalTextField().clean(typed)


def test_a_mark_outside_the_sheet_names_the_limit():
    field = kit.DecimalTextField(label="Điểm", minimum=0, maximum=Decimal("2.5"), places=1)
    with pytest.raises(ValidationError, match="Điểm phải từ 2,5 trở xuống"):
        field.clean("3")
    with pytest.raises(ValidationError, match="Điểm phải từ 0 trở lên"):
        field.clean("-1")
    with pytest.raises(ValidationError, match="nhiều nhất 1 chữ số thập phân"):
        field.clean("1,25")
    assert field.clean("2,50") == Decimal("2.5")


def test_money_is_whole_dong_and_never_negative():
    field = kit.MoneyField(label="Doanh thu")
    assert field.clean("1.250.000") == 1_250_000
    assert isinstance(field.clean("1250000"), int)
    for wrong in ("2,5", "-1"):
        with pytest.raises(ValidationError, match="Doanh thu"):
            field.clean(wrong)


def test_an_optional_number_left_empty_is_nothing_and_not_zero():
    assert kit.MoneyField(required=False).clean("  ") is None
    assert kit.IntegerTextField(required=False).clean("0") == 0


def test_numbers_shown_again_are_grouped():
    class Sums(kit.OcopForm):
        sum = kit.MoneyField(label="Số tiền")
        mark = kit.DecimalTextField(label="Điểm")

    form = Sums(initial={"sum": 1_250_000, "mark": Decimal("85.50")})
    assert form["sum"].value() == "1.250.000"
    assert form["mark"].value().startswith("85,5")
    assert not Sums({"sum": "1250000", "mark": "85,5"}, initial=form.initial).has_changed()


def test_a_telephone_number_has_one_spelling():
    assert {kit.PhoneField().clean(typed) for typed in ("0912 345 678", "+84 912.345.678", "84912345678")} == {
        "0912345678"
    }
    assert kit.PhoneField(required=False).clean("") == ""
    with pytest.raises(ValidationError, match="10 chữ số"):
        kit.PhoneField().clean("12345")


def test_a_file_too_big_is_named_with_the_remedy():
    field = kit.UploadField(label="Ảnh", max_bytes=2 * 1024 * 1024)
    with pytest.raises(ValidationError, match=r"anh\.jpg quá lớn, chỉ nhận đến 2 MB"):
        field.clean(SimpleUploadedFile("anh.jpg", b"x" * (2 * 1024 * 1024 + 1)))
    assert field.clean(SimpleUploadedFile("anh.jpg", b"x" * (2 * 1024 * 1024))).name == "anh.jpg"
    with pytest.raises(ValidationError, match="rỗng"):
        field.clean(SimpleUploadedFile("anh.jpg", b""))


def test_a_paper_is_read_while_the_form_is_checked():
    """What is wrong stands at the field; what is right comes out written anew under the name it was sent with."""
    taken = kit.PaperField(label="Giấy").clean(SimpleUploadedFile("giấy.jpg", photo_bytes("ivory")))
    assert (taken.name, taken.content_type, taken.is_photo) == ("giấy.jpg", "image/jpeg", True)
    assert kit.PaperField(label="Giấy", required=False).clean(None) is None
    with pytest.raises(ValidationError, match="không phải là PDF thật"):
        kit.PaperField(label="Giấy").clean(SimpleUploadedFile("giấy.pdf", b"khong phai pdf"))
    with pytest.raises(ValidationError, match="không phải là ảnh"):
        kit.PaperField(label="Ảnh", photo_only=True).clean(SimpleUploadedFile("giấy.pdf", MINIMAL_PDF))
