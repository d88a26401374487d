"""New records: what they start from, and the key they get."""

from typing import Any

from django.http import Http404

from prospect.desk.access import StaffRequest
from prospect.desk.kinds import Kind, kind_named, record_for
from prospect.languages.folding import as_key
from prospect.partners.models import Partner
from prospect.registers.countries import COUNTRIES
from prospect.strategy.models import RESERVED

LONGEST_KEY = 80


def blank_record(request: StaffRequest, kind: Kind) -> Any:
    """Return a record of a kind to start from; None when it must be said first for which partner.

    Http404 where somebody may not make one.
    """
    if not kind.made:
        raise Http404("these come with the region")
    if kind.within:
        area = record_for(request.user, kind_named("area"), request.GET.get("area", ""), "edit")
        return kind.model(area=area)
    if kind.code == "partner" or not kind.model.partner_path:
        if request.user.scope("edit") != "everywhere":
            raise Http404("only a regional administrator makes these")
        return kind.model(**({"kind": "municipality"} if kind.code == "partner" else {}))
    partner = _partner(request)
    return kind.model(partner=partner, country=partner.country) if partner else None


def give_key(record: Any, taken: set[str] | None = None) -> Any:
    """Give a new record a key made of its name, with a number where that is taken.

    ``taken`` are the keys there are, where they have been read already.
    """
    area = getattr(record, "area", None)
    words = _own_words(record)
    stem = (
        f"{area.key}_{words}"
        if area and hasattr(record, "area_id") and not hasattr(record, "point")
        else words
    )
    stem = as_key(stem)[:LONGEST_KEY].strip("_") or record._meta.model_name
    if taken is None:
        same = type(record).objects.filter(key__startswith=stem)
        taken = set(same.values_list("key", flat=True))
    taken |= RESERVED
    record.key = next(
        key
        for key in (stem, *(f"{stem}_{n}" for n in range(2, len(taken) + 3)))
        if key not in taken
    )
    return record


def _own_words(record: Any) -> str:
    name = getattr(record, "short_name", None) or record.name
    language = (
        COUNTRIES[record.country].language if getattr(record, "country", "") in COUNTRIES else "en"
    )
    words = name.spoken(language).words if name else ""
    return str(words or getattr(record, "measure", ""))


def _partner(request: StaffRequest) -> Partner | None:
    mine = Partner.objects.open_to(request.user, "edit").order_by("key")
    if asked := request.GET.get("partner"):
        found: Partner | None = mine.filter(key=asked).first()
        if found is None:
            raise Http404("no such partner")
        return found
    return mine.first() if mine.count() == 1 else None
