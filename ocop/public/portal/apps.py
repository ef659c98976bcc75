from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ocop.public.portal"
    label = "portal"
    verbose_name = "Cổng công khai"
