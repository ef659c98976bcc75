from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "ocop.oversight.figures"
    label = "figures"
    verbose_name = "Số liệu"
