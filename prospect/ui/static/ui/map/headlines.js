// The great names on the sea. The server may name them; else the great cities of the base map are
// written off their coast, moved towards the middle of the view.

/** @typedef {import("./settings.js").Headline} Headline */

const OFFSHORE = 0.096; // degrees of longitude
const GREAT_CITIES = ["all", ["==", ["get", "kind"], "city"], ["==", ["get", "rank"], 1]];

/** @param {import("./settings.js").Settings} settings */
function middleOf({ view, start, bounds }) {
  const [west, , east] = view ?? bounds;
  return view || !start ? (west + east) / 2 : start.center[0];
}

/**
 * Headlines of the great cities in the tiles loaded so far.
 * @param {import("./engine.js").EngineMap} map
 * @param {import("./settings.js").Settings} settings
 * @returns {Headline[]}
 */
export function findHeadlines(map, settings) {
  const filter = /** @type {any} */ (GREAT_CITIES);
  const middle = middleOf(settings);
  /** @type {Record<string, Headline>} */
  const found = {};
  for (const { geometry, properties } of map.querySourceFeatures("basemap", { sourceLayer: "place_names", filter })) {
    if (geometry.type !== "Point") continue;
    const [lng, lat] = geometry.coordinates;
    const west = lng < middle;
    const name = properties[`name_${settings.language}`] ?? properties.name;
    found[name] = { name, at: [lng + (west ? OFFSHORE : -OFFSHORE), lat], anchor: west ? "left" : "right" };
  }
  return Object.values(found);
}
