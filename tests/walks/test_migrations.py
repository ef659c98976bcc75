"""A database grows from nothing by its migrations; every other test makes its tables from the models."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(*words: str, var: Path) -> str:
    """What a command of the platform prints, on an empty database of its own (or the server's own empty one)."""
    environment = {**os.environ, "OCOP_VAR_DIR": str(var)}
    command = [sys.executable, "-m", "ocop.config.cli", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_migration_runs_from_nothing_and_the_journal_is_guarded(tmp_path: Path, db: None) -> None:
    run("migrate", "--verbosity", "0", var=tmp_path)
    run("journal", "verify", var=tmp_path)
