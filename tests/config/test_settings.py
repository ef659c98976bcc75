"""The production profile refuses to start without what would make it unsafe or print wrong papers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WHOLE = {
    "OCOP_PROFILE": "production",
    "OCOP_SECRET_KEY": "chin-muoi-chu-so-va-chu-cai-khong-ai-doan-ra-2026-dong-thap",
    "OCOP_STAMP_SECRET": "mot-bi-mat-rieng-cua-tem-khong-trung-voi-khoa-cua-trang-2026",
    "OCOP_ALLOWED_HOSTS": "ocop.dongthap.example",
    "OCOP_SITE_URL": "https://ocop.dongthap.example",
}


def start(folder: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of their own, with `changes` over a whole production environment."""
    environment = {"PATH": os.environ["PATH"], "OCOP_VAR_DIR": str(folder), **WHOLE, **changes}
    command = [sys.executable, "-c", "import ocop.config.settings"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_production_starts_with_its_secrets(tmp_path: Path) -> None:
    assert start(tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OCOP_SECRET_KEY", ""),
        ("OCOP_SECRET_KEY", "hoa-sen"),
        ("OCOP_STAMP_SECRET", ""),
        ("OCOP_STAMP_SECRET", WHOLE["OCOP_SECRET_KEY"]),
        ("OCOP_ALLOWED_HOSTS", ""),
        ("OCOP_SITE_URL", "http://127.0.0.1:8000"),
        ("OCOP_DEBUG", "true"),
        ("OCOP_PROFILE", "Production"),
    ],
)
def test_production_refuses_and_names_the_setting(tmp_path: Path, name: str, value: str) -> None:
    refused = start(tmp_path, **{name: value})
    assert refused.returncode != 0
    assert name in refused.stderr.splitlines()[-1]
