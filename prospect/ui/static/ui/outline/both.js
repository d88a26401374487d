// Two outlines over the map: the earlier one dashed on a casing, the later one filled.

/** @typedef {import("../map/engine.js").EngineMap} EngineMap */
/** @typedef {import("../map/settings.js").Box} Box */
/** @typedef {{gone?: any, new?: any}} Outlines GeoJSON geometries */

const NAMES = "water-name"; // the lowest of the names, which stay readable
const WIDTH = 2.5;

/**
 * The box both outlines lie in.
 * @param {Outlines} outlines
 * @returns {Box}
 */
export function boxAround(outlines) {
  const numbers = Object.values(outlines).flatMap((one) => one.coordinates.flat(Infinity));
  const [xs, ys] = [0, 1].map((axis) => numbers.filter((_, place) => place % 2 === axis));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/**
 * Add both outlines, or give them the colours of the present theme.
 * @param {EngineMap} map
 * @param {Outlines} outlines
 * @param {import("../map/tokens.js").Colours} colours
 */
export function addOutlines(map, outlines, colours) {
  for (const [name, layers] of Object.entries(paints(colours))) {
    const geometry = outlines[/** @type {"gone" | "new"} */ (name)];
    if (!geometry) continue;
    const source = `drawn-${name}`; // region-map keeps what begins so
    if (!map.getSource(source)) map.addSource(source, { type: "geojson", data: { type: "Feature", properties: {}, geometry } });
    for (const [part, type, paint] of layers) {
      const id = `${source}-${part}`;
      if (!map.getLayer(id)) map.addLayer(/** @type {any} */ ({ id, type, source, paint }), NAMES);
      else for (const [property, value] of Object.entries(paint)) /** @type {any} */ (map).setPaintProperty(id, property, value);
    }
  }
}

/**
 * The later outline lies below, so that the dashes of the earlier one are seen across it.
 * @param {import("../map/tokens.js").Colours} colours
 * @returns {Record<string, [string, string, Record<string, any>][]>}
 */
function paints(colours) {
  const line = (/** @type {string} */ colour, /** @type {number} */ width, more = {}) => ({
    "line-color": colour,
    "line-width": width,
    ...more,
  });
  return {
    new: [
      ["fill", "fill", { "fill-color": colours.accent, "fill-opacity": 0.25 }],
      ["line", "line", line(colours.accent, WIDTH)],
    ],
    gone: [
      ["case", "line", line(colours.surface, WIDTH + 2)],
      ["line", "line", line(colours.ink, WIDTH, { "line-dasharray": [3, 2] })],
    ],
  };
}
