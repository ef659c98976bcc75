from django.apps import AppConfig


class RetailConfig(AppConfig):
    name = "ocop.public.retail"
    label = "retail"
    verbose_name = "Chào hàng cho nhà bán lẻ"
