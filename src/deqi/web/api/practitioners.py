"""People near a place and one practitioner: the same documents as ``deqi directory search``."""

import hashlib
import json
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from ninja import Path, Router

from deqi.answers import directory_tables, trust_tables, who_should_treat
from deqi.directory.trust import OutcomeLimits
from deqi.vocabulary import InputError
from deqi.web.api.problems import declared, problem
from deqi.web.practitioners.documents import page_document, practitioner_document
from deqi.web.practitioners.models import Practitioner, is_public_id
from deqi.web.practitioners.searching import Asked, Filters, search
from deqi.web.reviews.models import TrackedOutcome
from deqi.web.reviews.presenters.stars import star_picture

router = Router(tags=["practitioners"])

PublicId = Annotated[str, Path(description="The name in addresses that a search gives for a practitioner.")]
SECONDS = 300
FLAG = {"enum": ["true", "false"]}
WORD = {"type": "string", "maxLength": 400}
NUMBER = {"type": "number"}


def _query(name: str, schema: dict[str, Any], about: str, *, required: bool = False) -> dict[str, Any]:
    return {"in": "query", "name": name, "required": required, "description": about, "schema": schema}


NAMES = {
    "near": _query(
        "near", {"type": "string", "maxLength": 60}, "ZIP, or `lat,lon` in degrees.", required=True
    ),
    "radius": _query("radius", NUMBER | {"exclusiveMinimum": 0}, "Miles; 25 when left out."),
    "limit": _query("limit", {"type": "integer", "minimum": 1}, "People on a page; 20 when left out."),
    "checked": _query("checked", FLAG, "`false`: also people whose licence nobody looked up."),
    "certified": _query("certified", FLAG, "Only with a certificate that was seen."),
    "language": _query("language", {"type": "string", "pattern": "^[a-z]{2}$"}, "Two letters."),
    "price_at_most": _query(
        "price_at_most", {"type": "integer", "minimum": 0, "maximum": 1_000_000}, "Price."
    ),
    "profession": _query("profession", {"type": "string", "pattern": "^[a-z-]{1,30}$"}, "As in the facts."),
    "by_outcomes": _query("by_outcomes", FLAG, "People with enough tracked patients first."),
    "cursor": _query("cursor", WORD, "Continues behind an earlier page."),
}
ERRORS = declared(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)
FOUND: dict[int, Any] = {
    200: {"description": "Facts as JSON.", "content": {"application/json": {"schema": {"type": "object"}}}},
    304: {"description": "Nothing has changed since the ETag that was sent."},
}


@router.get(
    "/practitioners",
    openapi_extra={"parameters": list(NAMES.values()), "responses": {**FOUND, **ERRORS}},
    summary="People near a place, nearest first, with facts apart",
)
def near(request: HttpRequest) -> HttpResponse:
    """The order and how it came about stand in the document. `cursor` continues."""
    tables, today, told = directory_tables(), timezone.localdate(), request.GET
    _known(request)
    asked = Asked(
        who_should_treat.place_from(told.get("near", ""), tables).point,
        _number(told.get("radius", "25"), "radius"),
        _whole(told.get("limit", "20"), "limit", 1, 10_000),
        Filters(
            checked=_flag(told.get("checked", "true"), "checked"),
            certified=_flag(told.get("certified", "false"), "certified"),
            language=_word(told.get("language", ""), "language", 2),
            price_at_most=_whole(told["price_at_most"], "price_at_most", 0, 1_000_000)
            if "price_at_most" in told
            else None,
            profession=_word(told.get("profession", ""), "profession", 30),
        ),
        _flag(told.get("by_outcomes", "false"), "by_outcomes"),
    )
    page = search(asked, tables=tables, today=today, cursor=told.get("cursor", ""))
    return _cached(request, page_document(asked, page, today=today, tables=tables))


@router.get(
    "/practitioners/{public_id}",
    openapi_extra={"responses": {**FOUND, **ERRORS}},
    summary="One practitioner: facts apart, stars with their range, outcomes or too few to say",
)
def one(request: HttpRequest, public_id: PublicId) -> HttpResponse:
    """The name in the address has 128 random bits: nobody can count through people."""
    person = None
    if is_public_id(public_id):
        person = Practitioner.objects.prefetch_related("proofs").filter(public_id=public_id).first()
    if person is None:
        return problem(
            HTTPStatus.NOT_FOUND,
            where="public_id",
            what="Nobody has this name in addresses.",
            rule="The name stands in the results of a search.",
            next_step="Search with /api/v1/practitioners?near=10001.",
        )
    document = practitioner_document(person, today=timezone.localdate(), tables=directory_tables())
    document |= {"reviews": _stars(person), "outcome": _outcome(person, trust_tables().outcomes)}
    return _cached(request, document)


def _stars(person: Practitioner) -> dict[str, Any]:
    found = star_picture(person)
    if found is None:
        return {"count": 0}
    return {
        "count": found.total,
        "by_stars": {str(bar.stars): bar.count for bar in found.bars},
        "mean": float(found.mean),
        "range": [float(found.low), float(found.high)],
        "range_holds_of_100": found.of_100,
        "percentile_in_directory": found.percentile,
        "note": "A better-rated practitioner has not been shown to give better results.",
    }


def _outcome(person: Practitioner, limits: OutcomeLimits) -> dict[str, Any]:
    row = TrackedOutcome.objects.filter(practitioner=person).first()
    if row is None or row.shrunken is None or row.low is None or row.high is None:
        return {"enough": False, "needed": limits.tracked_needed, "note": "Too few to say."}
    return {
        "enough": True,
        "points_of_10_better": round(-row.shrunken, 2),
        "range": [round(-row.high, 2), round(-row.low, 2)],
        "range_holds_of_100": round(100 * limits.level),
        "reliability": round(row.reliability or 0.0, 3),
        "started": row.started,
        "followed": row.followed,
        "worked_out_on": row.worked_out_on.isoformat(),
    }


def _cached(request: HttpRequest, document: dict[str, Any]) -> HttpResponse:
    body = json.dumps(document, ensure_ascii=False).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    same = tag in {
        part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")
    }
    response = HttpResponseNotModified() if same else HttpResponse(body, content_type="application/json")
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    return response


def _known(request: HttpRequest) -> None:
    for name, values in request.GET.lists():
        if name not in NAMES or len(values) > 1 or len(values[0]) > 400 or "\0" in values[0]:
            raise _fault(name, f"This parameter is not known, is given twice or is too long: {name[:40]!r}.")


def _flag(text: str, where: str) -> bool:
    if text not in ("true", "false"):
        raise _fault(where, f"{text[:40]!r} is neither true nor false.")
    return text == "true"


def _number(text: str, where: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = float("nan")
    if not -1e9 < found < 1e9:
        raise _fault(where, f"{text[:40]!r} is no number.")
    return found


def _whole(text: str, where: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most):
        raise _fault(where, f"{text[:40]!r} is no whole number from {least} to {most}.")
    return int(text)


def _word(text: str, where: str, most: int) -> str:
    plain = text.replace("-", "")
    if text and not (plain.isascii() and plain.isalpha() and plain.islower() and len(text) <= most):
        raise _fault(where, f"{text[:40]!r} is no such word.")
    return text


def _fault(where: str, what: str) -> InputError:
    return InputError(
        where=where[:60],
        what=what,
        rule="/api/v1/openapi.json lists the parameters and what they may be.",
        next_step="Correct it or leave it out.",
    )
