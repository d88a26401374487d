"""What changed from one release to another: page, JSON and feeds."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext, pgettext

from prospect.explore.changes import FEEDS, as_json, by_subject, entries, history
from prospect.explore.context import names, site_url
from prospect.languages.numbers import listing, moment
from prospect.releases.comparing import changes_between
from prospect.releases.store import NoRelease, Release, current_release, is_readable, release

TITLES = {
    "changes": lambda: pgettext("feed", "Everything that changes"),
    "areas": lambda: pgettext("feed", "Areas and opportunities"),
    "ideas": lambda: pgettext("feed", "Ideas and initiatives"),
}


def page(request: HttpRequest) -> HttpResponse:
    """Show what is new, other and gone between two releases, by kind."""
    before, after = _asked(request)
    told = by_subject(changes_between(before, after)) if before else []
    context = {
        "section": "about",
        "then": moment(before.created) if before else "",
        "now": moment(after.created),
        "before": before,
        "after": after,
        "told": told,
        "kept": [(one, moment(one.created)) for one in history()],
        "query": f"from={before.id}&to={after.id}" if before else "",
        "feeds": [(name, TITLES[name]()) for name in FEEDS],
        "crumbs": [(gettext("Home"), reverse("explore:home")), (gettext("What changed"), "")],
    }
    return render(request, "explore/changes.html", context)


def as_data(request: HttpRequest) -> HttpResponse:
    """Give the same as JSON."""
    before, after = _asked(request)
    changes = changes_between(before, after) if before else ()
    return JsonResponse(
        {
            "from": before.id if before else None,
            "to": after.id,
            "changes": [as_json(one) for one in changes],
        }
    )


def feed(request: HttpRequest, name: str) -> HttpResponse:
    """Give the changes of the kept releases as an Atom feed (RFC 4287)."""
    if name not in FEEDS:
        raise Http404("no such feed")
    base, current = site_url(request), current_release()
    site = names(current, get_language() or "")["site_name"]
    made = Atom1Feed(
        title=f"{site} – {TITLES[name]()}", link=base + reverse("explore:changes"),
        description="", language=get_language(), feed_url=base + request.path,
        feed_guid=f"{base}{request.path}",
    )  # fmt: skip
    for after, told in entries(name):
        one = told.change
        more = listing(told.aspects) if told.aspects else ""
        made.add_item(
            title=f"{one.name} – {told.deed}", description=more,
            link=base + (told.address or f"{reverse('explore:changes')}?to={after.id}"),
            unique_id=f"{base}/{after.id}/{one.kind}/{one.key}", updateddate=after.created,
        )  # fmt: skip
    if not made.items:  # a feed must say when it was last other
        made.feed["updated"] = current.created
    return HttpResponse(made.writeString("utf-8"), "application/atom+xml; charset=utf-8")


def _asked(request: HttpRequest) -> tuple[Release | None, Release]:
    """Return the two releases asked for; by default the current one and the one it came from."""
    after = _kept(request.GET.get("to", "")) or current_release()
    before = _kept(request.GET.get("from", ""))
    if before is None:
        before = next(iter(history(after)[1:]), None)
    return before, after


def _kept(asked: str) -> Release | None:
    """Return a release by its id; None when nothing was asked, Http404 when it is not kept."""
    if not asked:
        return None
    try:
        found = release(asked)
    except NoRelease:
        raise Http404("no such release") from None
    if not is_readable(found):
        raise Http404("another version wrote it")
    return found
