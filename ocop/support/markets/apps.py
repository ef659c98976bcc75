from django.apps import AppConfig


class MarketsConfig(AppConfig):
    name = "ocop.support.markets"
    label = "markets"
    verbose_name = "Thị trường"
