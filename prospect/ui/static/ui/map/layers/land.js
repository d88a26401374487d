// Warm land, quiet parks and roads, the coast; and the slot for an operator's street-level map.
import { isOneOf, OPEN, zoomed } from "../measures.js";
import { mix } from "../tokens.js";

/** @param {import("../scene.js").Look} look */
export const land = ({ colours }) => [
  { id: "land", type: "fill", source: "basemap", "source-layer": "land", paint: { "fill-color": colours.land } },
  {
    id: "parks",
    type: "fill",
    source: "basemap",
    "source-layer": "parks",
    paint: {
      "fill-color": mix(colours["land-2"], colours["lu-green"], 0.1),
      "fill-opacity": ["interpolate", ["linear"], ["zoom"], 8, 0, 9.5, 0.8],
    },
  },
];

/** @param {import("../scene.js").Look} look */
export const coast = ({ colours }) => [
  {
    id: "coast",
    type: "line",
    source: "basemap",
    "source-layer": "land",
    layout: { "line-join": "round" },
    paint: { "line-color": colours.coast, "line-width": zoomed(7, 0.4, 11, 1.1) },
  },
];

/** @param {import("../scene.js").Look} look */
export function roads({ colours }) {
  const road = (/** @type {string} */ id, /** @type {string[]} */ classes, /** @type {any[]} */ [minzoom, width, share]) => ({
    id,
    type: "line",
    source: "basemap",
    "source-layer": "roads",
    minzoom,
    filter: ["all", OPEN, isOneOf("class", ...classes), ["!=", ["get", "structure"], "tunnel"]],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": mix(colours.land, colours.coast, share), "line-width": width },
  });
  return [
    road("road", ["primary", "trunk"], [9.8, zoomed(9, 0.6, 11, 1.2, 14, 4), 0.5]),
    road("motorway", ["motorway"], [8.4, zoomed(8, 0.7, 10, 1.5, 13, 5), 0.65]),
  ];
}

/**
 * Buildings and streets of a street-level archive in the OpenMapTiles or the Protomaps schema; the
 * layers the archive does not have simply stay empty.
 * @param {import("../scene.js").Look} look
 */
export function streets({ colours, settings }) {
  if (!settings.street) return [];
  const building = mix(colours.land, colours.coast, 0.4);
  const street = mix(colours.land, colours.coast, 0.6);
  return [
    ...["building", "buildings"].map((layer) => ({
      id: `street-${layer}`,
      type: "fill",
      source: "street",
      "source-layer": layer,
      minzoom: 13,
      paint: { "fill-color": building, "fill-opacity": 0.7 },
    })),
    ...["transportation", "roads"].map((layer) => ({
      id: `street-${layer}`,
      type: "line",
      source: "street",
      "source-layer": layer,
      minzoom: 12,
      filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": street, "line-width": zoomed(12, 0.5, 15, 3) },
    })),
  ];
}
