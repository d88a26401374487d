"""Pages of the desk, a module for each subject."""

from prospect.desk.views.decisions import confirm_record, history, restore, take_step
from prospect.desk.views.exchange import send_table, several, upload
from prospect.desk.views.facts import choose_confirmer, confirm_by_letter, confirm_facts
from prospect.desk.views.glossary import glossary
from prospect.desk.views.letters import letter, letters, send_again
from prospect.desk.views.log import log
from prospect.desk.views.media import kept_file
from prospect.desk.views.outline import check_outline
from prospect.desk.views.people import dismiss_person, invite_again, people
from prospect.desk.views.publishing import activate, build_again, progress, publishing
from prospect.desk.views.record import autosave, new_record, record
from prospect.desk.views.records import export, records
from prospect.desk.views.start import start
from prospect.desk.views.suggestions import mailboxes, suggestion, suggestions, unnamed
from prospect.desk.views.terms import partners, terms
from prospect.desk.views.welcome import choose_language, forgot, welcome

__all__ = [
    "activate",
    "autosave",
    "build_again",
    "check_outline",
    "choose_confirmer",
    "choose_language",
    "confirm_by_letter",
    "confirm_facts",
    "confirm_record",
    "dismiss_person",
    "export",
    "forgot",
    "glossary",
    "history",
    "invite_again",
    "kept_file",
    "letter",
    "letters",
    "log",
    "mailboxes",
    "new_record",
    "partners",
    "people",
    "progress",
    "publishing",
    "record",
    "records",
    "restore",
    "send_again",
    "send_table",
    "several",
    "start",
    "suggestion",
    "suggestions",
    "take_step",
    "terms",
    "unnamed",
    "upload",
    "welcome",
]
