"""What belongs to the owner alone: see everything, take it along, let others read, and erase it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deqi.web.ask.models import hash_token
from deqi.web.diary.asking import may_see
from deqi.web.diary.book import book_of
from deqi.web.diary.exports import csv_response, json_response
from deqi.web.diary.forms import ChoicesForm, ReaderForm
from deqi.web.diary.gate import KEY, Opened, for_owner, private
from deqi.web.diary.models import Link
from deqi.web.diary.presenters.everything import everything_view
from deqi.web.diary.said import said, say
from deqi.web.diary.views.start import remember


@require_safe
@for_owner
def everything(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Every note with every version of it."""
    book = book_of(opened.diary)
    context = {"opened": opened, "book": book, "groups": everything_view(book), "said": said(request)}
    return render(request, "diary/everything.html", context)


@require_safe
@for_owner
def as_json(request: HttpRequest, opened: Opened) -> HttpResponse:  # noqa: ARG001 - the gate's signature
    """Everything, for another program."""
    return json_response(book_of(opened.diary), shows_forecast=may_see(opened))


@require_safe
@for_owner
def as_csv(request: HttpRequest, opened: Opened) -> HttpResponse:  # noqa: ARG001 - the gate's signature
    """Everything, for a spreadsheet."""
    return csv_response(book_of(opened.diary))


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def sharing(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Who may read along, and what the owner lets others learn from."""
    if request.method == "POST":
        form = ChoicesForm(request.POST)
        if form.is_valid():
            for name, value in form.cleaned_data.items():
                setattr(opened.diary, name, value)
            opened.diary.save(update_fields=list(form.cleaned_data))
            say(request, "choices")
            return redirect("diary:sharing")
    links = opened.diary.links.filter(revoked_at=None, role=Link.READER)
    context = {"opened": opened, "links": links, "said": said(request)}
    return render(request, "diary/sharing.html", context)


@require_POST
@for_owner
def add_reader(request: HttpRequest, opened: Opened) -> HttpResponse:
    """A link that only reads."""
    form = ReaderForm(request.POST)
    label = form.cleaned_data["label"] if form.is_valid() else ""
    remember(request, opened.diary.new_link(Link.READER, now=timezone.now(), label=label), Link.READER)
    return redirect("diary:link")


@require_POST
@for_owner
def renew(request: HttpRequest, opened: Opened) -> HttpResponse:
    """A new link for the owner; the one before opens nothing from now on."""
    token = opened.diary.new_link(Link.OWNER, now=timezone.now())
    remember(request, token, Link.OWNER)
    request.session[KEY] = hash_token(token)
    return redirect("diary:link")


@require_POST
@for_owner
def revoke(request: HttpRequest, opened: Opened, pk: int) -> HttpResponse:
    """End a link of a reader."""
    ended = opened.diary.links.filter(pk=pk, role=Link.READER, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    if not ended:
        raise Http404
    say(request, "revoked")
    return redirect("diary:sharing")


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def erase(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Ask once; on POST, erase everything for good."""
    if request.method != "POST":
        return render(request, "diary/erase.html", {"opened": opened, "book": book_of(opened.diary)})
    opened.diary.erase()
    request.session.pop(KEY, None)
    return redirect("diary:erased")


@private
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say that it is gone, and let the browser throw its drafts away."""
    return render(request, "diary/erased.html")
