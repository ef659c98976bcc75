from django.apps import AppConfig


class ScansConfig(AppConfig):
    name = "ocop.cycle.scans"
    label = "scans"
    verbose_name = "Lượt quét tem"
