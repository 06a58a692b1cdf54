"""The trials of a selection for a reference manager (RIS)."""

from deqi.web.evidence_library.exports.parcel import Parcel


def as_ris(parcel: Parcel) -> str:
    """One record a trial. Only what the table knows: authors and journals that nobody saw stay out."""
    return "".join(_record(study.study_id, parcel) for study in parcel.analysis.studies)


def _record(study_id: str, parcel: Parcel) -> str:
    trial = parcel.tables.trials[study_id]
    source = parcel.tables.sources[trial.source_id]
    tags = [
        ("TY", "JOUR" if trial.doi or trial.pmid else "GEN"),
        ("ID", study_id),
        ("TI", trial.title),
        ("PY", str(trial.year)),
        ("DO", trial.doi),
        ("AN", f"PMID {trial.pmid}" if trial.pmid else ""),
        ("UR", f"https://doi.org/{trial.doi}" if trial.doi else source.address),
        ("N1", f"Read in: {source.citation} ({trial.review.value})"),
        ("DB", f"Deqi evidence library, data {parcel.data}"),
        ("ER", ""),
    ]
    # A line break inside a value would end it early.
    lines = [f"{tag}  - {' '.join(text.split())}" for tag, text in tags if text or tag == "ER"]
    return "\r\n".join(lines) + "\r\n\r\n"
