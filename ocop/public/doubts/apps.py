from django.apps import AppConfig


class DoubtsConfig(AppConfig):
    name = "ocop.public.doubts"
    label = "doubts"
    verbose_name = "Báo điều nghi ngờ"
