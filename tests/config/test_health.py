"""`/healthz` says whether the process can work, and nothing else."""

from django.test import Client


def test_a_whole_platform_is_healthy(client: Client, db: None) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "checks": {"database": True, "migrations": True}}


def test_it_is_never_cached(client: Client, db: None) -> None:
    assert "no-store" in client.get("/healthz")["Cache-Control"]
