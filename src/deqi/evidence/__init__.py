"""The evidence engine: select, effect sizes, pooling, and their checks.

Every estimate carries its comparator where it comes from Deqi's tables; ``pool`` itself works on numbers.
"""

from deqi.evidence.batch import PooledMany, pool_many
from deqi.evidence.claims import Claim, Holds, Size, Unit
from deqi.evidence.content import LedgerContent, load_ledger_content
from deqi.evidence.data_check import check_all
from deqi.evidence.effects import (
    Arm,
    Counts,
    Effect,
    hedges_correction,
    hedges_g,
    log_risk_ratio,
    mean_difference,
    percent_of_range,
    responder_share,
    risk_difference,
    sd_from_se,
    sd_of_change,
    se_from_interval,
)
from deqi.evidence.importance import ImportantShare, share_important
from deqi.evidence.multiarm import (
    SharedControl,
    combine_contrasts,
    covariance_matrix,
    pool_multiarm,
    shared_control,
    split_control,
)
from deqi.evidence.plots import Contour, Forest, ForestRow, Funnel, FunnelPoint, forest_rows, funnel
from deqi.evidence.pooling import PooledEstimate, pool
from deqi.evidence.regression import (
    Coefficient,
    EggerTest,
    MetaRegression,
    SubgroupAnalysis,
    egger,
    meta_regression,
    subgroups,
)
from deqi.evidence.selection import LeftOut, Question, Selection, pool_rows, select
from deqi.evidence.sensitivity import Step, cumulative, leave_one_out
from deqi.evidence.tables import (
    ArmResult,
    Contrast,
    EffectRow,
    EvidenceTables,
    Figure,
    Group,
    Modality,
    PooledRow,
    Role,
    Trial,
    load_evidence_tables,
)

__all__ = [
    "Arm",
    "ArmResult",
    "Claim",
    "Coefficient",
    "Contour",
    "Contrast",
    "Counts",
    "Effect",
    "EffectRow",
    "EggerTest",
    "EvidenceTables",
    "Figure",
    "Forest",
    "ForestRow",
    "Funnel",
    "FunnelPoint",
    "Group",
    "Holds",
    "ImportantShare",
    "LedgerContent",
    "LeftOut",
    "MetaRegression",
    "Modality",
    "PooledEstimate",
    "PooledMany",
    "PooledRow",
    "Question",
    "Role",
    "Selection",
    "SharedControl",
    "Size",
    "Step",
    "SubgroupAnalysis",
    "Trial",
    "Unit",
    "check_all",
    "combine_contrasts",
    "covariance_matrix",
    "cumulative",
    "egger",
    "forest_rows",
    "funnel",
    "hedges_correction",
    "hedges_g",
    "leave_one_out",
    "load_evidence_tables",
    "load_ledger_content",
    "log_risk_ratio",
    "mean_difference",
    "meta_regression",
    "percent_of_range",
    "pool",
    "pool_many",
    "pool_multiarm",
    "pool_rows",
    "responder_share",
    "risk_difference",
    "sd_from_se",
    "sd_of_change",
    "se_from_interval",
    "select",
    "share_important",
    "shared_control",
    "split_control",
    "subgroups",
]
