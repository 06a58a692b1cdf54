"""What is kept from other accounts: the key that signs cookies, and the file of the database.

A site that others reach needs a real key; for this machine alone one is made.
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50


def real_secret_key(environment: Mapping[str, str]) -> str:
    """``DEQI_SECRET_KEY``. Raises ``ImproperlyConfigured`` when it is missing, short or a placeholder."""
    key = environment.get("DEQI_SECRET_KEY", "")
    if len(key) < SHORTEST_KEY or len(set(key)) < 10:
        raise ImproperlyConfigured(
            "Others can reach this site (DEQI_HTTPS=1 or DEQI_HOSTS is set), so it needs a real "
            f"DEQI_SECRET_KEY of at least {SHORTEST_KEY} characters. Make one, keep it to yourself: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
        )
    return key


def local_secret_key(environment: Mapping[str, str], folder: Path) -> str:
    """The key in the environment, or one made once and kept in ``folder`` for this machine alone."""
    key = environment.get("DEQI_SECRET_KEY")
    if key:
        return key
    path = folder / "secret_key"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii")


def _write_once(path: Path, key: str) -> None:
    # Written beside, then linked: a second process that starts at the same moment reads a whole key or none.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def private_file(name: object) -> None:
    """Make an empty database that this account alone can read, unless there is one; SQLite keeps its mode.

    The folder is closed to others only when Deqi made it itself.
    """
    path = Path(str(name))
    if str(name).startswith((":", "file:")) or not path.parent.is_dir():
        return
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
