"""A program walks through a collection while another release becomes current."""

from prospect.catalogue.models import Area, Opportunity

ITEMS = "/api/collections/{}/items"


def keys(client, collection, **asked):
    answer = client.get(ITEMS.format(collection), asked).json()
    return [feature["id"] for feature in answer["features"]], answer["numberMatched"]


def add(model, *others):
    """Add records like others that are there, under new keys."""
    made = []
    for other in others:
        record = model.objects.get(key=other)
        record.pk, record.key = None, f"a-{other}"
        record._state.adding = True
        record.save()
        made.append(record.key)
    return made


def test_API_03_what_is_added_during_a_walk_comes_last_so_nothing_is_met_twice_or_missed(own_site):
    client = own_site()
    for collection, model in (("areas", Area), ("opportunities", Opportunity)):
        before, number = keys(client, collection, limit=1000)
        assert len(before) == number > 20
        met, _ = keys(client, collection, limit=20)
        added = add(model, before[0], before[-1])
        client = own_site()
        while page := keys(client, collection, limit=20, offset=len(met))[0]:
            met += page
        assert met == before + added


def test_API_03_what_is_changed_during_a_walk_keeps_its_place(own_site):
    client = own_site()
    before, _ = keys(client, "areas", limit=1000)
    first, _ = keys(client, "areas", limit=30)
    Area.objects.filter(key__in=[before[0], before[-1]]).update(
        name={"en": "Aaa"}, start_year=1900, country="SE", confidence="estimate"
    )
    client = own_site()
    assert first + keys(client, "areas", limit=1000, offset=30)[0] == before
