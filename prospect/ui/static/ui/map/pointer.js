// What the pointer is on, and telling it to whoever listens to the element.
import { goTo } from "./camera.js";

/** @typedef {import("./engine.js").EngineMap} EngineMap */
/** @typedef {"area" | "opportunity" | "cluster"} Kind */
/** @typedef {{kind: Kind, key: string, position: [number, number]}} Hit */

const SHAPES = ["area-planned", "area-building", "area-built"];
const NAMES = ["plate-selected", "area-plate", "area-plate-part", "area-dot", "opportunity", "cluster", "cluster-name"];
const REACH_MOUSE = 3;
const REACH_FINGER = 12;
const CLUSTER_ZOOM = 10.4;

/** @type {Record<string, Kind>} */
const KINDS = { areas: "area", area_points: "area", opportunities: "opportunity" };

/**
 * @param {EngineMap} map
 * @param {any} where a point or a box in pixels
 * @param {string[]} ids
 * @returns {Hit | null}
 */
function first(map, where, ids) {
  const layers = ids.filter((id) => map.getLayer(id));
  const found = layers.length ? map.queryRenderedFeatures(where, { layers })[0] : null;
  if (!found) return null;
  const position = found.geometry.type === "Point" ? found.geometry.coordinates : map.unproject(where).toArray();
  return {
    kind: KINDS[found.sourceLayer ?? ""] ?? "cluster",
    key: String(found.properties.key),
    position: /** @type {[number, number]} */ (position),
  };
}

/**
 * What lies under a point: names and markers with some reach, then shapes exactly.
 * @param {EngineMap} map
 * @param {{x: number, y: number}} point
 * @param {boolean} shapes whether shapes count
 * @param {boolean} [finger]
 */
function hitAt(map, { x, y }, shapes, finger) {
  const reach = finger ? REACH_FINGER : REACH_MOUSE;
  const box = [[x - reach, y - reach], [x + reach, y + reach]];
  return first(map, [x, y], NAMES) ?? first(map, box, NAMES) ?? (shapes ? first(map, [x, y], SHAPES) : null);
}

/**
 * Turn pointer events into map-select and map-hover on the element; discs zoom in by themselves.
 * @param {EngineMap} map
 * @param {HTMLElement} element
 * @param {{shapes: boolean}} options
 */
export function listenToPointer(map, element, { shapes }) {
  const tell = (/** @type {string} */ name, /** @type {object | null} */ detail) =>
    element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  let over = "";
  const hover = (/** @type {Hit | null} */ hit) => {
    map.getCanvas().style.cursor = hit ? "pointer" : "";
    const key = hit && hit.kind !== "cluster" ? hit.key : "";
    if (key !== over) tell("map-hover", { key });
    over = key;
  };
  map.on("mousemove", (event) => hover(hitAt(map, event.point, shapes)));
  map.on("mouseout", () => hover(null));
  map.on("click", (event) => {
    const finger = /** @type {any} */ (event.originalEvent).pointerType === "touch";
    const hit = hitAt(map, event.point, shapes, finger);
    if (hit?.kind === "cluster") goTo(map, hit.position, Math.max(CLUSTER_ZOOM, map.getZoom() + 1));
    else tell("map-select", hit);
  });
}
