from django.apps import AppConfig


class EpcisApiConfig(AppConfig):
    name = "ocop.public.epcis_api"
    label = "epcis_api"
    verbose_name = "EPCIS của đối tác"
