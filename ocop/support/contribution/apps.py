from django.apps import AppConfig


class ContributionConfig(AppConfig):
    name = "ocop.support.contribution"
    label = "contribution"
    verbose_name = "Kết quả chung"
