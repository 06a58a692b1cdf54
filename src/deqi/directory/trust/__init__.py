"""Whom can a review or an outcome be believed of? Stars as a posterior, outcomes shrunk, reasons to look."""

from deqi.directory.trust.choosing import Advice, AdvicePart, Choosing, load_choosing
from deqi.directory.trust.cusum import CusumChart, cusum
from deqi.directory.trust.detector import Detector, area_under_curve, learn
from deqi.directory.trust.dirichlet import StarSummary, fit_prior, percentile, summarise
from deqi.directory.trust.features import NAMES, Review, features
from deqi.directory.trust.judged import JUDGED, judged_features
from deqi.directory.trust.judging import Trial, try_out
from deqi.directory.trust.outcomes import (
    Outcome,
    OutcomeLimits,
    Profession,
    TrackedPerson,
    funnel,
    profession_outcomes,
    reliability,
)
from deqi.directory.trust.review_files import ReviewFile, read_reviews
from deqi.directory.trust.signals import (
    Signal,
    SignalKind,
    SignalLimits,
    signal_text,
    signals,
    signals_in,
    untaught_suspicion,
)
from deqi.directory.trust.tables import (
    ChartLimits,
    ResultLimits,
    ReviewLimits,
    StarLimits,
    TrustTables,
    load_trust_tables,
)

__all__ = [
    "JUDGED",
    "NAMES",
    "Advice",
    "AdvicePart",
    "ChartLimits",
    "Choosing",
    "CusumChart",
    "Detector",
    "Outcome",
    "OutcomeLimits",
    "Profession",
    "ResultLimits",
    "Review",
    "ReviewFile",
    "ReviewLimits",
    "Signal",
    "SignalKind",
    "SignalLimits",
    "StarLimits",
    "StarSummary",
    "TrackedPerson",
    "Trial",
    "TrustTables",
    "area_under_curve",
    "cusum",
    "features",
    "fit_prior",
    "funnel",
    "judged_features",
    "learn",
    "load_choosing",
    "load_trust_tables",
    "percentile",
    "profession_outcomes",
    "read_reviews",
    "reliability",
    "signal_text",
    "signals",
    "signals_in",
    "summarise",
    "try_out",
    "untaught_suspicion",
]
