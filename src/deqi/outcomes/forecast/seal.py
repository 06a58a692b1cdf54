"""A forecast that is sealed before the outcome is known, and then scores itself."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from deqi.outcomes.forecast.prediction import Prediction
from deqi.outcomes.forecast.scale import Scale
from deqi.vocabulary import InputError


@dataclass(frozen=True)
class Sealed:
    """A forecast as it was given: the document, and the SHA-256 of its canonical JSON.

    ``document`` holds numbers and text only, so it can be stored as JSON; ``as_dict`` and ``from_dict`` carry
    it to a record and back without changing the hash.
    """

    document: Mapping[str, Any]
    sha256: str

    @property
    def at(self) -> str:
        """When it was sealed, ISO 8601."""
        return str(self.document["sealed_at"])

    @property
    def prediction(self) -> Prediction:
        """The forecast itself."""
        found = self.document
        below = np.asarray(found["below"], float)
        return Prediction(Scale(**found["scale"]), tuple(found["weeks"]), below, _number(found["baseline"]))

    def as_dict(self) -> dict[str, Any]:
        """For a record."""
        return {"document": dict(self.document), "sha256": self.sha256}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Sealed":
        """From a record; it is not verified here."""
        return cls(stored["document"], str(stored["sha256"]))


def seal(prediction: Prediction, *, at: datetime, note: str = "") -> Sealed:
    """Seal ``prediction`` at a time with a time zone; ``note`` may name the model or its tables' hash."""
    if at.tzinfo is None:
        raise InputError(
            what="The time of sealing has no time zone.",
            rule="A sealed forecast says when it was made, wherever it is read.",
            next_step="Give a time with its zone.",
            where="at",
        )
    scale = prediction.scale
    document = {
        "format": 1,
        "sealed_at": at.isoformat(),
        "note": note,
        "scale": {"low": scale.low, "high": scale.high, "step": scale.step, "better": scale.better},
        "weeks": [float(week) for week in prediction.weeks],
        "baseline": None if np.isnan(prediction.baseline).any() else float(prediction.baseline),
        "below": [[round(float(p), 9) for p in row] for row in prediction.below],
    }
    return Sealed(document, _hash(document))


def verify(sealed: Sealed) -> bool:
    """Whether the document is still the one that was sealed."""
    return _hash(sealed.document) == sealed.sha256


def _hash(document: Mapping[str, Any]) -> str:
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)
