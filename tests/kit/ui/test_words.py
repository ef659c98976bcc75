"""Words that come from libraries are Vietnamese too, and the compiled catalogue is the one of its source."""

import gettext
import re
from pathlib import Path

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError

FOLDER = Path(settings.BASE_DIR) / "ocop" / "kit" / "locale" / "vi" / "LC_MESSAGES"
ENGLISH = re.compile(r"\b(?:the|is|this|not|your|must|enter|please|valid|cannot|incorrect)\b", re.IGNORECASE)


def test_the_compiled_catalogue_says_what_its_source_says():
    source = (FOLDER / "django.po").read_text(encoding="utf-8")
    with (FOLDER / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', source, re.MULTILINE)
    assert len(pairs) > 80
    for english, vietnamese in pairs:
        assert catalogue.gettext(english) == vietnamese


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        (forms.CharField(), "", "Không được để trống ô này."),
        (forms.CharField(max_length=3), "abcd", "Viết không quá 3 ký tự (hiện có 4)."),
        (forms.IntegerField(), "x", "Nhập một số nguyên, ví dụ 12."),
        (forms.IntegerField(max_value=5), "6", "Số này phải từ 5 trở xuống."),
        (forms.EmailField(), "x", "Nhập địa chỉ thư điện tử, ví dụ ten@dongthap.gov.vn."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Hãy chọn lại: “b” không có trong danh sách."),
        (forms.DateField(), "x", "Nhập ngày theo thứ tự ngày/tháng/năm, ví dụ 27/3/2026."),
        (forms.CharField(), "a\x00", "Có ký tự không đọc được. Hãy xoá đi và gõ lại."),
    ],
)
def test_a_plain_field_answers_in_vietnamese(field: forms.Field, typed: str, words: str):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [words]


def test_a_weak_password_is_refused_in_vietnamese():
    with pytest.raises(ValidationError) as short:
        MinimumLengthValidator(10).validate("abc")
    assert short.value.messages == ["Mật khẩu quá ngắn, phải có ít nhất 10 ký tự."]
    with pytest.raises(ValidationError) as common:
        CommonPasswordValidator().validate("password123")
    assert not ENGLISH.search(common.value.messages[0])


def test_sign_in_refuses_in_vietnamese():
    spoken = {**DefaultAccountAdapter.error_messages, **DefaultMFAAdapter.error_messages}
    assert {key: str(words) for key, words in spoken.items() if ENGLISH.search(str(words))} == {}
