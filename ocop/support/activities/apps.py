from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "ocop.support.activities"
    label = "activities"
    verbose_name = "Hoạt động"
