// The whole style from the colours of the theme, the scene and the settings. Calling it again and
// handing the result to the map changes only what differs.
import { archive } from "./engine.js";
import { areaEmphasis, areas } from "./layers/areas.js";
import { clusters } from "./layers/clusters.js";
import { coast, land, roads, streets } from "./layers/land.js";
import { marker } from "./layers/marker.js";
import { headlineFeatures, headlines, landmarks, quarterNames, townNames } from "./layers/names.js";
import { bridge, bridgeGuard, pylons, rail } from "./layers/network.js";
import { opportunities, opportunityRings } from "./layers/opportunities.js";
import { areaDots, plates, selectedPlate } from "./layers/plates.js";
import { stopNames, stops } from "./layers/stops.js";
import { lakes, sea, waterNames } from "./layers/water.js";
import { clusterFeatures } from "./scene.js";

/** @typedef {import("./scene.js").Look} Look */

/** @typedef {(look: Look) => any[]} Group */

/**
 * From below: the ground, the areas, the network, what is chosen.
 * @type {Group[]}
 */
const GROUND = [sea, land, lakes, coast, streets, roads, areas, rail, bridge, areaEmphasis, stops, areaDots];

/**
 * Names from below. The engine places the last first, so the order is also the right of way.
 * @type {Group[]}
 */
const NAMES = [
  ...[waterNames, quarterNames, townNames, landmarks, stopNames, opportunityRings, opportunities, plates],
  ...[bridgeGuard, pylons, headlines, clusters, marker, selectedPlate],
];

const PROMOTED = { areas: "key", area_points: "key", opportunities: "key" };

/** @param {Look} look */
function sources({ scene, settings }) {
  const { street, page } = settings;
  const point = { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: page?.marker } };
  return {
    basemap: { type: "vector", url: archive(settings.basemap) },
    region: { type: "vector", url: archive(settings.region), promoteId: PROMOTED },
    clusters: { type: "geojson", data: clusterFeatures(scene.clusters) },
    headlines: { type: "geojson", data: headlineFeatures(scene) },
    ...(street ? { street: { type: "vector", url: archive(street) } } : {}),
    ...(page?.marker ? { marker: { type: "geojson", data: point } } : {}),
  };
}

/**
 * @param {Look} look
 * @returns {import("./engine.js").Style}
 */
export function buildStyle(look) {
  const layers = [...GROUND, ...NAMES].flatMap((group) => group(look));
  return /** @type {any} */ ({ version: 8, transition: { duration: 0, delay: 0 }, sources: sources(look), layers });
}
