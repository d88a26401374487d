// Names of towns, islands and landmarks, and the two great names on the sea.
import { STRONG, TEXT } from "../fonts.js";
import { isOneOf, nameIn, sizeByRank, zoomed } from "../measures.js";

const TOWN_RANKS = (/** @type {number} */ most) => ["<=", ["get", "rank"], most];
const LANDMARKS = [
  ...["airport", "congress_centre", "arena", "research_facility", "institution", "landmark"],
  ...["port", "university", "hospital"],
];
const LARGE_ISLAND = ["all", ["==", ["get", "kind"], "island"], TOWN_RANKS(3)];
const NAME_FIELDS = ["name", "name_da", "name_sv", "name_en"];

/**
 * Towns that a disc or a headline already names are left out.
 * @param {string[]} taken
 */
function notTaken(taken) {
  const named = NAME_FIELDS.map((field) => ["in", ["coalesce", ["get", field], "-"], ["literal", taken]]);
  return ["!", ["any", ...named]];
}

/** @param {import("../tokens.js").Colours} colours */
const inked = (colours) => ({
  "text-color": colours["map-city"],
  "text-halo-color": colours.land,
  "text-halo-width": 1.6,
  "text-opacity": 0.85,
});

/** Towns by rank; the engine settles filters by whole zooms. */
const TOWNS_NEAR = ["step", ["zoom"], TOWN_RANKS(3), 11, TOWN_RANKS(4), 12, true];

/** @param {import("../scene.js").Look} look */
export function townNames({ colours, scene, settings }) {
  const name = nameIn(settings.language);
  const layer = (/** @type {string} */ id, /** @type {any} */ ranks, /** @type {string[]} */ taken) => ({
    id,
    type: "symbol",
    source: "basemap",
    "source-layer": "place_names",
    filter: ["all", isOneOf("kind", "city", "town"), ranks, notTaken(taken)],
    layout: {
      "text-field": ["case", TOWN_RANKS(3), ["upcase", name], name],
      "text-font": ["step", ["get", "rank"], ["literal", STRONG], 4, ["literal", TEXT]],
      "text-size": sizeByRank(7, [13, 11, 10], 11, [19, 14, 12]),
      "text-letter-spacing": ["step", ["get", "rank"], 0.12, 4, 0.02],
      "symbol-sort-key": ["get", "rank"],
      "text-variable-anchor": ["center", "top", "bottom", "left", "right"],
      "text-radial-offset": 0.4,
      "text-padding": 6,
    },
    paint: inked(colours),
  });
  const headlined = scene.headlines.map((headline) => headline.name);
  const near = scene.clusterZoom || 9.4;
  const clustered = scene.clusters.map((cluster) => cluster.name);
  return [
    { ...layer("town-far", TOWN_RANKS(2), clustered), maxzoom: near },
    { ...layer("town", TOWNS_NEAR, headlined), minzoom: near, maxzoom: 13 },
  ];
}

/** @param {import("../scene.js").Look} look */
export const quarterNames = ({ colours, scene, settings }) => [
  {
    id: "quarter",
    type: "symbol",
    source: "basemap",
    "source-layer": "place_names",
    minzoom: scene.clusterZoom || 9,
    filter: ["step", ["zoom"], LARGE_ISLAND, 12, isOneOf("kind", "island", "district")],
    layout: {
      "text-field": nameIn(settings.language),
      "text-font": TEXT,
      "text-size": 12,
      "text-letter-spacing": 0.04,
      "symbol-sort-key": ["get", "rank"],
      "text-padding": 6,
    },
    paint: inked(colours),
  },
];

/** @param {import("../scene.js").Look} look */
export function landmarks({ colours, settings }) {
  const wet = ["==", ["get", "kind"], "port"];
  return [
    {
      id: "landmark",
      type: "symbol",
      source: "region",
      "source-layer": "places",
      minzoom: 11.3,
      filter: ["all", ["==", ["get", "status"], "open"], isOneOf("kind", ...LANDMARKS)],
      layout: {
        "text-field": nameIn(settings.language),
        "text-font": TEXT,
        "text-size": 12,
        "text-variable-anchor": ["left", "right"],
        "text-radial-offset": 0.7,
        "text-justify": "auto",
        "text-max-width": 9,
        "icon-image": ["case", wet, "place-sea", "place"],
        "text-optional": true,
      },
      paint: {
        "text-color": ["case", wet, colours["on-sea"], colours["map-city"]],
        "text-halo-color": ["case", wet, colours.sea, colours.land],
        "text-halo-width": 1.6,
      },
    },
  ];
}

/**
 * The headlines as GeoJSON.
 * @param {import("../scene.js").Scene} scene
 * @returns {GeoJSON.FeatureCollection}
 */
export const headlineFeatures = (scene) => ({
  type: "FeatureCollection",
  features: scene.headlines.map(({ name, at, anchor = "center", kind = "city" }) => ({
    type: "Feature",
    properties: { name, anchor, kind },
    geometry: { type: "Point", coordinates: at },
  })),
});

/** @param {import("../scene.js").Look} look */
export function headlines({ colours, scene }) {
  const layer = (/** @type {string} */ kind, /** @type {object} */ layout, /** @type {string} */ colour) => ({
    id: `headline-${kind}`,
    type: "symbol",
    source: "headlines",
    filter: ["==", ["get", "kind"], kind],
    layout: { "text-field": ["get", "name"], "text-anchor": ["get", "anchor"], ...layout },
    paint: { "text-color": colour },
  });
  const water = { "text-font": TEXT, "text-size": zoomed(8, 10, 11, 17), "text-letter-spacing": 0.16, "text-max-width": 20 };
  const city = { "text-font": STRONG, "text-size": zoomed(9, 17, 11, 27), "text-allow-overlap": true };
  return [
    { ...layer("water", water, colours["map-sea-label"]), maxzoom: 12 },
    { ...layer("city", city, "#ffffff"), minzoom: scene.clusterZoom || 9, maxzoom: 11.8 },
  ];
}
