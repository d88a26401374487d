"""The quickest ride, over stations and lines."""

from itertools import permutations
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospect.catalogue.models import Link, Station
from prospect.catalogue.network import CHANGE_MINUTES, NearStations, Network
from prospect.records.models import published

STATIONS = range(5)
LINKS = st.lists(
    st.builds(
        lambda origin, destination, minutes, line: link(origin, destination, float(minutes), line),
        st.sampled_from(STATIONS), st.sampled_from(STATIONS), st.integers(1, 20), st.sampled_from("AB"),
    ),
    max_size=8,
)  # fmt: skip


def link(origin, destination, minutes, line, status="open"):
    return SimpleNamespace(
        origin_id=origin, destination_id=destination, minutes=minutes, line=line, status=status
    )


def quickest(links, start, end):
    """Try every walk that uses a link at most once; slow, and plainly right."""
    best = None
    for size in range(len(links) + 1):
        for walk in permutations(links, size):
            here, line, minutes = start, None, 0.0
            for step in walk:
                if here not in (step.origin_id, step.destination_id):
                    break
                here = step.destination_id if here == step.origin_id else step.origin_id
                minutes += step.minutes + (CHANGE_MINUTES if line not in (None, step.line) else 0)
                line = step.line
            else:
                if here == end and (best is None or minutes < best):
                    best = minutes
    return best


@given(LINKS)
def test_a_ride_takes_as_long_there_as_back(links):
    network = Network(links)
    rides = {station: network.rides_to(station) for station in STATIONS}
    for one in STATIONS:
        for other in STATIONS:
            there, back = rides[one].get(other), rides[other].get(one)
            assert (there and there.minutes) == (back and back.minutes)


@given(LINKS)
def test_a_detour_saves_at_most_the_change(links):
    network = Network(links)
    rides = {station: network.rides_to(station) for station in STATIONS}
    for a in STATIONS:
        for b in rides[a]:
            for c in rides[b]:
                detour = rides[a][b].minutes + rides[b][c].minutes + CHANGE_MINUTES
                assert rides[a][c].minutes <= detour


@given(st.lists(LINKS.filter(bool).map(lambda links: links[0]), max_size=5))
def test_the_ride_is_the_quickest_of_all_walks(links):
    rides = Network(links).rides_to(0)
    for station in STATIONS:
        expected = quickest(links, station, 0)
        assert (rides[station].minutes if station in rides else None) == expected


def test_a_change_of_line_costs_and_the_lines_are_told_in_order():
    ride = Network([link(1, 2, 10, "A"), link(2, 3, 4, "B")]).rides_to(3)[1]
    assert ride.minutes == 14 + CHANGE_MINUTES and ride.lines == ("A", "B")


def test_a_slower_line_without_change_may_win():
    links = [link(1, 2, 3, "A"), link(2, 3, 3, "B"), link(1, 3, 10, "C")]
    assert Network(links).rides_to(3)[1].lines == ("C",)


def test_nobody_rides_on_a_line_that_is_being_built():
    assert 2 not in Network([link(1, 2, 3, "M5", status="under_construction")]).rides_to(1)


def test_every_open_station_of_the_demo_region_is_reachable(released):
    open_stations = dict(published(Station).filter(status="open").values_list("pk", "key"))
    start = next(pk for pk, key in open_stations.items() if key == "koebenhavn_h")
    reached = Network(published(Link).order_by("pk")).rides_to(start)
    assert [key for pk, key in open_stations.items() if pk not in reached] == []


def test_the_train_over_the_bridge_takes_what_it_takes(released):
    pks = dict(published(Station).values_list("key", "pk"))
    rides = Network(published(Link).order_by("pk")).rides_to(pks["malmoe_c"])
    assert 25 <= rides[pks["koebenhavns_lufthavn"]].minutes + 8 <= 45
    assert rides[pks["koebenhavns_lufthavn"]].lines == ("Øresundståg",)


def test_the_nearest_station_comes_first_and_far_ones_do_not_count(released):
    near = NearStations(list(published(Station).filter(status="open")))
    here = next(station for station in near.stations if station.key == "hyllie").point
    found = near.around(here, most=3, metres=5_000)
    distances = [metres for _, metres in found]
    assert found[0][0].key == "hyllie" and distances[0] == pytest.approx(0, abs=0.1)
    assert distances == sorted(distances) and len(found) <= 3 and max(distances) <= 5_000
