// The only door to the vendored map engine: one place for its worker, its tile protocol and types.
import { PMTiles, Protocol } from "pmtiles";
import { AttributionControl, Map, addProtocol, prewarm, setWorkerUrl } from "maplibre-gl";

/** @typedef {import("maplibre-gl").Map} EngineMap */
/** @typedef {import("maplibre-gl").StyleSpecification} Style */
/** @typedef {import("maplibre-gl").LayerSpecification} Layer */
/** @typedef {import("maplibre-gl").ExpressionSpecification} Expression */

export { AttributionControl, Map };

let prepared = false;

/**
 * Register the PMTiles protocol and start the worker; later calls do nothing. The worker reads
 * itself in, and the heads of the archives come, while fonts load and the first frame is drawn.
 * @param {string} worker URL of maplibre-gl-worker.mjs as the server names it
 * @param {string[]} archives URLs of what will be shown
 */
export function prepareEngine(worker, archives) {
  if (prepared) return;
  prepared = true;
  setWorkerUrl(whole(worker));
  const protocol = new Protocol();
  addProtocol("pmtiles", protocol.tile);
  prewarm();
  for (const url of archives) {
    const ahead = new PMTiles(whole(url));
    protocol.add(ahead);
    ahead.getHeader().catch(() => {}); // the map asks again, and says what is wrong
  }
}

/** @param {string} url */
const whole = (url) => new URL(url, document.baseURI).href;

/**
 * The address of a PMTiles archive as a source wants it.
 * @param {string} url
 */
export const archive = (url) => `pmtiles://${whole(url)}`;
