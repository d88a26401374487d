// What the server tells the map, read once from data-settings.

/**
 * @typedef {[number, number]} Position longitude, latitude
 * @typedef {[number, number, number, number]} Box west, south, east, north
 * @typedef {{name: string, at: Position, anchor?: "left" | "right" | "center", kind?: "city" | "water"}} Headline
 * @typedef {{selected?: string, marker?: Position}} PageView
 * @typedef {{at: [number, number, number], year: string, lit: string[]}} StoryScene longitude, latitude, zoom
 *
 * @typedef {Object} Settings
 * @property {string} worker URL of the engine's worker
 * @property {string} basemap URL of basemap.pmtiles
 * @property {string} region URL of region.pmtiles
 * @property {string | null} [street] URL of an optional street-level archive
 * @property {string} language da, sv or en
 * @property {Box} bounds the whole region
 * @property {Box} [whole] the part of it that holds all areas
 * @property {{center: Position, zoom: number}} [start] the view of a wide window
 * @property {Box} [view] the part both great cities lie in; its middle is the Sound
 * @property {"areas" | "opportunities"} [layer] what the list holds
 * @property {PageView} [page] set on the small map of a page
 * @property {StoryScene[]} [story] the scenes of the chapters beside the map
 * @property {Box} [fit] what the small map shows
 * @property {string[]} [shown] keys of the areas an embed shows
 * @property {import("./scene.js").Cluster[]} [clusters] discs an embed shows from afar
 * @property {string} [areaUrl] address of an area with KEY in it
 * @property {string} [opportunityUrl] address of an opportunity with KEY in it
 * @property {Headline[]} [headlines] the great names written on the sea: cities, and the water itself;
 *   without them the great cities are taken from the base map
 * @property {number} [bridgeBearing] course of the bridge in degrees, for the foot of the pylons
 * @property {number | null} [linesOpen] year from which planned lines are drawn as open
 * @property {Record<string, string>} words
 * @property {string} [attribution]
 * @property {string} [outlineNote]
 * @property {string} [cover] selector of the panel that may lie over the map
 */

export const BRIDGE_BEARING = 111;

/**
 * @param {HTMLElement} element
 * @returns {Settings}
 */
export function readSettings(element) {
  const given = JSON.parse(element.dataset.settings || "{}");
  return { language: "en", layer: "areas", words: {}, cover: ".panel", ...given };
}

/**
 * The address of a record, its key made safe for a path.
 * @param {string | undefined} pattern
 * @param {string} key
 */
export const addressOf = (pattern, key) => pattern?.replace("KEY", encodeURIComponent(key));
