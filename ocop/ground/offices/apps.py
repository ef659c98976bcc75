from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "ocop.ground.offices"
    label = "offices"
    verbose_name = "Đơn vị và cơ quan"
