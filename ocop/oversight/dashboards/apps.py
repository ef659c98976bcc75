from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "ocop.oversight.dashboards"
    label = "dashboards"
    verbose_name = "Bảng điều hành"
