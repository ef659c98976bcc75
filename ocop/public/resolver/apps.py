from django.apps import AppConfig


class ResolverConfig(AppConfig):
    name = "ocop.public.resolver"
    label = "resolver"
    verbose_name = "Địa chỉ GS1 Digital Link"
