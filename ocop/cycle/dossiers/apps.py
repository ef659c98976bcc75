from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "ocop.cycle.dossiers"
    label = "dossiers"
    verbose_name = "Hồ sơ"
