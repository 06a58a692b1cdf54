"""Shared by every kind of test: made-up answers that do not wait for the engines."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from deqi.vocabulary import Answer, Refusal


def _load(name: str) -> ModuleType:
    path = Path(__file__).parent / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"deqi_tests_{name}", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


made_up = _load("made_up")


@pytest.fixture
def made_up_answer() -> Answer:
    """A full answer with invented figures, for pages and pictures alone."""
    return made_up.answer()


@pytest.fixture
def made_up_refusal() -> Refusal:
    """An emergency."""
    return made_up.refusal()
