from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "ocop.support.projects"
    label = "projects"
    verbose_name = "Dự án, mô hình điểm"
