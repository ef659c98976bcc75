from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "ocop.support.funding"
    label = "funding"
    verbose_name = "Chính sách hỗ trợ"
