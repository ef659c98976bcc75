from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "ocop.ground.registry"
    label = "registry"
    verbose_name = "Sổ nhật ký, tệp, thông báo"
