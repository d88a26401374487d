// The only door to the vendored map engine: one place for its worker, its tile protocol and types.
import { Protocol } from "pmtiles";
import { AttributionControl, Map, addProtocol, prewarm, setWorkerUrl } from "maplibre-gl";

/** @typedef {import("maplibre-gl").Map} EngineMap */
/** @typedef {import("maplibre-gl").StyleSpecification} Style */
/** @typedef {import("maplibre-gl").LayerSpecification} Layer */
/** @typedef {import("maplibre-gl").ExpressionSpecification} Expression */

export { AttributionControl, Map };

let prepared = false;

/**
 * Register the PMTiles protocol and start the worker; later calls do nothing.
 * @param {string} worker URL of maplibre-gl-worker.mjs as the server names it
 */
export function prepareEngine(worker) {
  if (prepared) return;
  prepared = true;
  setWorkerUrl(new URL(worker, document.baseURI).href);
  addProtocol("pmtiles", new Protocol().tile);
  prewarm(); // the worker reads itself in while fonts load and the first frame is drawn
}

/**
 * The address of a PMTiles archive as a source wants it.
 * @param {string} url
 */
export const archive = (url) => `pmtiles://${new URL(url, document.baseURI).href}`;
