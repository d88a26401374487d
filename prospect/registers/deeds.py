"""What people and the software do, as the log of decisions tells it."""

from django.utils.translation import pgettext_lazy

from prospect.registers.base import Line, Register

DEEDS: Register[Line] = Register(
    Line("save", pgettext_lazy("log", "saved a draft")),
    Line("create", pgettext_lazy("log", "made it")),
    Line("restore", pgettext_lazy("log", "took up an earlier revision")),
    Line("import", pgettext_lazy("log", "took over a table")),
    Line("ask_review", pgettext_lazy("log", "asked for review")),
    Line("withdraw", pgettext_lazy("log", "took it back from review")),
    Line("send_back", pgettext_lazy("log", "sent it back")),
    Line("approve", pgettext_lazy("log", "approved it")),
    Line("discard", pgettext_lazy("log", "threw the draft away")),
    Line("archive", pgettext_lazy("log", "archived it")),
    Line("bring_back", pgettext_lazy("log", "brought it back")),
    Line("confirm", pgettext_lazy("log", "confirmed it")),
    Line("doubt", pgettext_lazy("log", "said that it is no longer true")),
    Line("name confirmer", pgettext_lazy("log", "named who confirms it")),
    Line("forget confirmer", pgettext_lazy("log", "no longer has it confirmed from outside")),
    Line("drop publishing", pgettext_lazy("log", "dropped the day it was to be published")),
    Line("admit", pgettext_lazy("log", "gave a role")),
    Line("dismiss", pgettext_lazy("log", "took a role back")),
    Line("invite again", pgettext_lazy("log", "invited again")),
    Line("accept invitation", pgettext_lazy("log", "accepted the invitation")),
    Line("join", pgettext_lazy("log", "came by the employer's login")),
    Line("connect", pgettext_lazy("log", "connected the employer's login")),
    Line("set terms", pgettext_lazy("log", "changed the terms")),
    Line("send letter again", pgettext_lazy("log", "sent a letter again")),
    Line("load pack", pgettext_lazy("log", "loaded a region pack")),
    Line("activate release", pgettext_lazy("log", "made a release public")),
    Line("roll back to release", pgettext_lazy("log", "went back to a release")),
    Line("hold back login", pgettext_lazy("log", "made a login wait")),
    Line("suggest", pgettext_lazy("log", "suggested an idea")),
    Line("confirm suggestion", pgettext_lazy("log", "confirmed the suggestion")),
    Line("withdraw suggestion", pgettext_lazy("log", "withdrew the suggestion")),
    Line("ask unnamed", pgettext_lazy("log", "no longer wants to be named")),
    Line("unnamed", pgettext_lazy("log", "took the name of the sender out")),
    Line("accepted suggestion", pgettext_lazy("log", "took the suggestion into the catalogue")),
    Line("merged suggestion", pgettext_lazy("log", "joined the suggestion with an idea")),
    Line("declined suggestion", pgettext_lazy("log", "declined the suggestion")),
    Line("take part", pgettext_lazy("log", "asked to take part")),
    Line("confirm taking part", pgettext_lazy("log", "confirmed that they want to take part")),
    Line("keep mailbox", pgettext_lazy("log", "gave the address for mail")),
    Line("forget mailbox", pgettext_lazy("log", "removed the address for mail")),
    Line("forget senders", pgettext_lazy("log", "forgot who had sent something")),
    Line("erase sender", pgettext_lazy("log", "erased what somebody had sent")),
)

# Who acts besides people.
DOERS: Register[Line] = Register(
    Line("visitor", pgettext_lazy("log", "a visitor")),
    Line("worker", pgettext_lazy("log", "the worker")),
    Line("calendar", pgettext_lazy("log", "the calendar")),
    Line("command line", pgettext_lazy("log", "the operator")),
    Line("login", pgettext_lazy("log", "the login")),
    Line("employer's login", pgettext_lazy("log", "the employer's login")),
)
