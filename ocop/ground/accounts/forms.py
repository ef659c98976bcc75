"""Forms of signing in, opening an account and the second factor, in plain Vietnamese."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base.forms import AuthenticateForm as MFAAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MFAReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as MFAActivateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm as MFAAddKeyForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm as MFAEditKeyForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from ocop.ground.accounts import throttle
from ocop.ground.accounts.models import User
from ocop.ground.accounts.queries import LoginError, normalise_login
from ocop.kit import clock
from ocop.kit.forms import FriendlyErrors, OcopForm

RULES_FOR_CHOOSING = (
    "Ít nhất 10 ký tự, không chỉ toàn chữ số và không phải mật khẩu nhiều người dùng như “matkhau123”. "
    "Một câu ngắn dễ nhớ là tốt nhất."
)


def _relabel(field: forms.Field, label: str, required: str, **attrs: str) -> None:
    field.label = label
    field.help_text = ""
    field.error_messages["required"] = required
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update({name.replace("_", "-"): value for name, value in attrs.items()})


@contextmanager
def charged_try(secret: str, user: User, *, whole_account: int | None = None) -> Iterator[None]:
    """Charge one try at a secret of a known person; given back unless the block raises. Answers 429 when
    spent.
    """
    name = f"{secret}:{user.pk}"
    caller = throttle.caller_of(context.request, user.login)
    try:
        throttle.take_try(name, caller=caller, at=clock.now(), whole_account=whole_account)
    except throttle.TooManyTries as refused:
        raise ImmediateHttpResponse(throttle.too_many_tries(context.request, refused)) from refused
    yield
    throttle.give_back(name, caller=caller)


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(
            self.fields["login"],
            "Số điện thoại hoặc thư điện tử",
            "Nhập số điện thoại hoặc thư điện tử.",
            autocomplete="username",
            spellcheck="false",
            autocapitalize="none",
        )
        _relabel(self.fields["password"], "Mật khẩu", "Nhập mật khẩu.")

    def clean_login(self) -> str:
        try:
            return normalise_login(self.cleaned_data["login"])
        except LoginError as wrong:
            raise ValidationError(str(wrong), code="invalid") from wrong


class ConfirmPasswordForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self.fields["password"], "Mật khẩu", "Nhập mật khẩu.")


class NewPasswordForm(OcopForm):
    """A password typed twice; weak ones are refused with the remedy."""

    password = forms.CharField(
        label="Mật khẩu mới",
        strip=False,
        max_length=200,
        help_text=RULES_FOR_CHOOSING,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Nhập lại mật khẩu mới",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["again"].error_messages["required"] = "Nhập lại mật khẩu mới."

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("password") and values.get("again") and values["password"] != values["again"]:
            self.add_error("again", "Hai lần nhập chưa giống nhau. Hãy nhập lại mật khẩu mới.")
        return values


class ChangePasswordForm(NewPasswordForm):
    current = forms.CharField(
        label="Mật khẩu hiện tại",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["current", "password", "again"]

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        with charged_try("change-password", self.user):
            if not self.user.check_password(current):
                raise ValidationError("Mật khẩu hiện tại chưa đúng. Hãy nhập lại.", code="incorrect")
        return current


class _CodeTries(FriendlyErrors):
    """Codes are charged like passwords, to the same caller, but on the account's second factor."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(
            self.fields["code"],
            "Mã xác thực",
            "Nhập mã xác thực.",
            inputmode="numeric",
            autocomplete="one-time-code",
        )

    def clean_code(self) -> str:
        with charged_try("second-factor", self.user, whole_account=throttle.CODES_FROM_ALL_NETWORKS):
            code: str = super().clean_code()  # type: ignore[misc]
            return code


class SecondFactorForm(_CodeTries, MFAAuthenticateForm):
    pass


class ConfirmSecondFactorForm(_CodeTries, MFAReauthenticateForm):
    pass


class ActivateAuthenticatorForm(FriendlyErrors, MFAActivateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(
            self.fields["code"],
            "Mã 6 chữ số trong ứng dụng",
            "Nhập mã 6 chữ số trong ứng dụng.",
            inputmode="numeric",
            autocomplete="one-time-code",
        )


class AddKeyForm(FriendlyErrors, MFAAddKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self.fields["name"], "Tên gợi nhớ", "Nhập tên gợi nhớ.")
        self.fields["credential"].error_messages["required"] = (
            "Trình duyệt chưa gửi khoá. Hãy bấm “Thêm khoá” và làm theo hướng dẫn của máy."
        )
        self.fields.pop("passwordless", None)


class EditKeyForm(FriendlyErrors, MFAEditKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self.fields["name"], "Tên gợi nhớ", "Nhập tên gợi nhớ.")
