"""The room of returns and reports."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "ocop.oversight.reporting"
