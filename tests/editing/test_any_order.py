"""CON-08: anybody does anything in any order, and the records agree with a few lines of Python."""

import os
from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from prospect.audit.models import Event
from prospect.catalogue.models import Area
from prospect.editing.actions import (
    StaleEdit,
    confirm,
    content_at,
    create_record,
    decide,
    publish_due,
    save_draft,
)
from prospect.editing.bulk import Change, save_drafts
from prospect.editing.rules import RefusedStep
from prospect.jobs.models import Job
from prospect.partners.actions import admit
from prospect.partners.models import Membership, Partner, Person, Terms
from prospect.records.content import content_of
from prospect.records.models import Dossier

STEPS = {  # from which states, to which, and what one must be allowed: the table, told a second time
    "ask_review": ({"draft"}, "in_review", "edit"),
    "withdraw": ({"in_review"}, "draft", "edit"),
    "send_back": ({"in_review"}, "draft", "review"),
    "approve": ({"draft", "in_review"}, "published", "review"),
    "discard": ({"draft", "in_review"}, "published", "edit"),
    "archive": ({"draft", "published"}, "archived", "review"),
    "bring_back": ({"archived"}, "draft", "edit"),
}
MAY = {
    "reader": set(), "editor": {"edit"}, "reviewer": {"edit", "review"},
    "partner_admin": {"edit", "review"}, "stranger": set(),
}  # fmt: skip
LATER = timedelta(days=3)
WORDS = ["one", "two", "three"]


def anybody(chance):
    who = ["reviewer", "partner_admin", "editor", "reader", "stranger"]
    return chance.choices(who, [4, 4, 4, 1, 1])[0]


def behind(chance):  # how many revisions ago the page was opened
    return chance.choices([0, 1, 2], [8, 1, 1])[0]


class Desk(RuleBasedStateMachine):
    """One area at the desk, and beside it what should have become of it."""

    @initialize(new=st.booleans(), two_pairs=st.booleans())
    def open(self, new, two_pairs):
        self.frame = transaction.atomic()
        self.frame.__enter__()
        area = Area.objects.get(key="hyllie")
        self.malmoe, elsewhere = area.partner, Partner.objects.get(key="koebenhavn")
        for who in MAY:
            place, role = (elsewhere, "reviewer") if who == "stranger" else (self.malmoe, who)
            admit(email=address(who), name=who, role=role, partner=place, by="tests")
        self.acts, self.off_duty = 0, set()
        self.public, self.state = content_of(area), "published"
        self.kept: list[tuple[str, str, dict]] = []  # verb, state and content of each revision
        self.wrote: set[str] = set()  # what is not published yet
        self.waits = ""  # who approved it for a later day
        if new:
            area.pk, area.key, area._state.adding = None, "brand-new", True
            create_record(area, by=person("editor"))
            self.public, self.state, self.wrote = None, "draft", {"editor"}
            self.kept.append(("save", "draft", content_of(area)))
        self.key = area.key
        self.change_terms(two_pairs)
        self.events, self.asked = Event.objects.count(), False

    def teardown(self):
        if hasattr(self, "frame"):
            transaction.set_rollback(True)
            self.frame.__exit__(None, None, None)

    @property
    def row(self):
        return Area.objects.get(key=self.key)

    @property
    def newest(self):
        return self.kept[-1][2] if self.kept else self.public

    @rule(seed=st.integers(0, 2**32))
    def go_on(self, seed):
        """Throw dice: by itself hypothesis leaves out rules, and mostly draws the same again."""
        self.acts += 1
        chance = Random(f"{seed} {self.acts}")
        ways = [self.write, self.step, self.something_else]
        ways += [self.restore] * (len(self.kept) > 1) + [self.the_day_comes] * bool(self.waits)
        chance.choices(ways, [4, 8, 1, 1, 4][: len(ways)])[0](chance)

    def may(self, who, verb):
        return who not in self.off_duty and verb in MAY[who]

    def refused(self, who, code):
        sources, _target, verb = STEPS[code]
        return (
            self.state not in sources
            or not self.may(who, verb)
            or (code == "discard" and self.public is None)
            or (code == "approve" and self.two_pairs and who in self.wrote)
        )

    def write(self, chance):
        """Save the form, or take over a row of a table."""
        who, ago, words = anybody(chance), behind(chance), chance.choice(WORDS)
        content = {**self.newest, "plan_term": words}
        if chance.random() < 0.5:
            self._save(who, content, ago, "save")
        elif content != self.newest:  # a row without a change never comes so far
            based_on = max(0, len(self.kept) - ago)
            change = Change(self.row, {"plan_term": words}, based_on)
            (why,) = save_drafts([change], by=person(who))
            good = based_on == len(self.kept) and self.may(who, "edit")
            assert (why == "") is good
            if good:
                self._keep(who, content)

    def restore(self, chance):
        number = chance.randint(1, len(self.kept))
        content = content_at(Dossier.objects.of(self.row).get(), number)
        assert content == self.kept[number - 1][2]
        self._save(anybody(chance), content, behind(chance), "restore")

    def step(self, chance):
        leading_on = [code for code, (sources, *_) in STEPS.items() if self.state in sources]
        code = chance.choice(3 * leading_on + [*STEPS])
        able = [who for who in MAY if not self.refused(who, code)]
        who = chance.choice(able) if able and chance.random() < 0.7 else anybody(chance)
        refused, later, target = self.refused(who, code), chance.random() < 0.5, STEPS[code][1]
        when = timezone.now() + LATER if later else None
        told = {"by": person(who), "reason": "So.", "publish_at": when}
        if not self._done(
            lambda number: decide(self.row, code, based_on=number, **told), behind(chance), refused
        ):
            return
        self._begin()
        self.events += 1
        if code == "approve" and later:
            self._add(code, "in_review", self.newest)
            self.waits = who
            return
        self._add(code, target, self.public if code == "discard" else self.newest)
        self._have_taken(code)

    def the_day_comes(self, chance):
        """A day set for publishing comes; who approved may have lost the role, or not be the second."""
        first = chance.choice(["", "", "lose", "two pairs"])
        if first == "lose":
            self.lose_or_regain_the_role(self.waits)
        if first == "two pairs":
            self.change_terms(True)
        who, self.waits = self.waits, ""
        good = self.may(who, "review") and not (self.two_pairs and who in self.wrote)
        assert publish_due(timezone.now() + LATER) == good
        self.events += 1
        if good:
            self._add("approve", "published", self.newest)
            self._have_taken("approve")

    def something_else(self, chance):
        what = chance.choice(["true", "pairs", "role"])
        assert publish_due() == 0
        if what == "true" and self.public is not None:
            confirm([self.row], by="somebody")
            self.events, self.asked = self.events + 1, True
        elif what == "pairs":
            self.change_terms(not self.two_pairs)
        elif what == "role":
            self.lose_or_regain_the_role(chance.choice(["editor", *sorted(self.off_duty)]))

    def change_terms(self, two_pairs):
        self.two_pairs = two_pairs
        changed = {"two_pairs_of_eyes": two_pairs}
        Terms.objects.update_or_create(partner=self.malmoe, defaults=changed)

    def lose_or_regain_the_role(self, who):
        if who in self.off_duty:
            held = {"person": person(who), "partner": self.malmoe, "role": who}
            Membership.objects.create(**held)
        else:
            Membership.objects.filter(person=person(who)).delete()
        self.off_duty ^= {who}

    @invariant()
    def nothing_acknowledged_is_lost(self):
        dossier = Dossier.objects.of(self.row).first()
        rows = dossier.revisions.order_by("number") if dossier else []
        held, found = None, []
        for number, one in enumerate(rows, start=1):
            assert one.number == number
            held = held if one.content is None else one.content
            found.append((one.verb, one.state, held))
        wanted = [(verb.replace("restore", "save"), *more) for verb, *more in self.kept]
        assert found == wanted

    @invariant()
    def only_an_approval_changes_what_the_public_reads(self):
        row = self.row
        assert row.is_public == (self.public is not None)
        assert Area.objects.public().filter(key=self.key).exists() == row.is_public
        if row.is_public:
            assert content_of(row) == self.public

    @invariant()
    def the_dossier_stands_where_the_last_step_led(self):
        dossier = Dossier.objects.of(self.row).first()
        assert (dossier is None) == (not self.kept)
        if dossier:
            assert (dossier.state, dossier.number) == (self.state, len(self.kept))
            assert dossier.approved_by == (address(self.waits) if self.waits else "")
            assert (dossier.publish_at is not None) == bool(self.waits)

    @invariant()
    def each_decision_is_one_event_and_a_release_is_asked_where_the_public_changes(self):
        assert Event.objects.count() == self.events
        assert Job.objects.filter(kind="release").exists() == self.asked

    def _save(self, who, content, ago, verb):
        def save(number):
            save_draft(self.row, content, by=person(who), based_on=number, verb=verb)

        done = self._done(save, ago, not self.may(who, "edit"))
        if done and content != self.newest:
            self._keep(who, content)
            self.events += 1
        elif done:
            self._begin()

    def _done(self, what, ago, refused):
        """Do it as from a page opened some revisions ago; return whether it was done."""
        number = max(0, len(self.kept) - ago)
        try:
            what(number)
        except StaleEdit:
            assert number != len(self.kept)
            return False
        except RefusedStep:
            assert refused and number == len(self.kept)
            return False
        assert not refused and number == len(self.kept)
        return True

    def _begin(self):
        if not self.kept:
            self.kept.append(("begin", self.state, self.newest))

    def _keep(self, who, content):
        self._begin()
        self._add("save", "draft", content)
        self.wrote = self.wrote | {who}

    def _add(self, verb, state, content):
        self.kept.append((verb, state, content))
        self.state, self.waits = state, ""

    def _have_taken(self, code):
        self.asked |= code == "approve" or (code == "archive" and self.public is not None)
        if code in ("approve", "archive"):
            self.public = self.newest if code == "approve" else None
        if self.state == "published":
            self.wrote = set()


def address(who):
    return f"{who}@any.example"


def person(who):
    """Read somebody anew, as each request does."""
    return Person.objects.get(email=address(who))


def test_CON_08_whatever_is_done_in_whatever_order_the_records_agree_with_the_model():
    tried = settings(
        max_examples=int(os.environ.get("PROSPECT_ORDERS", "30")), stateful_step_count=30,
        derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow],
        phases=[Phase.generate],  # a fault is told in up to 30 steps: to find fewer takes minutes
    )  # fmt: skip
    run_state_machine_as_test(Desk, settings=tried)
