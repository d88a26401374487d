"""Pages of the desk, a module for each subject."""

from prospect.desk.views.people import dismiss_person, invite_again, people
from prospect.desk.views.start import start
from prospect.desk.views.welcome import choose_language, forgot, welcome

__all__ = [
    "choose_language",
    "dismiss_person",
    "forgot",
    "invite_again",
    "people",
    "start",
    "welcome",
]
