// Names of areas on plates: the weightiest first, the smaller ones wait for the next zoom.
import { STRONG } from "../fonts.js";
import { plated, shortNameIn, sizeByRank } from "../measures.js";
import { chosen, listed } from "../scene.js";

const POINTS = { source: "region", "source-layer": "area_points" };
const AROUND = ["bottom", "top", "left", "right", "bottom-left", "bottom-right", "top-left", "top-right"];
const PARTS_ZOOM = 12;
const IS_PART = ["has", "parent"];
const HOVERED = ["boolean", ["feature-state", "hover"], false];

/** @param {import("../scene.js").Look} look */
export function areaDots({ colours, scene, settings }) {
  if (settings.layer === "opportunities") return [];
  const circle = { "circle-color": colours["map-plate"], "circle-stroke-color": colours.ink };
  const inList = listed(scene.keys);
  return [
    {
      id: "area-dot",
      type: "circle",
      ...POINTS,
      minzoom: scene.clusterZoom || 9,
      maxzoom: 11.4,
      filter: ["all", inList, ["!", IS_PART]],
      paint: { ...circle, "circle-radius": 3.2, "circle-stroke-width": 1.6 },
    },
    {
      id: "area-dot-hover",
      type: "circle",
      ...POINTS,
      maxzoom: 12,
      filter: inList,
      paint: {
        ...circle,
        "circle-radius": 6,
        "circle-stroke-width": 3,
        "circle-opacity": ["case", HOVERED, 1, 0],
        "circle-stroke-opacity": ["case", HOVERED, 1, 0],
      },
    },
  ];
}

/** @param {string} language */
const plate = (language) => ({
  "text-field": shortNameIn(language),
  "text-font": STRONG,
  "text-size": sizeByRank(9.4, [13, 12, 11.5], 13, [17, 14, 13]),
  "text-variable-anchor": AROUND,
  "text-radial-offset": 0.95,
  "text-justify": "center",
  "text-max-width": 11,
  ...plated("plate", [1, 2, 1, 2]),
  "symbol-sort-key": ["coalesce", ["get", "sort"], 0],
  "text-padding": 3,
  "icon-padding": 3,
});

/** @param {import("../scene.js").Look} look */
export function plates({ colours, scene, settings }) {
  if (settings.layer === "opportunities") return [];
  const others = ["all", listed(scene.keys), ["!", chosen(scene)]];
  const layer = (/** @type {string} */ id, /** @type {number} */ minzoom, /** @type {any} */ test) => ({
    id,
    type: "symbol",
    ...POINTS,
    minzoom,
    filter: [...others, test],
    layout: plate(settings.language),
    paint: { "text-color": settings.page ? colours["ink-2"] : colours.ink },
  });
  return [
    layer("area-plate-part", PARTS_ZOOM, IS_PART),
    layer("area-plate", scene.clusterZoom, ["!", IS_PART]),
  ];
}

/** @param {import("../scene.js").Look} look */
export function selectedPlate({ colours, scene, settings }) {
  const layer = settings.layer === "opportunities" ? "opportunities" : "area_points";
  const several = scene.lit.length > 1;
  const place = several
    ? { "text-variable-anchor": AROUND, "text-radial-offset": 1.1, "text-padding": 1, "icon-padding": 1 }
    : { "text-anchor": "bottom", "text-offset": [0, -1.2], "text-allow-overlap": true, "icon-allow-overlap": true };
  return [
    {
      id: "plate-selected",
      type: "symbol",
      source: "region",
      "source-layer": layer,
      filter: ["all", chosen(scene), listed(scene.keys)],
      layout: {
        "text-field": shortNameIn(settings.language),
        "text-font": STRONG,
        "text-size": several ? 14 : 17,
        "text-max-width": 12,
        ...plated("plate-selected", [2, 4, 2, 4]),
        ...place,
      },
      paint: { "text-color": colours["on-accent"] },
    },
  ];
}
