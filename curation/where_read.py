"""Which publication owns a figure, where it was read, and so which review state it gets.

A figure is ``seen`` when it was read in the publication itself, or in its own abstract as a publisher,
PubMed or a bibliographic database prints it. Read in anything else (another paper's table, a copy on a
file-sharing page, a digest, the news) it is ``secondary``.
"""

import re

OWN_TEXT = (
    "jamanetwork.com",
    "pubmed.ncbi.nlm.nih.gov",
    "www.ncbi.nlm.nih.gov/pubmed",
    "pubmed.gov",
    "http://pubmed ",
    "www.bmj.com/content/333",
    "www.bmj.com/content/330",
    "www.bmj.com/content/332",
    "aim.bmj.com",
    "bmjopen.bmj.com",
    "BMJ 2003",
    "journals.lww.com/spinejournal",
    "doi.org/10.1016",
    "hindawi.com",
    "dovepress.com",
    "biomedcentral.com",
    "mja.com.au",
    "cmaj.ca",
    "CMAJ 184",
    "acpjournals.org/doi",
    "springermedicine.com",
    "springermedizin.de",
    "cochranelibrary.com",
    "cochrane.org/",
    "journal-jams.org",
    "brieflands.com",
    "pure.ulster.ac.uk",
    "hub.hku.hk",
    "lup.lub.lu.se",
    "eprints.soton.ac.uk",
    "cris.unibo.it",
    "neuroscience.ox.ac.uk",
    "metajournal.com",
    "www.deepdyve.com",
    "search.pedro.org.au",
    "read.qxmd.com",
    "acutrials.ocom.edu",
    "ouci.dntb.gov.ua",
    "scilit.com",
    "wprim",
    "mendeley.com",
    "iwh.on.ca",
    "researchgate",
    "BMC Complement Altern Med",
    "ncbi.nlm.nih.gov/books/NBK599213",
    "JAMA Netw page",
    "pubmed 6446852",
)
"""Publishers, PubMed, university repositories and databases that print the authors' own abstract."""

OTHER_TEXT = (
    "recalled",
    "ai-bt.com",
    "painpluscpn",
    "NBK56291",
    "NBK556231",
    "CD013581-tblf",
    "CD013814-tblf",
    "acnpsearch",
    "(mirror)",
    "acpjournals.org (summary)",
    "bmj.i6748/rr-1",
    "bmas.blog",
    "chiro.org",
    "freerepublic",
    "secondary",
    "copy",
    "see results.csv",
    "10.1503/cmaj.230542",
    "wtbx.com",
)
"""Marks of a place that reports somebody else's figure; they win over OWN_TEXT."""

OWNERS = {
    "PMC2758834": "sherman-2009",
    "NBK556231": "ahrq-2020",
    "NBK56291": "ahrq-2010",
    "DataEx": "cherkin-2009-extraction",
    "hugaped": "lbp-nma-extraction",
    "CD013814-tblf": "mu-2020",
    "fdokumen.com": "prady-2007",
    "scilit.com": "ratcliffe-2006",
}
"""A mark in the address, and the publication (other than the trial's own) whose text was read."""

OWN_FULL_TEXT = {
    "PMC8095030/table/CD013814-tbl-": "mu-2020",
    "NBK556231/figure": "ahrq-2020",
    "NBK56291/figure": "ahrq-2010",
}
"""Tables of a review read in that review: seen, when the review owns the row."""

OVERRIDES = {
    ("results", "molsberger-2002", "responder"): (
        "unchecked",
        "It was not seen whether these are shares of people or mean reductions.",
    ),
    ("contrasts", "vas-2012", "approx-ratio"): (
        "unchecked",
        "The kind of ratio and its interval were not seen.",
    ),
    ("contrasts", "kennedy-2008", "ANCOVA-difference"): (
        "unchecked",
        "The direction was inferred, not seen.",
    ),
    ("contrasts", "yeung-2003", "p-only"): ("secondary", "The week was not seen, so it is left empty."),
    ("pooled", "xiang-2020", "qualitative"): (
        "unchecked",
        "It is unclear which number of people belongs to it.",
    ),
    ("pooled", "rizzo-2025", "spinal manipulation v placebo, acute/subacute"): (
        "unchecked",
        "The printed estimate lies oddly in its interval; its sign is in doubt.",
    ),
    ("pooled", "furlan-2015", "function ODI 0-100"): (
        "unchecked",
        "The effect itself was cut off and not seen.",
    ),
    ("pooled", "abdel-shaheed-2014", "capsicum rubefacient v placebo, acute"): (
        "unchecked",
        "Printed without its sign.",
    ),
}
"""Rows whose reading itself is in doubt: (table, study or review, mark) to state and reason."""

WEAK_REASON = "The figure was seen; a detail of its citation was not."


def review_of(address: str, owner: str) -> str:
    """``seen`` or ``secondary`` for a figure of ``owner`` that was read at ``address``."""
    for mark, publication in OWN_FULL_TEXT.items():
        if mark in address and owner == publication:
            return "seen"
    if any(mark in address for mark in OTHER_TEXT):
        return "secondary"
    if any(mark in address for mark in OWN_TEXT):
        return "seen"
    if "pmc.ncbi.nlm.nih.gov" in address or address.startswith("PMC"):
        return "secondary" if "PMC9434305" in address else "seen"
    return "secondary"


def owner_of(address: str, own: str) -> str:
    """The source that was read: the trial or review itself, or another publication named in OWNERS."""
    for mark, publication in OWNERS.items():
        if mark in address:
            return publication
    return own


PLACES = {
    "recalled": "not recorded",
    "AHRQ/ART abstract": "abstract (change), Cochrane table of the trial (baseline)",
    "JAMA Netw page": "https://jamanetwork.com/journals/jamainternalmedicine/fullarticle/413107",
    "http://pubmed 16618043": "https://pubmed.ncbi.nlm.nih.gov/16618043/",
    "pubmed 6446852": "https://pubmed.ncbi.nlm.nih.gov/6446852/",
    "10.1503/cmaj.230542": "start: abstract; later means: news reports of January 2024, intervals not seen",
    "github hugaped": "https://github.com/hugaped/LowerBackPainNMA, data of 2020-10-09, commit e974c94",
    "github.com/mxe050": "https://github.com/mxe050/DataEx, notes that quote tables 2 and 3 of the paper",
    "abstract page seen": "abstract page; the percentages were cut off",
    "news summary of Wallwork": "news reports of January 2024; intervals not seen",
}
"""Places that were noted down in short, told in full."""


def place(address: str) -> str:
    """Where a figure was read, for a reader who was not there."""
    for start, full in PLACES.items():
        if address.startswith(start):
            number = re.search(r"Covidence id (#\d+)", address)
            return f"{full}, record {number[1]}" if number else full
    return address
