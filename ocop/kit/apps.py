from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "ocop.kit"
    label = "kit"
    verbose_name = "Bộ công cụ"
