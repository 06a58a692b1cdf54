"""Machine-made requests to every operation: the API does what its description says, and never breaks."""

import subprocess
import sys
from pathlib import Path

import pytest

from deqi.answers import default_tables

OPERATIONS = 15


@pytest.mark.django_db
def test_every_response_is_one_that_the_description_promises(live_server: object, tmp_path: Path) -> None:
    """Examples, edge values and random values; right and wrong bodies, methods, types and headers."""
    default_tables()  # reading every table may take longer than a client waits for the description
    done = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            f"--config-file={Path(__file__).with_name('schemathesis.toml')}",
            "run",
            f"{live_server}/api/v1/openapi.json",
            "--phases=examples,coverage,fuzzing",
            "--max-examples=15",
            "--seed=1",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=420,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{OPERATIONS} selected / {OPERATIONS} total" in done.stdout
    assert "No issues found" in done.stdout
