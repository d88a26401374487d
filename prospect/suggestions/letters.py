"""Who hears of what visitors send, each in their own language; written with the decision or not at all."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from prospect.catalogue.models import Organisation
from prospect.editing.letters import reviewers
from prospect.languages.text import Text
from prospect.mail.actions import write_letter
from prospect.mail.wording import word_letter
from prospect.records.models import published
from prospect.registers.countries import COUNTRIES
from prospect.strategy.models import Initiative
from prospect.suggestions.models import Mailbox, Participation, Suggestion


def tracking_address(sent: Any, site: str) -> str:
    """Return the address that only the sender gets."""
    return _whole(site, f"intake:{sent._meta.model_name}", sent.token, sent.language)


def tell_received(suggestion: Suggestion, *, site: str) -> None:
    """Write the receipt: by when there is an answer, and where to look."""
    context = {
        "what": suggestion.title,
        "by": suggestion.answer_by,
        "address": tracking_address(suggestion, site),
    }
    _write("suggestion_received", suggestion, context)


def tell_desk(suggestion: Suggestion, *, site: str) -> None:
    """Tell who answers for the whole region that a suggestion waits."""
    address = site + reverse("desk:suggestion", args=[suggestion.pk])
    context = {"what": suggestion.title, "by": suggestion.answer_by, "address": address}
    for person in reviewers(None):
        write_letter(
            "suggestion_waiting", to=person.email, language=person.language, context=context,
            about=str(suggestion),
        )  # fmt: skip


def answer_context(
    suggestion: Suggestion, *, words: str, initiative: Initiative | None, site: str
) -> dict[str, Any]:
    """Return what the letter with an answer tells."""
    context: dict[str, Any] = {
        "what": suggestion.title,
        "words": words,
        "address": tracking_address(suggestion, site),
    }
    if initiative is not None:
        context["idea"] = initiative.name
        context["idea_address"] = _whole(site, "explore:idea", initiative.key, suggestion.language)
    return context


def preview(state: str, suggestion: Suggestion, context: Mapping[str, Any]) -> tuple[str, str]:
    """Return subject and body of the letter an answer would send; the sender's address is left out."""
    shown = {**context, "address": "…"}
    return word_letter(f"suggestion_{state}", language=suggestion.language, context=shown)


def tell_answer(suggestion: Suggestion, context: Mapping[str, Any]) -> None:
    """Write the answer to whoever suggested it."""
    _write(f"suggestion_{suggestion.state}", suggestion, context)


def hand_on(participation: Participation, *, site: str) -> bool:
    """Write to the lead of an initiative, else to the desk of the region, and the receipt.

    Returns whether the lead was written to.
    """
    idea = idea_named(participation.initiative)
    lead = idea.lead if idea else None
    box = mailbox_of(lead)
    context = {
        "what": idea.name if idea else Text({"en": participation.initiative}),
        "who": participation.name,
        "organisation": participation.organisation,
        "words": participation.message,
        "email": participation.email,
        "reads": participation.language,
    }
    to = [(box, language_of(lead))] if box and lead else _desk()
    for email, language in to:
        address = _whole(site, "explore:idea", participation.initiative, language)
        write_letter(
            "participation", to=email, language=language, about=str(participation),
            context={**context, "address": address, "lead": bool(box)},
        )  # fmt: skip
    receipt = {
        "what": context["what"],
        "lead": lead.name if lead and box else "",
        "address": _whole(site, "explore:idea", participation.initiative, participation.language),
    }
    _write("participation_received", participation, receipt)
    return bool(box)


def idea_named(key: str) -> Initiative | None:
    """Return an initiative the public reads, with who leads it."""
    found: Initiative | None = published(Initiative).select_related("lead").filter(key=key).first()
    return found


def mailbox_of(lead: Organisation | None) -> str:
    """Return the address of an organisation; nothing where none is kept."""
    kept = Mailbox.objects.filter(organisation=lead.key).first() if lead else None
    return kept.email if kept else ""


def language_of(lead: Organisation) -> str:
    """Return the language of an organisation's country; English where it is of both."""
    return COUNTRIES[lead.country].language if lead.country in COUNTRIES else "en"


def _desk() -> list[tuple[str, str]]:
    return [(person.email, person.language) for person in reviewers(None)]


def _write(name: str, sent: Any, context: Mapping[str, Any]) -> None:
    write_letter(name, to=sent.email, language=sent.language, context=context, about=str(sent))


def _whole(site: str, name: str, argument: Any, language: str) -> str:
    with override(language):
        return site + reverse(name, args=[argument])
