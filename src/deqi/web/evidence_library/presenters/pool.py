"""The page of a selection: charts, the same in a table and in words, doubts, sources, and how to cite it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from deqi.evidence import EvidenceTables, PooledEstimate
from deqi.web.evidence_library.analysis import FUNNEL_TRIALS, REGRESSION_TRIALS, Analysis
from deqi.web.evidence_library.certainty import Reading, reading
from deqi.web.evidence_library.choices import COMPARATOR_WORDS, Words
from deqi.web.evidence_library.exports.parcel import Parcel
from deqi.web.evidence_library.figures.words import interval, method, number, p_value, percent, spoken
from deqi.web.evidence_library.names import trial_name
from deqi.web.evidence_library.presenters import sentences
from deqi.web.evidence_library.presenters.charts import (
    Chart,
    bubble_chart,
    cumulative_chart,
    forest_chart,
    funnel_chart,
    left_one_out_chart,
)
from deqi.web.evidence_library.presenters.sources import Mark, NumberedSource, Sources


@dataclass(frozen=True)
class StudyRow:
    """One trial in the table below the forest plot."""

    study_id: str
    name: str
    people: str
    weeks: str
    difference: str
    interval: str
    weight: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Term:
    """A technical number with its name and what it means."""

    id: str
    label: str
    value: str
    meaning: str


@dataclass(frozen=True)
class Aside:
    """A row or trial that is not in the pool, and why."""

    name: str
    what: str
    why: str


@dataclass(frozen=True)
class PoolPage:
    """Everything that the page shows."""

    title: str
    subtitle: str
    comparator: Words
    note: str
    nothing: str
    sentence: str
    forest: Chart | None
    rows: tuple[StudyRow, ...]
    pooled_row: StudyRow | None
    terms: tuple[Term, ...]
    share: str
    tried: tuple[Chart, ...]
    funnel: Chart | None
    why_no_funnel: str
    bubbles: tuple[Chart, ...]
    why_no_bubble: str
    few_for_regression: bool
    reading: Reading | None
    people: str
    chinese: str
    asides: tuple[Aside, ...]
    removed: tuple[str, ...]
    included: tuple[tuple[str, str, bool], ...]
    sources: tuple[NumberedSource, ...]
    source_ids: str
    cite: str
    address: str
    data: str
    full_data: str
    downloads: str
    notes: tuple[str, ...]


def pool_page(analysis: Analysis, tables: EvidenceTables, *, asked_data: str, here: str) -> PoolPage:
    """Put an analysis into words. ``here`` is the full address of the page without its query."""
    query, pooled = analysis.query, analysis.pooled
    sources = Sources.of(tables)
    rows = _rows(analysis, sources)
    query_string = query.address(Parcel(analysis, tables, "").data)
    parcel = Parcel(analysis, tables, f"{here}?{query_string}", asked_data)
    tried = (left_one_out_chart(analysis), cumulative_chart(analysis))
    return PoolPage(
        title=sentences.title(query),
        subtitle=sentences.subtitle(query),
        comparator=COMPARATOR_WORDS[query.comparator],
        note=_moved_on(parcel),
        nothing="" if pooled is not None else analysis.why_not or sentences.nothing(),
        sentence=sentences.result(analysis),
        forest=forest_chart(analysis) if pooled is not None else None,
        rows=rows,
        pooled_row=_pooled_row(pooled),
        terms=_terms(pooled),
        share=_share(analysis),
        tried=tuple(chart for chart in tried if chart is not None),
        funnel=funnel_chart(analysis),
        why_no_funnel=_why_no_funnel(pooled),
        bubbles=tuple(bubble_chart(bubble) for bubble in analysis.bubbles),
        why_no_bubble=_why_no_bubble(analysis),
        few_for_regression=pooled is not None and pooled.k < FUNNEL_TRIALS,
        reading=reading(analysis),
        people=_people(analysis),
        chinese=_chinese(analysis),
        asides=_asides(analysis, tables),
        removed=query.without,
        included=_included(analysis, tables),
        sources=sources.all,
        source_ids=" ".join(analysis.source_ids),
        cite=parcel.citation,
        address=parcel.address,
        data=parcel.data,
        full_data=parcel.full_data,
        downloads=query_string,
        notes=() if pooled is None else pooled.notes,
    )


def _rows(analysis: Analysis, sources: Sources) -> tuple[StudyRow, ...]:
    return tuple(
        StudyRow(
            study_id=study.study_id,
            name=study.name,
            people=_("not seen") if study.people is None else f"{study.people:,}",
            weeks=", ".join(f"{week:g}" for week in study.weeks),
            difference=number(study.line.effect),
            interval=interval(study.line.ci_low, study.line.ci_high),
            weight=number(study.line.weight) + "%",
            marks=tuple({row.source_id: sources.mark(row) for row in study.rows}.values()),
        )
        for study in analysis.studies
    )


def _pooled_row(pooled: PooledEstimate | None) -> StudyRow | None:
    if pooled is None or pooled.k == 1:
        return None
    limits = interval(pooled.ci_low, pooled.ci_high)
    return StudyRow("", _("Pooled"), "", "", number(pooled.estimate), limits, "100%", ())


def _terms(pooled: PooledEstimate | None) -> tuple[Term, ...]:
    if pooled is None:
        return ()
    terms = [
        Term(
            "estimate",
            _("Estimate, %s interval") % percent(pooled.level),
            f"{number(pooled.estimate)} {interval(pooled.ci_low, pooled.ci_high)}",
            _("The mean difference over trials, and how far chance alone may move it (%s).") % method(pooled),
        )
    ]
    if pooled.prediction_low is not None and pooled.prediction_high is not None:
        terms.append(
            Term(
                "prediction",
                _("Prediction interval"),
                interval(pooled.prediction_low, pooled.prediction_high),
                _("Where the true difference of a new setting may lie. Kind: %s.") % pooled.prediction_words,
            )
        )
    if pooled.tau2_low is not None and pooled.tau2_high is not None and pooled.q_p is not None:
        terms += [
            Term(
                "tau2",
                "τ²",
                f"{number(pooled.tau2, 2)} {interval(pooled.tau2_low, pooled.tau2_high, 2)}",
                _("How much the true differences vary between trials (their variance; limits by Q-profile)."),
            ),
            Term(
                "i2",
                "I²",
                f"{pooled.i2:.0f}%",
                _("The share of what trials differ by that is more than chance."),
            ),
            Term(
                "q",
                "Q",
                f"{number(pooled.q, 2)} (df {pooled.q_df}, {p_value(pooled.q_p)})",
                _("A test of whether the trials differ by more than chance. With few trials it sees little."),
            ),
        ]
    return tuple(terms)


def _share(analysis: Analysis) -> str:
    share, query = analysis.share, analysis.query
    if share is None:
        return ""
    said = _(
        "Of 100 settings like these, %(benefit)d would have a benefit of %(limit)s points or more, %(harm)d "
        "a harm of that size, and %(neither)d neither (spread: %(distribution)s)."
    ) % {
        "benefit": round(100 * share.benefit),
        "harm": round(100 * share.harm),
        "neither": 100 - round(100 * share.benefit) - round(100 * share.harm),
        "limit": f"{query.threshold:g}",
        "distribution": share.distribution,
    }
    if len(analysis.studies) < sentences.ENOUGH:
        said += " " + _("With %(k)d trials this is a rough guess.") % {"k": len(analysis.studies)}
    return said


def _people(analysis: Analysis) -> str:
    known = [study.people for study in analysis.studies if study.people is not None]
    if not known:
        return _("not seen")
    total = f"{sum(known):,}"
    missing = len(analysis.studies) - len(known)
    return (
        total
        if not missing
        else _("%(total)s and %(missing)d trial not counted")
        % {
            "total": total,
            "missing": missing,
        }
    )


def _why_no_funnel(pooled: PooledEstimate | None) -> str:
    if pooled is None or pooled.k >= FUNNEL_TRIALS:
        return ""
    return _(
        "There is no funnel plot and no Egger's test: this selection has %(k)d. With fewer than %(limit)d "
        "trials both show patterns that are only chance."
    ) % {"k": pooled.k, "limit": FUNNEL_TRIALS}


def _why_no_bubble(analysis: Analysis) -> str:
    if analysis.pooled is None or analysis.bubbles:
        return ""
    return _(
        "There is no bubble plot: a meta-regression needs %(limit)d trials that differ in year or in how "
        "people were at the start."
    ) % {"limit": REGRESSION_TRIALS}


def _chinese(analysis: Analysis) -> str:
    if not analysis.chinese:
        return ""
    names = ", ".join(study.name for study in analysis.chinese)
    said = (
        _("Done in China, against another treatment: %s. Good blinding is not stated; read with care.")
        % names
    )
    pooled = analysis.without_chinese
    if pooled is None:
        return said + " " + _("Without them nothing is left in this selection.")
    return (
        said
        + " "
        + _("Without them the estimate is %(estimate)s (%(range)s, %(k)d left).")
        % {
            "estimate": number(pooled.estimate),
            "range": spoken(pooled.ci_low, pooled.ci_high),
            "k": pooled.k,
        }
    )


def _asides(analysis: Analysis, tables: EvidenceTables) -> tuple[Aside, ...]:
    return tuple(
        Aside(
            trial_name(left.row.study_id, tables),
            _("%(instrument)s, week %(week)s")
            % {"instrument": left.row.instrument, "week": f"{left.row.weeks:g}" if left.row.weeks else "–"},
            left.why,
        )
        for left in analysis.selection.left_out
    )


def _included(analysis: Analysis, tables: EvidenceTables) -> tuple[tuple[str, str, bool], ...]:
    """Study ids of the selection with their names, and whether the reader left them out."""
    ids = dict.fromkeys(row.study_id for row in analysis.selection.rows)
    return tuple((id_, trial_name(id_, tables), id_ in analysis.query.without) for id_ in sorted(ids))


def _moved_on(parcel: Parcel) -> str:
    if not parcel.moved_on:
        return ""
    return _(
        "This address names data version %(asked)s. This site now holds version %(now)s, and the numbers "
        "below come from that. They may differ from those that somebody cited."
    ) % {"asked": parcel.asked_data, "now": parcel.data}
