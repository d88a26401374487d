"""Map and list are one: what is pointed at, chosen or asked for in the one shows in the other."""

from explore_page import keys_in_list, map_is_idle, sentence, wait_for_sentence

STILL = """() => new Promise(done => {
  const map = document.querySelector('region-map').engine;
  if (map.loaded() && !map.isMoving()) done(); else map.once('idle', done);
})"""
LIFTED = """key => document.querySelector('region-map').engine
  .getFeatureState({source: 'region', sourceLayer: 'areas', id: key}).hover === true"""
PLACE = """at => {
  const map = document.querySelector('region-map').engine, {x, y} = map.project(at);
  const {left, top} = map.getCanvas().getBoundingClientRect();
  return {x: left + x, y: top + y};
}"""
VIEW = "() => document.querySelector('region-map').engine.getBounds().toArray().flat()"
IN_LIST = """row => {
  const list = row.closest('.rows').getBoundingClientRect(), {top, bottom} = row.getBoundingClientRect();
  return top >= list.top - 1 && bottom <= list.bottom + 1;
}"""


def still(page):
    map_is_idle(page)
    page.evaluate(STILL)


def centre_of(page, key):
    """Longitude and latitude of an area's label, as its row carries them."""
    return [
        float(part)
        for part in page.locator(f"li[data-key={key}]").get_attribute("data-at").split(",")
    ]


def test_pointing_at_a_row_lifts_its_shape_and_leaving_lets_it_down(open_page):
    page = open_page("/en/map/")
    still(page)
    page.locator("li[data-key=nordhavn]").hover()
    assert page.evaluate(LIFTED, "nordhavn")
    page.locator("input[name=q]").hover()
    assert not page.evaluate(LIFTED, "nordhavn")


def test_choosing_on_the_map_marks_the_row_and_brings_it_into_the_list(open_page):
    page = open_page("/en/map/?at=12.975,55.565,13")
    still(page)
    row = page.locator("li[data-key=svagertorp]")
    assert not row.evaluate(IN_LIST)
    place = page.evaluate(PLACE, centre_of(page, "svagertorp"))
    page.mouse.click(place["x"], place["y"])
    page.wait_for_selector("li[data-key=svagertorp][aria-current=true]")
    assert "selected=svagertorp" in page.url
    assert row.evaluate(IN_LIST)
    page.go_back()
    page.wait_for_selector("li[data-key=svagertorp]:not([aria-current])")


def test_the_map_moves_to_what_fits_until_a_person_moves_it(open_page):
    page = open_page("/en/map/")
    still(page)
    before = sentence(page)
    page.locator("input[name=q]").fill("Helsingborg")
    wait_for_sentence(page, before)
    page.evaluate(STILL)
    west, south, east, north = page.evaluate(VIEW)
    for key in keys_in_list(page):
        lon, lat = centre_of(page, key)
        assert west < lon < east and south < lat < north, f"{key} is out of view"
    assert "at=" not in page.url
    canvas = page.locator("region-map canvas").bounding_box()
    x, y = canvas["x"] + canvas["width"] / 2, canvas["y"] + 200
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    page.wait_for_url("**at=**")
    page.evaluate(STILL)
    own, before = page.evaluate(VIEW), sentence(page)
    page.locator("input[name=stage][value=planned]").check(force=True)
    wait_for_sentence(page, before)
    page.evaluate(STILL)
    assert page.evaluate(VIEW) == own


def test_the_order_of_the_list_is_told_and_stays_told(open_page):
    page = open_page("/en/map/?sort=name&selected=hyllie")
    still(page)
    assert page.locator(".sortline a[aria-current=true]").inner_text() == "Name"
