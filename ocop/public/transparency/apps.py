from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    name = "ocop.public.transparency"
    label = "transparency"
    verbose_name = "Chương trình công khai"
