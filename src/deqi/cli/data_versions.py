"""A folder of data files, by its name or by a version that git knows."""

import io
import subprocess
import tarfile
from pathlib import Path

from deqi.vocabulary import InputError

IN_REPOSITORY = "src/deqi/data"
"""Where the data lie in the repository of Deqi."""


def data_folder(name: str, place: Path) -> Path:
    """The folder ``name``; or the data of that git revision, unpacked below ``place``.

    Raises ``InputError``.
    """
    folder = Path(name)
    if folder.is_dir():
        return folder
    packed = _git("archive", "--format=tar", _revision(name), IN_REPOSITORY)
    place.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(place, filter="data")
    return place / IN_REPOSITORY


def _revision(name: str) -> str:
    """The full hash of a revision: what starts with a dash is never handed to git as an option."""
    found = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return found.decode().strip()


def _git(*command: str) -> bytes:
    try:
        top = _run("rev-parse", "--show-toplevel").decode().strip()
        return _run("-C", top, *command)
    except (OSError, subprocess.CalledProcessError) as error:
        raise InputError(
            what="This is neither a folder nor a version that git knows here.",
            rule="OLD and NEW are folders of data files, or revisions of the repository that you stand in.",
            next_step="Give the path of a folder, or run this inside a clone of Deqi.",
            where="OLD or NEW",
        ) from error


def _run(*command: str) -> bytes:
    return subprocess.run(["git", *command], capture_output=True, check=True).stdout  # noqa: S603, S607
