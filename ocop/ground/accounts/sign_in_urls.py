"""The pages of django-allauth that this house uses, under the names allauth looks them up by; no others
exist.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as authenticator
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as identity
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path

from ocop.ground.accounts import views

urlpatterns = [
    path("dang-nhap/", views.SignInView.as_view(), name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("bi-khoa/", account.account_inactive, name="account_inactive"),
    path("quen-mat-khau/", views.forgotten, name="account_reset_password"),
    path("mat-khau/", views.change_password, name="account_change_password"),
    path("xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("hai-lop/", second_factor.index, name="mfa_index"),
    path("hai-lop/nhap-ma/", second_factor.authenticate, name="mfa_authenticate"),
    path("hai-lop/xac-nhan/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("hai-lop/ung-dung/", authenticator.activate_totp, name="mfa_activate_totp"),
    path("hai-lop/ung-dung/tat/", authenticator.deactivate_totp, name="mfa_deactivate_totp"),
    path("hai-lop/ma-du-phong/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("hai-lop/ma-du-phong/tao/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("hai-lop/ma-du-phong/tai-ve/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("hai-lop/khoa/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("hai-lop/khoa/them/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("hai-lop/khoa/xac-nhan/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    # A person's own keys only; allauth knows them by number.
    path("hai-lop/khoa/<int:pk>/bo/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("hai-lop/khoa/<int:pk>/doi-ten/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("lien-thong/huy/", identity.login_cancelled, name="socialaccount_login_cancelled"),
    path("lien-thong/loi/", identity.login_error, name="socialaccount_login_error"),
    path("lien-thong/chua-co/", views.no_such_account, name="socialaccount_signup"),
    path("lien-thong/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    path("lien-thong/<slug:provider_id>/tro-ve/", oidc.callback, name="openid_connect_callback"),
]
