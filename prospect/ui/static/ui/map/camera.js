// Where the map looks: the first view, the whole region, and moves that respect reduced motion.

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("./engine.js").EngineMap} EngineMap */
/** @typedef {{lng: number, lat: number, zoom: number}} At a point and a zoom as they stand in the URL */

export const ZOOMS = { minZoom: 6.5, maxZoom: 16 };

/** Width of the map for which the server chose its start zoom. */
const START_WIDTH = 944;
const PAGE_ZOOM = 12.5;
const BEYOND = { lng: 0.7, lat: 0.6 };
const MARGIN = 32;

/** Passed with moves a person asked for by a button. */
const ASKED = { asked: true };

/** True when motion is not wanted. */
export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * How far a panel lies over the lower part of the map, in pixels.
 * @param {HTMLElement} element
 * @param {string} [selector]
 */
export function coverBelow(element, selector) {
  const panel = selector ? document.querySelector(selector) : null;
  if (!panel) return 0;
  const [map, over] = [element.getBoundingClientRect(), panel.getBoundingClientRect()];
  const across = Math.min(map.right, over.right) - Math.max(map.left, over.left);
  const below = map.bottom - over.top;
  if (across < map.width * 0.8 || over.top <= map.top || below <= 0) return 0;
  return Math.min(below, map.height * 0.65);
}

/**
 * How far a panel lies over the upper part of the map, in pixels.
 * @param {HTMLElement} element
 */
export function coverAbove(element) {
  const map = element.getBoundingClientRect();
  const depths = [...(element.parentElement?.querySelectorAll(".over") ?? [])].map((panel) => {
    const over = panel.getBoundingClientRect();
    const onTop = over.width > map.width * 0.8 && over.top - map.top < map.height * 0.1;
    return onTop ? over.bottom - map.top : 0;
  });
  return Math.max(0, ...depths);
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
 * The farthest a person may pan, a little beyond the region.
 * @param {Settings} settings
 */
export function limits({ bounds }) {
  const [west, south, east, north] = bounds;
  return [west - BEYOND.lng, south - BEYOND.lat, east + BEYOND.lng, north + BEYOND.lat];
}

/**
 * @param {EngineMap} map
 * @param {At} at
 */
export const jumpTo = (map, { lng, lat, zoom }) => map.jumpTo({ center: [lng, lat], zoom });

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
 * Bring a point into the free part of the view when it lies outside; the zoom stays.
 * @param {EngineMap} map
 * @param {[number, number]} position
 * @param {{above: number, below: number}} covered pixels hidden at the top and the foot
 */
export function reveal(map, position, { above, below }) {
  const { x, y } = map.project(position);
  const { clientWidth, clientHeight } = map.getContainer();
  const across = x > MARGIN && x < clientWidth - MARGIN;
  const free = y > above + MARGIN && y < clientHeight - below - MARGIN;
  if (across && free) return;
  map.easeTo({ center: position, offset: [0, (above - below) / 2], duration: calm() ? 0 : 400 });
}

/**
 * Do what a zoom button says: in, out or region.
 * @param {EngineMap} map
 * @param {string | undefined} action
 * @param {Settings} settings
 */
export function pressZoom(map, action, { bounds }) {
  const duration = calm() ? 0 : 250;
  if (action === "in") map.zoomIn({ duration }, ASKED);
  if (action === "out") map.zoomOut({ duration }, ASKED);
  if (action === "region") map.fitBounds(bounds, { padding: MARGIN, duration }, ASKED);
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
