from django.apps import AppConfig


class CheckingConfig(AppConfig):
    name = "ocop.oversight.checking"
    label = "checking"
    verbose_name = "Kiểm tra số liệu"
