// An outline as the list of its rings, which are drawn and moved one by one, and back to GeoJSON.

/** @typedef {[number, number]} Corner longitude, latitude */
/** @typedef {{hole: boolean, corners: Corner[]}} Ring not closed: the last corner is not the first */
/** @typedef {GeoJSON.Polygon | GeoJSON.MultiPolygon} Outline */

const DECIMALS = 7; // of a degree: a centimetre
export const FEWEST = 3;

/** @param {number} degrees */
export const rounded = (degrees) => Number(degrees.toFixed(DECIMALS));

/**
 * @param {GeoJSON.Position[]} positions a closed ring
 * @returns {Corner[]}
 */
export function opened(positions) {
  const corners = positions.map(([lon, lat]) => /** @type {Corner} */ ([rounded(lon), rounded(lat)]));
  const [first, last] = [corners[0], corners.at(-1)];
  const closed = corners.length > 1 && first[0] === last?.[0] && first[1] === last[1];
  return closed ? corners.slice(0, -1) : corners;
}

/**
 * @param {Corner[]} corners
 * @returns {GeoJSON.Position[]}
 */
export const closed = (corners) => [...corners, corners[0]];

/**
 * @param {Outline | null} outline
 * @returns {Ring[]}
 */
export function ringsOf(outline) {
  if (!outline) return [];
  const parts = outline.type === "Polygon" ? [outline.coordinates] : outline.coordinates;
  return parts.flatMap((part) => part.map((ring, index) => ({ hole: index > 0, corners: opened(ring) })));
}

/**
 * The outline made of rings: each hole goes to the shape its first corner lies in.
 * @param {Ring[]} rings
 * @returns {Outline | null}
 */
export function outlineOf(rings) {
  const sound = rings.filter(({ corners }) => corners.length >= FEWEST);
  const parts = sound.filter(({ hole }) => !hole).map((shell) => ({ shell, holes: /** @type {Ring[]} */ ([]) }));
  if (!parts.length) return null;
  for (const hole of sound.filter((ring) => ring.hole)) {
    const around = parts.find(({ shell }) => holds(shell.corners, hole.corners[0])) ?? parts[0];
    around.holes.push(hole);
  }
  const coordinates = parts.map(({ shell, holes }) => [shell, ...holes].map(({ corners }) => closed(corners)));
  return coordinates.length === 1
    ? { type: "Polygon", coordinates: coordinates[0] }
    : { type: "MultiPolygon", coordinates };
}

/**
 * Whether a point lies in a ring, by the lines to the east of it.
 * @param {Corner[]} corners
 * @param {Corner} point
 */
export function holds(corners, [x, y]) {
  let inside = false;
  corners.forEach(([x1, y1], index) => {
    const [x2, y2] = corners[(index + 1) % corners.length];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  });
  return inside;
}

/**
 * @param {Ring[]} rings
 * @returns {import("../map/settings.js").Box | null}
 */
export function boxOf(rings) {
  const corners = rings.flatMap((ring) => ring.corners);
  if (!corners.length) return null;
  const [xs, ys] = [0, 1].map((axis) => corners.map((corner) => corner[axis]));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/**
 * @param {Ring[]} one
 * @param {Ring[]} other
 */
export const areSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);
