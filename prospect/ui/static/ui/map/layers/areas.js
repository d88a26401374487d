// Area shapes by phase: built solid, being built hatched, planned dashed.
import { byCategory } from "../categories.js";
import { zoomed } from "../measures.js";
import { phaseExpression } from "../phases.js";
import { chosen, listed } from "../scene.js";

/** @typedef {import("../scene.js").Look} Look */

const SHAPES = { source: "region", "source-layer": "areas" };
const HOVERED = ["boolean", ["feature-state", "hover"], false];
const JOINED = { "line-join": "round" };
const DASHES = [2.2, 1.6];
/** From here on shapes are large enough for wide stripes. */
const CLOSE = 11.2;

/** Small shapes and parts lie above the large ones they are in. */
const UPWARD = ["+", ["coalesce", ["get", "sort"], 0], ["case", ["has", "parent"], 100000, 0]];

/**
 * A filter for the shapes on view: all of them where the list holds something else.
 * @param {Look} look
 */
const onView = ({ scene, settings }) =>
  listed(settings.layer === "opportunities" ? null : scene.keys);

/**
 * How strong a fill is: quiet where the areas are only the ground for something else.
 * @param {Look} look
 * @param {number} strength
 */
function strong({ scene, settings }, strength) {
  if (settings.layer === "opportunities") return strength * 0.45;
  if (!settings.page && !scene.lit.length) return strength;
  return ["case", chosen(scene), strength, strength * 0.5];
}

/** @param {Look} look */
export function areas(look) {
  const { colours, scene } = look;
  const phase = phaseExpression(scene.year);
  const colour = byCategory((category) => colours[`lu-${category}`]);
  const [fine, wider] = ["fine", "hatch"].map((hatch) => byCategory((category) => `${hatch}-${category}`));
  const hatch = ["step", ["zoom"], fine, CLOSE, wider];
  const outline = byCategory((category) => colours[`lu-${category}-line`]);
  const base = { ...SHAPES, minzoom: scene.clusterZoom };
  const fill = (/** @type {string} */ name, /** @type {object} */ paint) => ({
    id: `area-${name}`,
    type: "fill",
    ...base,
    filter: ["all", ["==", phase, name], onView(look)],
    layout: { "fill-sort-key": UPWARD },
    paint,
  });
  const line = (/** @type {string} */ id, /** @type {string} */ is, /** @type {object} */ paint) => ({
    id,
    type: "line",
    ...base,
    filter: ["all", [is, phase, "planned"], onView(look)],
    layout: JOINED,
    paint,
  });
  const [thin, dash, wide] = [zoomed(9, 0.9, 13, 2), zoomed(9, 1.1, 13, 2.2), zoomed(9, 2.4, 13, 4.4)];
  const pale = { "line-color": colours["map-rail-case"], "line-opacity": 0.85, "line-width": wide };
  return [
    fill("planned", { "fill-color": colour, "fill-opacity": strong(look, 0.24) }),
    fill("building", { "fill-pattern": hatch, "fill-opacity": strong(look, 1) }),
    fill("built", { "fill-color": colour, "fill-opacity": strong(look, 0.92) }),
    line("area-line", "!=", { "line-color": outline, "line-width": thin }),
    line("area-dash-case", "==", pale),
    line("area-dash", "==", { "line-color": outline, "line-width": dash, "line-dasharray": DASHES }),
  ];
}

/** @param {Look} look */
export function areaEmphasis(look) {
  const { colours, scene } = look;
  const keys = onView(look);
  const selected = ["all", chosen(scene), keys];
  const ring = (/** @type {string} */ id, /** @type {string} */ colour, /** @type {any} */ width) => ({
    id,
    type: "line",
    ...SHAPES,
    layout: JOINED,
    paint: { "line-color": colour, "line-width": width },
  });
  const lifted = (/** @type {ReturnType<typeof ring>} */ layer) => ({
    ...layer,
    filter: keys,
    paint: { ...layer.paint, "line-opacity": ["case", HOVERED, 1, 0] },
  });
  return [
    lifted(ring("area-hover-case", colours["map-plate"], zoomed(9, 5, 13, 8))),
    lifted(ring("area-hover", colours.ink, zoomed(9, 2.2, 13, 3.6))),
    { ...ring("area-selected-case", "#ffffff", zoomed(9, 5, 13, 9)), filter: selected },
    { ...ring("area-selected", colours.accent, zoomed(9, 3, 13, 5)), filter: selected },
  ];
}
