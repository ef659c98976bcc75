from django.apps import AppConfig


class ScansConfig(AppConfig):
    name = "ocop.public.scans"
    label = "public_scans"
    verbose_name = "Trang của tem"
