"""Bring gathered trial tables into the form of ``src/deqi/data/evidence``.

    python curation/convert_evidence.py FOLDER_WITH_GATHERED_TABLES

FOLDER holds trials, results, contrasts, effects, pooled and natural_history as CSV with free-text columns.
This gives fixed words, units in column names, keys and review states. It adds no figure.
"""

import csv
import sys
from pathlib import Path

from names import comparator, group, modality, role, sham, slug
from where_read import OVERRIDES, WEAK_REASON, owner_of, place, review_of

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "src" / "deqi" / "data"
LICENCE = "facts only; no text copied"
FORGOTTEN = {
    "witt-2006": ("doi", "pmid"),
    "molsberger-2002": ("doi", "pmid", "sessions"),
    "itoh-2006": ("sessions",),
    "hsieh-2006": ("sessions",),
    "manheimer-2005": ("doi",),
    "vickers-2012": ("doi",),
    "sherman-2009": ("doi",),
    "giovanardi-2024": ("year",),
}
"""Details that nobody saw; they are left empty."""
Record = dict[str, str]


def read(folder: Path, name: str) -> list[Record]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[Record]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def blank(key: str, field: str, value: str) -> str:
    return "" if field in FORGOTTEN.get(key, ()) else value


def provenance(table: str, key: str, mark: str, row: Record) -> Record:
    """Source, where it was read, review state and its reason."""
    address = row["source"]
    owner = owner_of(address, key) if table != "pooled" else key
    state, note = (
        review_of(address, owner if owner in ("sherman-2009", "prady-2007", "ratcliffe-2006") else key),
        "",
    )
    if row["verified"] == "partly":
        state, note = "secondary", WEAK_REASON
    if row["verified"] == "memory":
        state, note = "unchecked", "Nobody has seen this figure."
    if (table, key, mark) in OVERRIDES:
        state, note = OVERRIDES[table, key, mark]
    return {"source_id": owner, "source_location": place(address), "review": state, "review_note": note}


def timing(row: Record) -> Record:
    weeks, note = row["weeks_since_randomisation"], row["note"]
    doubtful = ("approx", "not stated", "data-file week", "ambiguous")
    if "weeks from memory" in note:
        weeks = ""
    if not weeks:
        return {"weeks": "", "weeks_approximate": ""}
    return {"weeks": weeks, "weeks_approximate": "yes" if any(word in note for word in doubtful) else "no"}


def trials(rows: list[Record]) -> list[Record]:
    out = []
    for row in rows:
        key = row["study_id"]
        title = row["title"].replace(
            "(Chinese-language trial; title not in the data file)", "Title not recorded:"
        )
        title = title.replace("(Korean trial, title not seen)", "Title not recorded:")
        sources = provenance("trials", key, "", {**row, "verified": "yes", "note": ""})
        out.append(
            {
                "study_id": key,
                "title": title.strip(),
                "year": row["year"],
                "country": row["country"],
                "n_randomised": row["n_randomised"],
                "group": group(row["condition"]),
                "condition": row["condition"].replace("(memory)", "").strip(),
                "modality": modality(key, "verum", "acupuncture"),
                "design": row["design"],
                "sessions": blank(key, "sessions", row["sessions"]),
                "sham": sham(row["sham_type"]) if "memory" not in row["sham_type"] else "not seen",
                "doi": blank(key, "doi", row["doi"]),
                "pmid": blank(key, "pmid", row["pmid"]),
                "registration": row["registration"],
                "risk_of_bias": row["risk_of_bias"]
                .replace("per data file: ", "")
                .replace(" (see raw file)", ""),
                **sources,
            }
        )
    return out


def results(rows: list[Record]) -> list[Record]:
    out = []
    for row in rows:
        key, kind = row["study_id"], role(row["arm"])
        counted = "randomised" if "n = randomised" in row["note"] else ""
        ambiguous = row["higher_is_better"] == "ambiguous"
        out.append(
            {
                "study_id": key,
                "arm": row["arm"],
                "arm_label": row["arm_label"],
                "role": kind,
                "modality": modality(key, row["arm"], kind),
                "n": row["n"],
                "n_counts": counted,
                "outcome": row["outcome"],
                "instrument": row["instrument"],
                "scale_min": row["scale_min"],
                "scale_max": row["scale_max"],
                "higher_is_better": "" if ambiguous else row["higher_is_better"],
                **timing(row),
                "statistic": row["statistic"],
                "value": row["value"],
                "sd": row["sd"],
                "ci_low": row["ci_low"],
                "ci_high": row["ci_high"],
                "se": row["se"],
                "sd_derived": row["sd_derived"],
                "computed": "yes" if row["note"].startswith("computed") else "no",
                **provenance("results", key, row["outcome"], row),
            }
        )
    return out


def contrasts(rows: list[Record]) -> list[Record]:
    out = []
    for row in rows:
        key, role_a, role_b = row["study_id"], role(row["arm_a"]), role(row["arm_b"])
        out.append(
            {
                "study_id": key,
                "arm_a": row["arm_a"],
                "arm_b": row["arm_b"],
                "role_a": role_a,
                "comparator": comparator(role_a, role_b),
                "modality": modality(key, row["arm_a"], role_a),
                "outcome": row["outcome"],
                "instrument": row["instrument"],
                **timing(row),
                "measure": row["measure"],
                "estimate": row["effect"],
                "ci_low": row["ci_low"],
                "ci_high": row["ci_high"],
                "p": row["p"],
                "computed": "yes" if "computed" in row["note"] else "no",
                **provenance("contrasts", key, row["measure"], row),
            }
        )
    return out


def parents_of(row: Record, found: list[Record], measured: list[Record]) -> list[Record]:
    """The published contrast, or the arms' results, that an effect was worked out from."""
    published = row["derived_from"].startswith("published")
    pool = found if published else measured
    instrument = row["instrument"]
    same = [
        parent
        for parent in pool
        if parent["study_id"] == row["study_id"]
        and (
            parent["instrument"] == instrument or (published and parent["instrument"].startswith(instrument))
        )
        and (not published or {parent["arm_a"], parent["arm_b"]} == {row["arm"], row["comparator"]})
    ]
    on_time = [parent for parent in same if parent["weeks"] and row["weeks"] != "nan"]
    on_time = [parent for parent in on_time if float(parent["weeks"]) == float(row["weeks"])]
    parents = on_time or (same if row["weeks"] == "nan" else [])
    near = [
        parent
        for parent in parents
        if parent.get("estimate") and (row["duplicate"] == "yes") == ("Data" in parent["source_location"])
    ]
    if published and len(parents) > 1:
        parents = [parent for parent in near if parent["measure"] in row["derived_from"]]
    if not parents:
        raise SystemExit(f"No origin for {row}")
    return parents


def effects(rows: list[Record], found: list[Record], measured: list[Record]) -> list[Record]:
    """Differences in percent of the scale; each takes the source and the worst state of what it came from."""
    out = []
    for row in rows:
        key, kind = row["study_id"], role(row["arm"])
        parents = parents_of(row, found, measured)
        worst = max(parents, key=lambda parent: ("seen", "secondary", "unchecked").index(parent["review"]))
        against = row["comparator"]
        out.append(
            {
                "study_id": key,
                "arm": row["arm"],
                "comparator_arm": against,
                "role": kind,
                "comparator": comparator(kind, role(against)),
                "modality": modality(key, row["arm"], kind),
                "group": group(row["condition"]),
                "outcome": row["outcome"],
                "instrument": row["instrument"],
                "weeks": "" if row["weeks"] == "nan" else row["weeks"],
                "difference_0_100": row["md100"],
                "ci_low_0_100": row["ci_low"],
                "ci_high_0_100": row["ci_high"],
                "se_0_100": row["se"],
                "n": row["n"],
                "derived_from": row["derived_from"],
                "duplicate": row["duplicate"],
                **{name: worst[name] for name in ("source_id", "source_location", "review", "review_note")},
            }
        )
    return out


def pooled_comparator(text: str) -> str:
    text = text.rsplit(" v ", maxsplit=1)[-1] if " v " in text else ""
    exact = {
        "usual care": "usual care",
        "routine care": "usual care",
        "no treatment": "no treatment",
        "no treatment, chronic": "no treatment",
        "no intervention": "no treatment",
        "waiting list, chronic": "no treatment",
        "no intervention, chronic": "no treatment",
        "usual care, chronic": "usual care",
        "placebo acupuncture": "sham",
        "RICE": "active care",
        "oral medication, acute/subacute": "active care",
        "active control, subacute/chronic": "active care",
        "other therapies, chronic": "active care",
        "other conservative treatment, chronic": "active care",
    }
    if text == "sham" or text.startswith(("sham:", "sham, chronic", "sham, evaluator", "sham, peripheral")):
        return "sham"
    return exact.get(text, "")


def pooled(rows: list[Record]) -> list[Record]:
    out = []
    for number, row in enumerate(rows, start=1):
        if row["source"].startswith("recalled") and row["verified"] == "partly":
            continue  # the same figures stand in a later row, with the place where they were read
        key = slug(row["review"])
        mark = row["comparison"] if key in ("rizzo-2025", "abdel-shaheed-2014") else row["outcome"]
        mark = "qualitative" if key == "xiang-2020" else mark
        plain = row["grade"] if row["grade"] in ("high", "moderate", "low", "very low") else ""
        if row["verified"] == "partly":
            plain = ""
        numeric = row["estimate"].replace("-", "", 1).replace(".", "", 1).isdigit()
        out.append(
            {
                "pooled_id": f"{key}-{number:03d}",
                "year": blank(key, "year", row["year"]),
                "comparison": row["comparison"],
                "treatment": row["comparison"].split(" v ")[0] if " v " in row["comparison"] else "",
                "comparator": pooled_comparator(row["comparison"]),
                "outcome": row["outcome"],
                "time": row["time_window"],
                "k_trials": row["k_trials"],
                "n_participants": row["n_participants"],
                "measure": row["measure"],
                "estimate": row["estimate"] if numeric else "",
                "estimate_text": "" if numeric else row["estimate"],
                "ci_low": row["ci_low"],
                "ci_high": row["ci_high"],
                "i2_percent": "" if row["i2"].startswith(">") else row["i2"],
                "certainty": plain,
                "certainty_text": "" if plain or "memory" in row["grade"] else row["grade"],
                **provenance("pooled", key, mark, row),
            }
        )
    return out


def natural_history(
    rows: list[Record], known: set[str], measured: list[Record], found: list[Record]
) -> list[Record]:
    care = {"guideline care": "usual care", "primary care": "", "any care": "", "paracetamol trial": ""}
    out = []
    for row in rows:
        key = row["study_id"]
        sources = provenance("natural_history", key, "", row)
        if row["source"] == "see results.csv":
            same = [
                parent
                for parent in measured + found
                if parent["study_id"] == key and parent["outcome"] == row["outcome"]
            ]
            best = [parent for parent in same if parent["weeks"] == row["weeks"]] or same
            worst = max(best, key=lambda parent: ("seen", "secondary", "unchecked").index(parent["review"]))
            sources = {name: worst[name] for name in sources}
        out.append(
            {
                "study_id": key if key in known else "",
                "cohort": key,
                "arm": row["arm"],
                "population": row["population"],
                "group": group(row["population"]),
                "care": row["kind"],
                "comparator": care.get(row["kind"], row["kind"]),
                "outcome": row["outcome"],
                "instrument": row["instrument"],
                "baseline": row["baseline"],
                "baseline_sd": row["baseline_sd"],
                "weeks": row["weeks"],
                "value": row["value"],
                "change": row["change"],
                "change_sd": row["change_sd"],
                "change_percent_of_range": row["percent_of_range"],
                **sources,
            }
        )
    return out


SOURCE_COLUMNS = ("id", "citation", "doi", "pmid", "address", "review", "seen_on", "licence")
EXTRA_SOURCES = {
    "sherman-2009": (
        "Sherman 2009. Who benefits from acupuncture: analysis of the Cherkin 2009 trial.",
        "",
        "",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC2758834",
    ),
    "ahrq-2020": (
        "Skelly 2020. AHRQ Comparative Effectiveness Review 227: noninvasive treatment of chronic pain.",
        "",
        "",
        "https://www.ncbi.nlm.nih.gov/books/NBK556231/",
    ),
    "ahrq-2010": (
        "Furlan 2010. AHRQ evidence report on complementary therapies for back pain.",
        "",
        "",
        "https://www.ncbi.nlm.nih.gov/books/NBK56291/",
    ),
    "cherkin-2009-extraction": (
        "Data extraction of Cherkin 2009 in a public repository.",
        "",
        "",
        "https://github.com/mxe050/DataEx",
    ),
    "lbp-nma-extraction": (
        "Double data extraction of a network meta-analysis of low back pain.",
        "",
        "",
        "https://github.com/hugaped/LowerBackPainNMA",
    ),
    "prady-2007": (
        "Prady 2007. The natural history of back pain after a trial of acupuncture (York follow-up).",
        "",
        "",
        "",
    ),
    "ratcliffe-2006": (
        "Ratcliffe 2006. Cost effectiveness of acupuncture for persistent low back pain. BMJ 333:626.",
        "10.1136/bmj.38932.806134.7C",
        "",
        "",
    ),
}


def web(text: str) -> str:
    """The first web address at the start of ``text``, or nothing."""
    first = text.split(" ", maxsplit=1)[0].rstrip(";")
    return first if first.startswith("http") else ""


def sources(trial_rows: list[Record], pooled_in: list[Record], history: list[Record]) -> list[Record]:
    """One row a publication; where several places were read, a seen one wins."""
    out: dict[str, Record] = {}

    def add(key: str, citation: str, doi: str, pmid: str, address: str, review: str) -> None:
        old = out.get(key, {"review": "", "doi": ""})
        if old["review"] == "seen" or (old["review"] and review != "seen"):
            return
        values = (key, citation, doi or old["doi"], pmid, address, review, "", LICENCE)
        out[key] = dict(zip(SOURCE_COLUMNS, values, strict=True))

    for key, (citation, doi, pmid, address) in EXTRA_SOURCES.items():
        add(key, citation, doi, pmid, address, "seen" if address else "secondary")
    for row in trial_rows:
        citation = f"{row['study_id'].split('-')[0].capitalize()} {row['year']}. {row['title']}."
        add(row["study_id"], citation, row["doi"], row["pmid"], web(row["source_location"]), row["review"])
    for row in (row for row in pooled_in if row["verified"] != "memory"):
        key = slug(row["review"])
        doi = row["doi"] if row["doi"].startswith("10.") else ""
        state = review_of(row["source"], key)
        add(
            key,
            f"{row['review']}: {row['comparison']}.",
            blank(key, "doi", doi),
            "",
            web(row["source"]),
            state,
        )
    for row in (row for row in history if row["source_id"] not in out):
        add(row["source_id"], row["source_id"], "", "", web(row["source_location"]), row["review"])
    return with_lookups(out)


def with_lookups(out: dict[str, Record]) -> list[Record]:
    """Add the sources that no table has, and the dates on which sources were looked up again."""
    for row in read(HERE, "more_sources"):
        out[row["id"]] = row
    for row in read(HERE, "citations"):
        out[row["source_id"]]["citation"] = row["citation"]
    for row in read(HERE, "looked_up"):
        out[row["source_id"]]["seen_on"] = row["seen_on"]
    return [out[key] for key in sorted(out)]


def main(folder: Path) -> None:
    raw = {
        name: read(folder, name)
        for name in ("trials", "results", "contrasts", "effects", "pooled", "natural_history")
    }
    trial_rows, measured, found = trials(raw["trials"]), results(raw["results"]), contrasts(raw["contrasts"])
    known = {row["study_id"] for row in trial_rows}
    history = natural_history(raw["natural_history"], known, measured, found)
    tables = {
        "trials": trial_rows,
        "results": measured,
        "contrasts": found,
        "effects": effects(raw["effects"], found, measured),
        "pooled": pooled(raw["pooled"]),
        "natural_history": history,
    }
    for name, rows in tables.items():
        write(DATA / "evidence" / f"{name}.csv", rows)
        states = [row["review"] for row in rows]
        print(name, len(rows), {state: states.count(state) for state in sorted(set(states))})
    write(DATA / "sources.csv", sources(trial_rows, raw["pooled"], history))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
