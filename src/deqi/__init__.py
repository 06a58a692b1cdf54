"""Deqi: acupuncture for low back pain, told honestly."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("deqi")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0+source"

__all__ = ["__version__"]
