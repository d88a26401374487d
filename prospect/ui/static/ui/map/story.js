// The map beside a story follows who reads. Without scripts, without WebGL or where motion is not
// wanted, every chapter keeps its still picture instead.
import "./region-map.js";
import { zoomFor } from "./camera.js";
import { readYear } from "./phases.js";
import { addressOf } from "./settings.js";

/** @typedef {import("./region-map.js").RegionMap} RegionMap */
/** @typedef {import("./settings.js").StoryScene} StoryScene */

const MOVES = "(scripting: enabled) and (prefers-reduced-motion: no-preference)"; // as css/story.css asks
const NARROW = 900;

/** @param {HTMLElement} story */
async function follow(story) {
  const map = /** @type {RegionMap} */ (story.querySelector("region-map"));
  const chapters = [...story.querySelectorAll("[data-scene]")];
  const stops = [...story.querySelectorAll(".way a")];
  const scenes = map.settings.story ?? [];
  const asked = chapters.findIndex(({ id }) => `#${id}` === location.hash);
  let now = Math.max(asked, 0);
  mark(stops, now);
  const drawn = await map.start({ ...shown(scenes[now]), clusterZoom: 0 }, viewOf(map, scenes[now]));
  story.classList.toggle("is-still", !drawn);
  if (asked > 0) chapters[asked].scrollIntoView();
  const seen = new IntersectionObserver(
    (entries) => {
      const entry = entries.find(({ isIntersecting }) => isIntersecting);
      const next = entry ? chapters.indexOf(entry.target) : -1;
      if (next < 0 || next === now) return;
      now = next;
      mark(stops, now);
      map.show(shown(scenes[now]));
      map.travel(viewOf(map, scenes[now]));
      history.replaceState(null, "", now ? `#${chapters[now].id}` : location.pathname + location.search);
    },
    { rootMargin: innerWidth < NARROW ? "-62% 0px -34% 0px" : "-48% 0px -48% 0px" },
  );
  for (const chapter of chapters) seen.observe(chapter);
}

/** @param {StoryScene} scene */
const shown = ({ year, lit }) => ({ year: readYear(year), lit });

/**
 * @param {RegionMap} map
 * @param {StoryScene} scene
 */
function viewOf(map, { at: [lng, lat, zoom] }) {
  return { lng, lat, zoom: zoomFor(zoom, map) };
}

/**
 * Show how far the reader has come.
 * @param {Element[]} stops
 * @param {number} now
 */
function mark(stops, now) {
  for (const [place, stop] of stops.entries()) {
    stop.classList.toggle("done", place < now);
    if (place === now) stop.setAttribute("aria-current", "step");
    else stop.removeAttribute("aria-current");
  }
}

for (const story of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-story]"))) {
  const map = /** @type {RegionMap} */ (story.querySelector("region-map"));
  map.addEventListener("map-hover", (event) => map.hover(/** @type {CustomEvent} */ (event).detail.key));
  map.addEventListener("map-select", (event) => {
    const hit = /** @type {import("./pointer.js").Hit | null} */ (/** @type {CustomEvent} */ (event).detail);
    const address = hit?.kind === "area" && addressOf(map.settings.areaUrl, hit.key);
    if (address) location.assign(address);
  });
  if (matchMedia(MOVES).matches) follow(story);
}
