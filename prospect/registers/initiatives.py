"""What initiatives of a joint strategy are, how far they have come, and what they remove."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prospect.registers.base import Line, Register

INITIATIVE_KINDS: Register[Line] = Register(
    Line("project", _("Project")),
    Line("service", _("Service")),
    Line("analysis", _("Analysis")),
    Line("infrastructure", _("Infrastructure")),
    Line("event", _("Event")),
)

# In the order an initiative goes through them; the last two end it.
PROGRESS: Register[Line] = Register(
    Line("idea", _("Idea")),
    Line("prepared", pgettext_lazy("initiative", "In preparation")),
    Line("running", pgettext_lazy("initiative", "Under way")),
    Line("finished", pgettext_lazy("initiative", "Finished")),
    Line("dropped", pgettext_lazy("initiative", "Dropped")),
)

# What keeps an investor, a worker or a student from using both shores.
BARRIERS: Register[Line] = Register(
    Line("travel", _("Time and cost of crossing the Sound")),
    Line("rules", _("Tax, social security and labour rules of two countries")),
    Line("skills", _("Skills and qualifications that do not count across the border")),
    Line("knowledge", _("Facts that stop at the border")),
    Line("visibility", _("The region is not seen as one from outside")),
    Line("contacts", _("Nobody knows whom to ask")),
    Line("capacity", _("Too little capacity in transport or energy")),
)

# What happens on the way of an initiative.
TURNS: Register[Line] = Register(
    Line("milestone", _("Milestone")),
    Line("decision", _("Decision")),
    Line("setback", _("Setback")),
    Line("suggestion", pgettext_lazy("of an initiative", "Suggestion")),  # who had the idea
)

LEAST, MOST = 1, 5  # of effect and effort
