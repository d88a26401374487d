// Plots and premises: a square and a diamond, hollow and dashed when only an example.
import { TEXT } from "../fonts.js";
import { nameIn, zoomed } from "../measures.js";
import { listed } from "../scene.js";

const POINTS = { source: "region", "source-layer": "opportunities" };
const HOVERED = ["boolean", ["feature-state", "hover"], false];
/** From here on the map of areas shows single plots and premises too. */
export const CLOSE = 11.5;
const NAMES_ZOOM = 13;

/** True also when the tiles hold the mark as text. */
const EXAMPLE = ["in", ["to-string", ["get", "illustrative"]], ["literal", ["true", "yes", "1"]]];

/** @param {import("../scene.js").Look} look */
function shown({ scene, settings }) {
  const listing = settings.layer === "opportunities";
  const from = listing ? (scene.clusters.length ? scene.clusterZoom : 0) : CLOSE;
  return { minzoom: from, filter: listing ? listed(scene.keys) : listed(scene.keys, "area") };
}

/** @param {import("../scene.js").Look} look */
export function opportunityRings(look) {
  const { colours, scene } = look;
  const { minzoom, filter } = shown(look);
  const ring = { "circle-radius": 12, "circle-color": colours["map-plate"], "circle-stroke-width": 3 };
  return [
    {
      id: "opportunity-hover",
      type: "circle",
      ...POINTS,
      minzoom,
      filter,
      paint: {
        ...ring,
        "circle-stroke-color": colours.ink,
        "circle-opacity": ["case", HOVERED, 1, 0],
        "circle-stroke-opacity": ["case", HOVERED, 1, 0],
      },
    },
    {
      id: "opportunity-selected",
      type: "circle",
      ...POINTS,
      filter: ["all", filter, ["==", ["get", "key"], scene.selected]],
      paint: { ...ring, "circle-stroke-color": colours.accent },
    },
  ];
}

/** @param {import("../scene.js").Look} look */
export function opportunities(look) {
  const { colours, settings } = look;
  const kind = ["case", ["==", ["get", "kind"], "premises"], "premises", "plot"];
  const { illustrative = "" } = settings.words;
  const example = ["case", EXAMPLE, `\n${illustrative}`, ""];
  return [
    {
      id: "opportunity",
      type: "symbol",
      ...POINTS,
      ...shown(look),
      layout: {
        "icon-image": ["case", EXAMPLE, ["concat", kind, "-example"], kind],
        "icon-size": zoomed(9, 0.8, 13, 1.15),
        "icon-allow-overlap": true,
        "text-field": ["step", ["zoom"], "", NAMES_ZOOM, ["concat", nameIn(settings.language), example]],
        "text-font": TEXT,
        "text-size": 12,
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.9,
        "text-justify": "auto",
        "text-max-width": 12,
        "text-optional": true,
      },
      paint: { "text-color": colours.ink, "text-halo-color": colours["map-plate"], "text-halo-width": 2 },
    },
  ];
}
