"""The thresholds in force, from the settings."""

from django.conf import settings

from ocop.rules.copies import Thresholds


def thresholds() -> Thresholds:
    """What counts as a sign of copies here."""
    return Thresholds(
        window_days=settings.OCOP_COPY_WINDOW_DAYS,
        clients=settings.OCOP_COPY_CLIENTS,
        travel_km=settings.OCOP_COPY_TRAVEL_KM,
        travel_kmh=settings.OCOP_COPY_TRAVEL_KMH,
        early_clients=settings.OCOP_COPY_EARLY_CLIENTS,
        outside_percent=settings.OCOP_COPY_OUTSIDE_PERCENT,
        scans_percent=settings.OCOP_COPY_SCANS_PERCENT,
        neighbours=settings.OCOP_COPY_NEIGHBOURS,
        guesses_percent=settings.OCOP_COPY_GUESSES_PERCENT,
    )
