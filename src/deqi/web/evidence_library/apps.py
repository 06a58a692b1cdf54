"""The Django app."""

from django.apps import AppConfig


class EvidenceLibraryConfig(AppConfig):
    """Pages for researchers and the curious."""

    name = "deqi.web.evidence_library"
    label = "evidence_library"
