// Where the map looks: the first view, the whole region, and moves that respect reduced motion.

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("./engine.js").EngineMap} EngineMap */
/** @typedef {{lng: number, lat: number, zoom: number}} At a point and a zoom as they stand in the URL */
/** @typedef {{above: number, below: number}} Covered pixels hidden at the top and the foot of the map */

export const ZOOMS = { minZoom: 6.5, maxZoom: 16 };

/** Width of the map for which the server chose its start zoom. */
const START_WIDTH = 944;
/** Height of the map for which the view of a chapter was chosen. */
const STORY_HEIGHT = 708;
const PAGE_ZOOM = 12.5;
const BEYOND = { lng: 0.7, lat: 0.6, foot: 2.4 };
const MARGIN = 32;
const CLOSEST = 12;
/** Share of the map's width from which a panel takes a strip away from it. */
const WIDE = 0.4;
const MOST_COVERED = 0.65;

/** Passed with moves a person asked for by a button. */
const ASKED = { asked: true };

/** True when motion is not wanted. */
export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * How far panels lie over the upper and the lower part of the map, in pixels.
 * @param {HTMLElement} element
 * @param {string} [selector] of a panel beside those that float over the map
 * @returns {Covered}
 */
export function coveredBy(element, selector) {
  const map = element.getBoundingClientRect();
  const covered = { above: 0, below: 0 };
  const panels = [...(element.parentElement?.querySelectorAll(".over") ?? [])];
  for (const panel of [...panels, ...(selector ? document.querySelectorAll(selector) : [])]) {
    const over = panel.getBoundingClientRect();
    const across = Math.min(map.right, over.right) - Math.max(map.left, over.left);
    if (across < map.width * WIDE || over.top >= map.bottom || over.bottom <= map.top) continue;
    if (over.top - map.top < map.height * 0.1) covered.above = Math.max(covered.above, over.bottom - map.top);
    else covered.below = Math.max(covered.below, map.bottom - over.top);
  }
  covered.below = Math.min(covered.below, map.height * MOST_COVERED);
  return covered;
}

/**
 * How far the box with the name of a page lies over its small map from the left, in pixels.
 * @param {HTMLElement} element
 */
export function hiddenAtLeft(element) {
  const [map, over] = [element, element.parentElement?.querySelector(".hero-box")].map((part) =>
    part?.getBoundingClientRect(),
  );
  return map && over && over.top < map.bottom && over.right < map.right - map.width * 0.3 ? over.right - map.left : 0;
}

/**
 * The view to open with, as options of the engine's map.
 * @param {Settings} settings
 * @param {number} width of the map in pixels
 * @param {At | null} at the view written in the URL
 */
export function firstView(settings, width, at) {
  const { page, fit, start, bounds } = settings;
  if (at) return { center: [at.lng, at.lat], zoom: at.zoom };
  if (fit) return { bounds: fit, fitBoundsOptions: { padding: MARGIN, maxZoom: 14 } };
  if (page?.marker) return { center: page.marker, zoom: PAGE_ZOOM };
  if (!start) return { bounds, fitBoundsOptions: { padding: MARGIN } };
  const wider = Math.log2(Math.max(width, 200) / START_WIDTH) * 0.75;
  return { center: start.center, zoom: start.zoom + Math.min(wider, 0.4) };
}

/**
 * The farthest a person may pan, a little beyond the region; farther south where a sheet lies over
 * the lower part of the map.
 * @param {Settings} settings
 * @param {Covered} covered
 */
export function limits({ bounds }, { below }) {
  const [west, south, east, north] = bounds;
  const foot = below > MARGIN ? BEYOND.foot : BEYOND.lat;
  return [west - BEYOND.lng, south - foot, east + BEYOND.lng, north + BEYOND.lat];
}

/**
 * @param {EngineMap} map
 * @param {At} at
 */
export const jumpTo = (map, { lng, lat, zoom }) => map.jumpTo({ center: [lng, lat], zoom });

/**
 * Travel to a view as a story does; at once when motion is not wanted.
 * @param {EngineMap} map
 * @param {At} at
 */
export function travel(map, at) {
  if (calm()) return jumpTo(map, at);
  map.flyTo({ center: [at.lng, at.lat], zoom: at.zoom, duration: 1600, essential: false });
}

/**
 * The zoom at which a map of another size shows what one of the story's size does.
 * @param {number} zoom
 * @param {{clientWidth: number, clientHeight: number}} element
 */
export function zoomFor(zoom, { clientWidth, clientHeight }) {
  const share = Math.min(clientWidth / START_WIDTH, clientHeight / STORY_HEIGHT);
  return zoom + Math.min(Math.log2(Math.max(share, 0.1)), 0.4);
}

/**
 * Go to a point; at once when motion is not wanted.
 * @param {EngineMap} map
 * @param {[number, number]} center
 * @param {number} [zoom]
 */
export function goTo(map, center, zoom = map.getZoom()) {
  map.easeTo({ center, zoom, duration: calm() ? 0 : 400 }, ASKED);
}

/**
 * Keep the middle of the view clear of what lies over the map: the centre, also the one in the
 * address, is that of the free part.
 * @param {EngineMap} map
 * @param {Covered} covered
 * @param {number} [left] pixels hidden at the left
 */
export function keepClear(map, { above, below }, left = 0) {
  const padding = { top: above, bottom: below, left, right: 0 };
  map.easeTo({ padding, duration: calm() || !map.loaded() ? 0 : 200 });
}

/**
 * Bring a point into the free part of the view when it lies outside; the zoom stays.
 * @param {EngineMap} map
 * @param {[number, number]} position
 * @param {Covered} covered
 */
export function reveal(map, position, { above, below }) {
  const { x, y } = map.project(position);
  const { clientWidth, clientHeight } = map.getContainer();
  const across = x > MARGIN && x < clientWidth - MARGIN;
  const free = y > above + MARGIN && y < clientHeight - below - MARGIN;
  if (across && free) return;
  map.easeTo({ center: position, duration: calm() ? 0 : 400 });
}

/**
 * Bring a box into the free part of the view, no closer than single areas need.
 * @param {EngineMap} map
 * @param {import("./settings.js").Box} box
 * @param {boolean} [atOnce]
 */
export function fit(map, box, atOnce = calm()) {
  const padding = { top: MARGIN, bottom: MARGIN, left: MARGIN * 2, right: MARGIN * 2 };
  map.fitBounds(box, { padding, maxZoom: CLOSEST, duration: atOnce ? 0 : 500 });
}

/**
 * Whether some part of a box is in view.
 * @param {EngineMap} map
 * @param {import("./settings.js").Box} box
 */
export function sees(map, [west, south, east, north]) {
  const [[left, foot], [right, top]] = map.getBounds().toArray();
  return west < right && east > left && south < top && north > foot;
}

/**
 * Do what a zoom button says: in, out or region.
 * @param {EngineMap} map
 * @param {string | undefined} action
 * @param {Settings} settings
 */
export function pressZoom(map, action, { whole, bounds }) {
  const duration = calm() ? 0 : 250;
  if (action === "in") map.zoomIn({ duration }, ASKED);
  if (action === "out") map.zoomOut({ duration }, ASKED);
  if (action === "region") map.fitBounds(whole ?? bounds, { padding: MARGIN, duration }, ASKED);
}

/**
 * Tell of each finished move and whether a person made it, by hand or by a button. The engine says
 * so itself except for the wheel, whose last event carries no cause.
 * @param {EngineMap} map
 * @param {(byPerson: boolean) => void} tell
 */
export function listenToMoves(map, tell) {
  let wheeled = false;
  map.on("wheel", () => {
    wheeled = true;
  });
  map.on("moveend", (/** @type {any} */ event) => {
    tell(Boolean(event.originalEvent || event.asked || wheeled));
    wheeled = false;
  });
}

/**
 * The present view, rounded to what a link needs.
 * @param {EngineMap} map
 * @returns {At}
 */
export function presentView(map) {
  const { lng, lat } = map.getCenter();
  return { lng: Number(lng.toFixed(4)), lat: Number(lat.toFixed(4)), zoom: Number(map.getZoom().toFixed(2)) };
}
