from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "ocop.ground.programme"
    label = "programme"
    verbose_name = "Chương trình"
