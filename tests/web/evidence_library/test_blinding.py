"""Blinding is read from words, and only from words."""

import pytest

from deqi.web.evidence_library.blinding import Blinding, blinding


@pytest.mark.parametrize(
    ("design", "noted", "kind"),
    [
        ("RCT 3-arm; patient- and observer-blinded for verum/sham", "", Blinding.PATIENT_AND_OBSERVER),
        ("participants, assessors and statisticians blinded", "", Blinding.PATIENT_AND_OBSERVER),
        ("RCT, participant-assessor blind", "", Blinding.PATIENT_AND_OBSERVER),
        ("RCT 2-arm double blind", "", Blinding.DOUBLE),
        ("RCT 3-arm, blinded observer", "", Blinding.OBSERVER),
        ("RCT, assessor-blind", "patients not blinded", Blinding.OBSERVER_ONLY),
        ("RCT 2-arm assessor-blind, add-on", "open label to patients", Blinding.OBSERVER_ONLY),
        ("single-centre single-blind RCT", "", Blinding.SINGLE),
        ("pragmatic open RCT", "", Blinding.OPEN),
        ("RCT", "blinding high risk, allocation concealment unclear", Blinding.HIGH_RISK),
        ("RCT 3-arm", "", Blinding.NOT_STATED),
        ("RCT in hospital opened in 1990", "", Blinding.NOT_STATED),
        ("", "blinding 95.8% v 91.7% believed real", Blinding.NOT_STATED),
    ],
)
def test_what_is_written_counts(design, noted, kind):
    assert blinding(design, noted) is kind
