// Rail in ink, planned lines dashed, and the one orange line: the bridge.
import { STRONG } from "../fonts.js";
import { isOneOf, nameIn, OPEN, zoomed } from "../measures.js";

const ROUND = { "line-cap": "round", "line-join": "round" };
const BUTT = { "line-cap": "butt", "line-join": "round" };
const TRAM_ZOOM = 9;
const DOTTED = [0.1, 1.9];

/**
 * One line layer of the rail tiles.
 * @param {string} id
 * @param {any} filter
 * @param {string} colour
 * @param {any} width
 * @param {number[]} [dashes]
 */
const line = (id, filter, colour, width, dashes) => ({
  id,
  type: "line",
  source: "basemap",
  "source-layer": "rail",
  filter,
  layout: dashes && dashes[0] >= 1 ? BUTT : ROUND,
  paint: { "line-color": colour, "line-width": width, ...(dashes ? { "line-dasharray": dashes } : {}) },
});

const kind = (/** @type {string[]} */ ...kinds) => isOneOf("kind", ...kinds);

/** @param {import("../scene.js").Look} look */
export function rail({ colours, scene, settings }) {
  const [ink, metro, pale] = [colours["map-rail"], colours["map-metro"], colours["map-rail-case"]];
  const tram = kind("tram", "light_rail");
  const onRails = kind("rail", "stog", "metro", "tram", "light_rail");
  const opens = settings.linesOpen ?? Infinity;
  const open = scene.year !== "today" && scene.year >= opens ? true : OPEN;
  const planned = ["!", open];
  return [
    { ...line("rail-tram-case", tram, pale, zoomed(8, 1.4, 10, 2.8, 13, 5)), minzoom: TRAM_ZOOM },
    line("rail-case", kind("rail", "stog", "metro"), pale, zoomed(7, 1.6, 10, 3.4, 13, 7)),
    line("rail-stog", ["all", open, kind("stog")], ink, zoomed(7, 0.5, 10, 1.1, 13, 2.4)),
    { ...line("rail-tram", ["all", open, tram], ink, zoomed(8, 0.4, 10, 0.8, 13, 1.6)), minzoom: TRAM_ZOOM },
    line("rail", ["all", open, kind("rail")], ink, zoomed(7, 0.9, 10, 1.7, 13, 3.4)),
    line("rail-metro", ["all", open, kind("metro")], metro, zoomed(8, 0.8, 10, 1.7, 13, 4)),
    line("rail-planned", ["all", planned, onRails], metro, zoomed(9, 1.3, 13, 3.4), DOTTED),
    line("ferry", kind("ferry"), colours["on-sea-2"], zoomed(7, 0.8, 12, 2), [0.1, 2.6]),
  ];
}

/** @param {import("../scene.js").Look} look */
export function bridge({ colours }) {
  const deck = kind("bridge", "island");
  return [
    line("bridge-case", deck, "#ffffff", zoomed(7, 3.4, 10, 6.6, 13, 13)),
    line("bridge", deck, colours.accent, zoomed(7, 2, 10, 3.8, 13, 8)),
    line("bridge-tunnel", kind("tunnel"), colours.accent, zoomed(7, 2, 10, 3.4, 13, 7), [0.1, 1.8]),
  ];
}

/**
 * Unseen squares along the bridge, so that no plate covers it.
 * @param {import("../scene.js").Look} look
 */
export const bridgeGuard = ({ scene }) => [
  {
    id: "bridge-guard",
    type: "symbol",
    source: "basemap",
    "source-layer": "rail",
    minzoom: scene.clusterZoom || 8,
    filter: kind("bridge", "island"),
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": 14,
      "icon-image": "guard",
      "icon-allow-overlap": true,
      "icon-padding": 0,
    },
  },
];

/**
 * The pylons and the name of the bridge under them, placed before all else. The name is set along
 * the course of the bridge at one point, as the line itself is cut at the edges of the tiles.
 * @param {import("../scene.js").Look} look
 */
export const pylons = ({ colours, settings }) => [
  {
    id: "pylons",
    type: "symbol",
    source: "basemap",
    "source-layer": "pylons",
    minzoom: 9.2,
    filter: ["==", ["get", "kind"], "span"],
    layout: {
      "icon-image": "pylons",
      "icon-size": zoomed(9, 0.42, 10.3, 0.86, 12, 1.9, 13, 3),
      "icon-allow-overlap": true,
      "text-field": settings.words.bridge || nameIn(settings.language),
      "text-font": STRONG,
      "text-size": zoomed(9, 10.5, 12, 15),
      "text-rotate": ["-", ["coalesce", ["get", "bearing"], 90], 90],
      "text-offset": [0, 1.4],
      "text-anchor": "top",
      "text-max-width": 30,
      "text-letter-spacing": 0.04,
      "text-allow-overlap": true,
    },
    paint: { "text-color": "#ffffff", "text-halo-color": colours.sea, "text-halo-width": 1.4 },
  },
];
