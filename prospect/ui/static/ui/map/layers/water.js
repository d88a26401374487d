// The Sound: deep sea, three depth bands along the coast, lakes, and the names of the waters.
import { TEXT } from "../fonts.js";
import { nameIn, sizeByRank, zoomed } from "../measures.js";
import { mix } from "../tokens.js";

/** Share of the shallow colour and width at zoom 10 and 13, from the deepest band inward. */
const BANDS = [
  [0.28, 30, 110],
  [0.55, 17, 60],
  [0.95, 7, 24],
];

/** @param {import("../scene.js").Look} look */
export const sea = ({ colours }) => [
  { id: "sea", type: "background", paint: { "background-color": colours.sea } },
  ...BANDS.map(([share, near, far], index) => ({
    id: `shelf-${index}`,
    type: "line",
    source: "basemap",
    "source-layer": "land",
    layout: { "line-join": "round" },
    paint: {
      "line-color": mix(colours.sea, colours["sea-shelf"], share),
      "line-width": zoomed(7, near / 5, 10, near, 13, far),
    },
  })),
];

/** @param {import("../scene.js").Look} look */
export const lakes = ({ colours }) => [
  {
    id: "lakes",
    type: "fill",
    source: "basemap",
    "source-layer": "lakes",
    paint: { "fill-color": mix(colours.sea, colours["sea-shelf"], 0.7), "fill-outline-color": colours.coast },
  },
];

/**
 * A water both countries share is called by both its names.
 * @param {string} language
 */
function bothNames(language) {
  const differ = ["!=", ["get", "name_da"], ["get", "name_sv"]];
  const shared = ["all", ["==", ["get", "kind"], "sound"], differ];
  return ["case", shared, ["concat", ["get", "name_da"], " · ", ["get", "name_sv"]], nameIn(language)];
}

/** Rank 1 from the start, rank 5 only close up. */
const BY_RANK = [
  "step",
  ["zoom"],
  ["<=", ["get", "rank"], 1],
  9,
  ["<=", ["get", "rank"], 2],
  10,
  ["<=", ["get", "rank"], 3],
  11,
  ["<=", ["get", "rank"], 4],
  12,
  true,
];

/** @param {import("../scene.js").Look} look */
export function waterNames({ colours, scene, settings }) {
  const headed = scene.headlines.some((headline) => headline.kind === "water");
  const unheaded = headed ? ["!=", ["get", "kind"], "sound"] : true;
  const layer = (/** @type {string} */ id, /** @type {string} */ geometry, /** @type {object} */ place) => ({
    id,
    type: "symbol",
    source: "basemap",
    "source-layer": "water_names",
    filter: ["all", ["==", ["geometry-type"], geometry], BY_RANK, unheaded],
    layout: {
      "text-field": bothNames(settings.language),
      "text-font": TEXT,
      "text-size": sizeByRank(7, [13, 11, 11], 11, [18, 14, 12]),
      "text-letter-spacing": ["match", ["get", "rank"], [1, 2], 0.16, 0.06],
      "symbol-sort-key": ["get", "rank"],
      ...place,
    },
    paint: {
      "text-color": colours["map-sea-label"],
      "text-halo-color": colours.sea, // a narrow bay's name reaches over land
      "text-halo-width": 1.4,
    },
  });
  return [
    layer("water-name", "Point", { "text-max-width": 9 }),
    layer("water-name-line", "LineString", { "symbol-placement": "line-center", "text-max-angle": 35, "text-padding": 50 }),
  ];
}
