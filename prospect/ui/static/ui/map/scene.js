// What the map shows at this moment, apart from colours and camera.

/** @typedef {import("./phases.js").Year} Year */
/** @typedef {{key: string, name: string, lon: number, lat: number, count: number}} Cluster */

/**
 * @typedef {Object} Scene
 * @property {string[] | null} keys the records in the list; null shows all
 * @property {Cluster[]} clusters discs with a count, shown below clusterZoom
 * @property {Year} year
 * @property {string} selected key of the chosen record, or empty
 * @property {string[]} lit keys of the areas a chapter tells of; none where all are told alike
 * @property {import("./settings.js").Headline[]} headlines the great names on the sea
 * @property {number} clusterZoom from here on single shapes are shown
 */

/**
 * Everything a layer needs to draw itself.
 * @typedef {Object} Look
 * @property {import("./tokens.js").Colours} colours
 * @property {Scene} scene
 * @property {import("./settings.js").Settings} settings
 */

const NARROW = 600;

/**
 * The scene before the list has spoken.
 * @param {import("./settings.js").Settings} settings
 * @param {number} width of the map in pixels
 * @returns {Scene}
 */
export function firstScene(settings, width) {
  const clusterZoom = settings.page ? 0 : width < NARROW ? 8.8 : 9.4;
  const { page, headlines = [] } = settings;
  const selected = page?.selected ?? "";
  return { keys: null, clusters: [], year: "today", selected, lit: [], headlines, clusterZoom };
}

/**
 * A filter for records that are in the list.
 * @param {string[] | null} keys
 * @param {string} [property]
 * @returns {any}
 */
export const listed = (keys, property = "key") =>
  keys ? ["in", ["get", property], ["literal", keys]] : true;

/**
 * A test for what is chosen: the record of the page or the list, or what a chapter tells of.
 * @param {Scene} scene
 * @returns {any}
 */
export const chosen = ({ selected, lit }) => ["in", ["get", "key"], ["literal", [selected, ...lit]]];

/**
 * The discs as GeoJSON.
 * @param {Cluster[]} clusters
 * @returns {GeoJSON.FeatureCollection}
 */
export function clusterFeatures(clusters) {
  const features = clusters.map(({ lon, lat, ...properties }) => ({
    type: /** @type {const} */ ("Feature"),
    properties,
    geometry: { type: /** @type {const} */ ("Point"), coordinates: [lon, lat] },
  }));
  return { type: "FeatureCollection", features };
}
