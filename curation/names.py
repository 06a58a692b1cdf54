"""The words of the gathered notes, turned into the few fixed words of the tables."""

import re

GROUPS = {
    "chronic": "chronic",
    "chronic (degenerative disc disease)": "chronic",
    "chronic (men 50-60 years)": "chronic",
    "chronic; older adults (>=65)": "chronic, 65 and over",
    "chronic, >=65 y": "chronic, 65 and over",
    "chronic; older adults": "chronic, older adults",
    "chronic; older adults (>=60)": "chronic, older adults",
    "chronic, >=60 y": "chronic, older adults",
    "chronic men 50-60 y": "chronic",
    "chronic; after back surgery": "after back surgery",
    "acute": "acute",
    "acute <6 weeks": "acute",
    "acute (<4 weeks, ODI>=60)": "acute",
    "acute (<=14 days)": "acute",
    "acute <2 weeks": "acute",
    "acute (<12 weeks)": "acute",
    "subacute 6-12 weeks": "acute",
    "persistent 12-52 weeks": "chronic",
    "persistent (mixed with subacute, superseded)": "mixed duration",
    "sciatica": "sciatica",
    "sciatica (mean 206 days)": "sciatica",
    "sciatica (chronic, herniated disc)": "sciatica",
    "chronic sciatica (disc)": "sciatica",
    "chronic; sciatica; older adults": "sciatica",
    "pregnancy": "pregnancy",
    "pregnancy (pelvic girdle pain)": "pregnancy",
    "lumbar spinal stenosis": "stenosis",
    "lumbar stenosis": "stenosis",
    "lumbar spinal stenosis; older adults (>50)": "stenosis",
    "acute (emergency; 270 of 528 low back pain)": "other",
    "chronic spinal pain (back and neck)": "other",
    "chronic musculoskeletal pain on opioids (not only LBP)": "other",
    "disc herniation (mean 151 days)": "other",
    "disc herniation (mean 36 days)": "other",
}
"""Population text to group. A mean duration does not say who was let in: those are ``mixed duration``."""

STUDY_MODALITY = {
    "hsieh-2006": "acupressure",
    "murphy-2019": "acupressure",
    "ghanbari-2022": "acupressure",
    "kim-2022": "laser",
    "shin-2015-laser": "laser",
    "ghoname-1999": "PENS",
    "weiner-2008": "PENS",
    "szczurko-2007": "package",
    "jang-2015": "catgut",
    "lee-2018": "catgut",
    "vas-2019": "ear",
    "wang-2009": "ear",
    "ushinohama-2016": "ear",
    "luo-2019": "ear",
    "kong-2020": "electroacupuncture",
    "meng-2003": "electroacupuncture",
    "heo-2018": "electroacupuncture",
    "heo-2021": "electroacupuncture",
    "yeung-2003": "electroacupuncture",
    "tsui-2004": "electroacupuncture",
    "lehmann-1986": "electroacupuncture",
    "zheng-2019": "electroacupuncture",
    "chen-2016": "electroacupuncture",
    "huang-2015": "electroacupuncture",
    "li-2016": "electroacupuncture",
    "carlsson-2001": "mixed",
    "comachio-2020": "mixed",
    "hasegawa-2014": "scalp",
    "shin-2013": "needling",
    "zeng-2005": "package",
    "yang-2013": "package",
    "zhao-2014": "package",
}
"""Trials in which the treatment is not plain body needling, or not that alone."""

SHAM_KINDS = (
    ("TENS", "device"),
    ("ultrasound", "device"),
    ("laser", "device"),
    ("not needle", "device"),
    ("PENS", "needles without current"),
    ("electroacupuncture", "electroacupuncture"),
    ("non-points) and placebo", "several"),
    ("ear: non-specific", "several"),
    ("nonpenetrating", "non-penetrating"),
    ("sham-penetrating", "penetrating"),
    ("sham points", "acupressure points"),
    ("sham", "not seen"),
    ("placebo", "not seen"),
)

ACTIVE = (
    "massage",
    "baclofen",
    "electrotherapy",
    "medication",
    "physiotherapy",
    "nsaid",
    "lidocaine",
    "manual-therapy",
    "spinal-manipulation",
    "exercise",
    "physical-therapy",
    "TENS",
    "rehabilitation",
    "self-care",
    "education",
)
SHAM_WORDS = ("sham", "placebo", "control-PENS", "simulated")
NEEDLE_WORDS = (
    "verum",
    "electroacupuncture",
    "laser",
    "catgut",
    "acupressure",
    "PENS",
    "acupuncture",
    "needling",
    "electrical-heat",
    "naturopathic",
    "individualized",
    "standardized",
)


def group(text: str) -> str:
    """The group of people a trial or cohort studied."""
    return GROUPS.get(text, "mixed duration")


def sham(text: str) -> str:
    """The kind of sham, empty when the trial had none."""
    if text.startswith("none"):
        return ""
    return next(kind for mark, kind in SHAM_KINDS if mark in text)


def role(arm: str) -> str:
    """What an arm is in its trial: acupuncture, sham, nothing, usual care, active care or everybody."""
    if not arm or arm in ("all", "baseline pain", "all-arms", "any-real-or-simulated"):
        return "whole trial"
    if any(word in arm for word in SHAM_WORDS):
        return "sham"
    if arm in ("waitlist", "no-treatment") or arm.startswith("inadequate"):
        return "no treatment"
    if arm in ("usual-care", "conventional-therapy"):
        return "usual care"
    if any(word in arm for word in NEEDLE_WORDS):
        return "acupuncture"
    if any(word in arm for word in ACTIVE):
        return "active care"
    raise SystemExit(f"Unknown arm: {arm!r}")


def comparator(role_a: str, role_b: str) -> str:
    """The comparator's fixed name; empty when acupuncture was compared with acupuncture or with nobody."""
    return role_b if role_a != role_b and role_b in COMPARATORS else ""


COMPARATORS = ("no treatment", "usual care", "sham", "active care")


def modality(study: str, arm: str, arm_role: str) -> str:
    """How the needles (or what stood for them) were used in an acupuncture arm; empty for other arms."""
    if arm_role != "acupuncture":
        return ""
    if any(word in arm for word in ("+", "rehabilitation")) and "usual-care" not in arm:
        return "package" if STUDY_MODALITY.get(study) != "catgut" else "catgut"
    if arm.startswith("electroacupuncture"):
        return "electroacupuncture"
    if study == "comachio-2020":
        return "needling"
    return STUDY_MODALITY.get(study, "needling")


def slug(text: str) -> str:
    """A key such as ``mu-2020`` from ``Mu 2020 Cochrane``."""
    special = {
        "2024 NMA J": "josr-nma-2024",
        "PMC8765574": "spine-centre-cohort-2021",
        "Chronic-pain insomnia": "liu-2019",
        "Li/Xiangya": "acupunct-med-38-235-2020",
        "Neurologist 2022": "neurologist-27-111-2022",
        "NICE NG59": "nice-ng59",
        "WHO 2023": "who-2023",
        "ACP 2017": "acp-2017",
        "Skelly 2020": "ahrq-2020",
        "AHRQ 2020": "ahrq-2020",
        "Furlan 2010 AHRQ": "ahrq-2010",
        "Ernst & White": "ernst-1998",
        "Menezes Costa": "menezes-costa-2012",
        "van der Gaag": "van-der-gaag-2020",
        "Abdel Shaheed": "abdel-shaheed-2014",
        "Baumler": "baeumler-2021",
        "Zhao 2011": "zhao-2011-safety",
        "Enthoven 2017": "enthoven-2017",
        "Cashin 2021": "cashin-2021",
        "Cashin 2023": "cashin-2023",
        "Furlan 2005": "furlan-2005",
        "Lin 2024": "lin-2024",
        "Henschke 2010": "henschke-2010",
        "Witt 2009": "witt-2009",
        "Endres 2004": "gerac-safety-cohort",
        "Cherkin 2016": "cherkin-2016",
    }
    for start, key in special.items():
        if text.startswith(start):
            return key
    found = re.match(r"([A-Z][\w-]+).*?(\d{4})", text)
    if found is None:
        raise SystemExit(f"No key for {text!r}")
    return f"{found[1].lower()}-{found[2]}"
