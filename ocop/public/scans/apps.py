from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ScansConfig(AppConfig):
    name = "ocop.public.scans"
    label = "public_scans"
    verbose_name = "Trang của tem"

    def ready(self) -> None:
        from ocop.public.scans.changes import unwatch, watch

        pre_migrate.connect(unwatch, sender=self, dispatch_uid="ocop.public.scans")
        post_migrate.connect(watch, sender=self, dispatch_uid="ocop.public.scans")
