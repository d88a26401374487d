// Small expression helpers shared by the layers.

/**
 * A size that grows with the zoom, given as zoom, value pairs.
 * @param {...any} stops
 * @returns {any}
 */
export const zoomed = (...stops) => ["interpolate", ["exponential", 1.5], ["zoom"], ...stops];

/**
 * A text size that grows with the zoom and falls with the rank of a feature.
 * @param {number} near zoom of the first sizes
 * @param {number[]} small sizes of rank 1, 2 and all others
 * @param {number} far zoom of the last sizes
 * @param {number[]} large
 * @returns {any}
 */
export function sizeByRank(near, small, far, large) {
  const pick = (/** @type {number[]} */ [first, second, rest]) => ["match", ["get", "rank"], 1, first, 2, second, rest];
  return ["interpolate", ["linear"], ["zoom"], near, pick(small), far, pick(large)];
}

/**
 * The name of a feature in a language, else its local name.
 * @param {string} language
 * @returns {any}
 */
export const nameIn = (language) =>
  ["coalesce", ["get", `name_${language}`], ["get", "name"], ["get", "name_en"], ""];

/**
 * The name for a plate: what stands before a slash, the list has the rest.
 * @param {string} language
 * @returns {any}
 */
export function shortNameIn(language) {
  const name = nameIn(language);
  const slash = ["index-of", " / ", name];
  return ["case", [">", slash, 0], ["slice", name, 0, slash], name];
}

/**
 * A test for one of several values of a property.
 * @param {string} property
 * @param {...string} values
 * @returns {any}
 */
export const isOneOf = (property, ...values) => ["in", ["get", property], ["literal", values]];

/** True for what is in use; features without a status count as open. */
export const OPEN = ["==", ["coalesce", ["get", "status"], "open"], "open"];

/**
 * A symbol in a plate: text in a stretched image.
 * @param {string} image
 * @param {number[]} padding top, right, bottom, left
 */
export const plated = (image, padding) => ({
  "icon-image": image,
  "icon-text-fit": "both",
  "icon-text-fit-padding": padding,
});
