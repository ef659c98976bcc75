from django.apps import AppConfig


class TraceabilityConfig(AppConfig):
    name = "ocop.cycle.traceability"
    label = "traceability"
    verbose_name = "Truy xuất"
