// Far out: one disc with a count for each municipality, as the server counted them.
import { STRONG } from "../fonts.js";
import { plated } from "../measures.js";

const BIGGEST_FIRST = ["-", 0, ["get", "count"]];
const byCount = (/** @type {number} */ one, /** @type {number} */ twenty) =>
  ["interpolate", ["linear"], ["get", "count"], 1, one, 20, twenty];

/** @param {import("../scene.js").Look} look */
export function clusters({ colours, scene }) {
  if (!scene.clusterZoom) return [];
  const base = { type: "symbol", source: "clusters", maxzoom: scene.clusterZoom };
  return [
    {
      id: "cluster-name",
      ...base,
      layout: {
        "text-field": ["get", "name"],
        "text-font": STRONG,
        "text-size": 13,
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": byCount(1.8, 2.65),
        ...plated("plate", [0, 1, 0, 1]),
        "symbol-sort-key": BIGGEST_FIRST,
        "text-padding": 0,
        "icon-padding": 0,
      },
      paint: { "text-color": colours.ink },
    },
    {
      id: "cluster",
      ...base,
      layout: {
        "icon-image": "cluster",
        "icon-size": byCount(0.72, 1.3),
        "text-field": ["to-string", ["get", "count"]],
        "text-font": STRONG,
        "text-size": byCount(13, 18),
        "icon-padding": 0,
        "icon-allow-overlap": true,
        "text-allow-overlap": true,
        "symbol-sort-key": BIGGEST_FIRST,
      },
      paint: { "text-color": colours["on-primary"] },
    },
  ];
}
