"""Programs that make the same estimate and the same figure again: Python with Deqi, R with metafor."""

import json
from collections.abc import Sequence

from deqi.web.evidence_library.exports.parcel import Parcel
from deqi.web.evidence_library.presenters import sentences

NOTHING = "No trial answers this question, so there is nothing to run."
R_METHODS = {"FE": "EE"}

PYTHON = """\
{heading}
# Needs: pip install deqi
from deqi.evidence import forest_rows, pool

studies = {studies}
effects = {effects}
variances = {variances}

pooled = pool(effects, variances, tau2_method={method!r}, interval={interval!r})
for row in forest_rows(pooled, studies).rows:
    print(f"{{row.label:<28}}{{row.effect:>8.2f}}{{row.ci_low:>9.2f}}{{row.ci_high:>9.2f}}{{row.weight:>8.1f}}%")
print("estimate", repr(pooled.estimate))
print("ci_low", repr(pooled.ci_low))
print("ci_high", repr(pooled.ci_high))
print("prediction_low", repr(pooled.prediction_low))
print("prediction_high", repr(pooled.prediction_high))
print("tau2", repr(pooled.tau2))
"""
R = """\
{heading}
# Needs: install.packages("metafor")
library(metafor)

study <- c({studies})
yi <- c({effects})
vi <- c({variances})

fit <- rma(yi, vi, method = "{method}", test = "{test}", slab = study,
           control = list(threshold = 1e-12, maxiter = 1000))
limits <- predict(fit)
show <- function(name, value) cat(name, if (is.null(value)) NA else format(value, digits = 15), "\\n")
show("estimate", coef(fit)[[1]])
show("ci_low", fit$ci.lb)
show("ci_high", fit$ci.ub)
show("prediction_low", limits$pi.lb)
show("prediction_high", limits$pi.ub)
show("tau2", fit$tau2)

pdf("forest.pdf", width = 9, height = {height})
forest(fit, addpred = {prediction}, header = TRUE, showweights = TRUE,
       xlab = "{unit}",
       main = "{title}")
dev.off()
"""


def as_python(parcel: Parcel) -> str:
    """A Python program that prints the estimate again."""
    analysis = parcel.analysis
    if analysis.pooled is None:
        return _comment([*parcel.heading, NOTHING]) + "\n"
    return PYTHON.format(
        heading=_comment(parcel.heading + _about(parcel)),
        studies=json.dumps([study.study_id for study in analysis.studies]),
        effects=list(analysis.pooled.effects),
        variances=list(analysis.pooled.variances),
        method=analysis.pooled.tau2_method,
        interval=analysis.query.interval,
    )


def as_r(parcel: Parcel) -> str:
    """An R program that prints the estimate again and draws the figure."""
    analysis, pooled = parcel.analysis, parcel.analysis.pooled
    if pooled is None:
        return _comment([*parcel.heading, NOTHING]) + "\n"
    # With one study metafor knows no heterogeneity and no Hartung-Knapp limits either.
    method = R_METHODS.get(pooled.tau2_method, pooled.tau2_method) if pooled.k > 1 else "EE"
    return R.format(
        heading=_comment(parcel.heading + _about(parcel)),
        studies=", ".join(f'"{study.name}"' for study in analysis.studies),
        effects=", ".join(repr(effect) for effect in pooled.effects),
        variances=", ".join(repr(variance) for variance in pooled.variances),
        method=method,
        test="knha" if pooled.interval == "hksj" else "z",
        height=3 + 0.3 * pooled.k,
        prediction="TRUE" if pooled.prediction_low is not None else "FALSE",
        unit=sentences.unit(),
        title=sentences.title(analysis.query),
    )


def _about(parcel: Parcel) -> list[str]:
    several = [study.name for study in parcel.analysis.studies if len(study.rows) > 1]
    lines = ["Effects: differences in points of 100 of the scale; below 0 favours acupuncture."]
    if several:
        lines.append(f"Arms that share a control were combined first, within: {', '.join(several)}.")
    return lines


def _comment(lines: Sequence[str]) -> str:
    return "\n".join(f"# {line}" for line in lines)
