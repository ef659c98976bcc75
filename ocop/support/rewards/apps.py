from django.apps import AppConfig


class RewardsConfig(AppConfig):
    name = "ocop.support.rewards"
    label = "rewards"
    verbose_name = "Khen thưởng"
