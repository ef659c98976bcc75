from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "ocop.config"
    label = "config"
    verbose_name = "Cấu hình"

    def ready(self) -> None:
        from ocop.config.wiring import connect

        connect()
