from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ocop.ground.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"
