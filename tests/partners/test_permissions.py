"""The one rule, asked of one record and of all of them."""

from itertools import pairwise

import pytest

from prospect.catalogue.models import Area, Figure, Milestone, Opportunity, Place, Station
from prospect.partners.models import Partner
from prospect.records.permissions import may
from prospect.records.scope import EVERYWHERE
from prospect.registers.roles import ROLES, VERBS

KINDS = (Area, Figure, Milestone, Opportunity, Partner, Place, Station)


class Holder:
    """Somebody with a scope of our choosing."""

    def __init__(self, scope):
        self._scope = scope

    def scope(self, verb):
        return self._scope


@pytest.mark.parametrize("model", KINDS)
@pytest.mark.parametrize("where", ["nowhere", "malmoe", "everywhere"])
def test_AZN_02_one_record_and_all_of_them_follow_the_same_rule(db, model, where):
    scopes = {"nowhere": frozenset(), "everywhere": EVERYWHERE}
    malmoe = frozenset({Partner.objects.get(key="malmoe").pk})
    holder = Holder(scopes.get(where, malmoe))
    records = list(model.objects.all())
    allowed = {record.pk for record in model.objects.open_to(holder, "edit")}
    assert records and allowed == {r.pk for r in records if may(holder, "edit", r)}
    if where == "nowhere":
        assert not allowed
    if where == "everywhere":
        assert len(allowed) == len(records)


def test_a_role_allows_what_the_one_below_it_allows():
    ladder = [role.verbs for role in ROLES.values()]
    assert all(below <= above for below, above in pairwise(ladder))
    assert set().union(*ladder) == set(VERBS)


def test_only_the_last_role_is_regional():
    assert [role.code for role in ROLES.values() if role.regional] == ["regional_admin"]
