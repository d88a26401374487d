// The shape that the rings make, holes left open, under the lines that are moved.

/** @typedef {import("../map/engine.js").EngineMap} EngineMap */

const SOURCE = "drawn-shape";
const NAMES = "water-name"; // the lowest of the names, which stay readable
const EMPTY = { type: "FeatureCollection", features: /** @type {any[]} */ ([]) };

/**
 * Add the layers, or give them the colours of the present theme.
 * @param {EngineMap} map
 * @param {import("../map/tokens.js").Colours} colours
 */
export function addShape(map, colours) {
  const fill = { "fill-color": colours.accent, "fill-opacity": 0.22 };
  const corner = {
    "circle-radius": 7,
    "circle-color": colours["map-plate"],
    "circle-stroke-color": colours.ink,
    "circle-stroke-width": 2,
  };
  if (!map.getSource(SOURCE)) {
    map.addSource(SOURCE, { type: "geojson", data: /** @type {any} */ (EMPTY) });
    map.addLayer({ id: `${SOURCE}-fill`, type: "fill", source: SOURCE, filter: ["==", ["geometry-type"], "Polygon"], paint: fill }, NAMES);
    map.addLayer({ id: `${SOURCE}-corner`, type: "circle", source: SOURCE, filter: ["==", ["geometry-type"], "Point"], paint: corner });
    return;
  }
  map.setPaintProperty(`${SOURCE}-fill`, "fill-color", colours.accent);
  map.setPaintProperty(`${SOURCE}-corner`, "circle-color", colours["map-plate"]);
  map.setPaintProperty(`${SOURCE}-corner`, "circle-stroke-color", colours.ink);
}

/**
 * @param {EngineMap} map
 * @param {import("./rings.js").Outline | null} outline
 * @param {import("./rings.js").Corner[]} corners shown where they can be taken out
 */
export function showShape(map, outline, corners) {
  const source = /** @type {any} */ (map.getSource(SOURCE));
  const geometries = [...(outline ? [outline] : []), ...corners.map((coordinates) => ({ type: "Point", coordinates }))];
  const features = geometries.map((geometry) => ({ type: "Feature", properties: {}, geometry }));
  source?.setData({ type: "FeatureCollection", features });
}
