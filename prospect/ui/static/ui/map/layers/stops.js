// Stations: interchanges first, then metro stops, then every stop; names when there is room.
import { TEXT } from "../fonts.js";
import { nameIn, OPEN, zoomed } from "../measures.js";

const STATIONS = { source: "region", "source-layer": "stations" };

/** @param {import("../scene.js").Look} look */
export function stops({ colours }) {
  const stop = (/** @type {string} */ id, /** @type {number} */ minzoom, /** @type {any[]} */ [filter, radius, ring]) => ({
    id,
    type: "circle",
    ...STATIONS,
    minzoom,
    filter,
    paint: {
      "circle-radius": radius,
      "circle-color": colours["map-plate"],
      "circle-stroke-color": colours["map-metro"],
      "circle-stroke-width": ring,
    },
  });
  const rank = (/** @type {number} */ value) => ["all", OPEN, ["==", ["get", "rank"], value]];
  const planned = stop("stop-planned", 11.2, [["!", OPEN], zoomed(11, 1.6, 14, 4), zoomed(11, 0.8, 14, 1.4)]);
  const pale = { "circle-stroke-color": colours["map-rail"], "circle-opacity": 0.75, "circle-stroke-opacity": 0.75 };
  return [
    stop("stop-3", 11.6, [rank(3), zoomed(11, 1.8, 14, 5), zoomed(11, 0.9, 14, 2)]),
    { ...planned, paint: { ...planned.paint, ...pale } },
    stop("stop-2", 10.8, [rank(2), zoomed(10, 1.8, 14, 6), zoomed(10, 1, 14, 2.4)]),
    stop("stop-1", 9.4, [rank(1), zoomed(9, 1.9, 14, 8), zoomed(9, 1.2, 14, 3)]),
  ];
}

/** @param {import("../scene.js").Look} look */
export const stopNames = ({ colours, settings }) => [
  {
    id: "stop-name",
    type: "symbol",
    ...STATIONS,
    minzoom: 11.4,
    filter: ["step", ["zoom"], ["all", OPEN, ["==", ["get", "rank"], 1]], 12, OPEN],
    layout: {
      "text-field": nameIn(settings.language),
      "text-font": TEXT,
      "text-size": zoomed(11, 11, 14, 13),
      "text-variable-anchor": ["left", "right", "top", "bottom"],
      "text-radial-offset": 0.75,
      "text-max-width": 9,
      "symbol-sort-key": ["get", "rank"],
      "text-padding": 3,
    },
    paint: { "text-color": colours["map-metro"], "text-halo-color": colours.land, "text-halo-width": 1.8 },
  },
];
