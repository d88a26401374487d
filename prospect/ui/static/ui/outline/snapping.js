// Where a line snaps to: corners of the areas around first, then their sides.

/** @typedef {import("./rings.js").Outline} Outline */
/** @typedef {{name: string, geometry: Outline}} Neighbour */
/** @typedef {{x: number, y: number}} Pixel */

const NEAR = 14; // pixels

/**
 * @param {Neighbour[]} neighbours
 * @returns {[GeoJSON.Position, GeoJSON.Position][]} every side of every ring
 */
export function sidesOf(neighbours) {
  return neighbours.flatMap(({ geometry }) => {
    const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return parts.flat().flatMap((ring) => ring.slice(1).map((end, index) => /** @type {any} */ ([ring[index], end])));
  });
}

/**
 * The position to snap to near a point of the map; undefined when nothing is near.
 * @param {[GeoJSON.Position, GeoJSON.Position][]} sides
 * @param {{lng: number, lat: number}} at
 * @param {(lng: number, lat: number) => Pixel} project
 * @param {(x: number, y: number) => {lng: number, lat: number}} unproject
 * @returns {GeoJSON.Position | undefined}
 */
export function snapped(sides, at, project, unproject) {
  const here = project(at.lng, at.lat);
  let [corner, side] = [{ far: NEAR, at: /** @type {any} */ (null) }, { far: NEAR, at: /** @type {any} */ (null) }];
  for (const [from, to] of sides) {
    const [one, other] = [project(from[0], from[1]), project(to[0], to[1])];
    const far = distance(here, one);
    if (far < corner.far) corner = { far, at: from };
    const foot = nearest(here, one, other);
    const away = distance(here, foot);
    if (away < side.far) side = { far: away, at: foot };
  }
  if (corner.at) return corner.at;
  if (!side.at) return undefined;
  const { lng, lat } = unproject(side.at.x, side.at.y);
  return [lng, lat];
}

/**
 * @param {Pixel} one
 * @param {Pixel} other
 */
export const distance = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

/**
 * The point of a side that is nearest.
 * @param {Pixel} point
 * @param {Pixel} from
 * @param {Pixel} to
 */
function nearest(point, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length ? ((point.x - from.x) * dx + (point.y - from.y) * dy) / length : 0;
  const share = Math.min(1, Math.max(0, along));
  return { x: from.x + share * dx, y: from.y + share * dy };
}
