"""How django-allauth signs people in here: own budgets of tries, Vietnamese words, no signing up."""

import base64
import hashlib
import io
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse

from ocop.ground.accounts import devices, throttle
from ocop.ground.accounts.models import User
from ocop.kit import clock


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Tài khoản này đang bị khoá. Hãy liên hệ cán bộ OCOP.",
        "username_password_mismatch": ("Số điện thoại, thư điện tử hoặc mật khẩu chưa đúng. Hãy xem lại rồi thử lại."),
        "incorrect_password": "Mật khẩu chưa đúng. Hãy nhập lại.",
        "incorrect_code": "Mã chưa đúng hoặc đã hết hạn. Hãy nhập mã mới nhất trong ứng dụng.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: producers are invited, officers are appointed."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Look at the password only after a try was charged; answer 429 when the budget is spent."""
        login = credentials["username"]
        caller = throttle.caller_of(request, login)
        try:
            throttle.take_try(login, caller=caller, at=clock.now())
        except throttle.TooManyTries as refused:
            raise ImmediateHttpResponse(throttle.too_many_tries(request, refused)) from refused
        AuthenticationBackend.unstash_authenticated_user()
        user = authenticate(request, **credentials) or AuthenticationBackend.unstash_authenticated_user()
        if isinstance(user, User):
            throttle.give_back(login, caller=caller)
            return user
        return None

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever gave a secret minutes ago need not give it again, such as on the first day of a second factor."""
        records = get_authentication_records(context.request, context.request.user)
        if records and clock.now().timestamp() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_client_ip(self, request: HttpRequest) -> str:
        return throttle.network_of(request)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        devices.remember(request, response, user)
        return response


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Mã chưa đúng hoặc đã hết hạn. Hãy nhập mã mới nhất trong ứng dụng.",
        "cannot_delete_authenticator": "Anh/chị phải giữ ít nhất một cách xác thực hai lớp.",
        "cannot_generate_recovery_codes": "Hãy bật xác thực hai lớp trước khi tạo mã dự phòng.",
        "unverified_email": "Hãy xác nhận thư điện tử trước khi bật xác thực hai lớp.",
        "add_email_blocked": "Không thêm được thư điện tử khi đang dùng xác thực hai lớp.",
    }

    def encrypt(self, text: str) -> str:
        """Authenticator secrets rest encrypted, so that a copy of the database gives no codes."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        drawn = io.BytesIO()
        segno.make(url, error="m", micro=False).save(drawn, kind="svg", scale=5, xmldecl=False)
        return drawn.getvalue().decode()

    def get_totp_issuer(self) -> str:
        return f"OCOP {settings.OCOP_PROVINCE_NAME}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays while the house demands one; a lost one is reset by an
        administrator.
        """
        if not settings.OCOP_REQUIRE_SECOND_FACTOR:
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Khoá {count + 1}"

    def _get_site_name(self) -> str:
        return f"OCOP {settings.OCOP_PROVINCE_NAME}"


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """An identity from elsewhere opens only an account that is already here."""
        return False


def _cipher() -> Fernet:
    key = hashlib.sha256(b"ocop.accounts.second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
