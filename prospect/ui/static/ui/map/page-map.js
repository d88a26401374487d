// The small map on the page of an area, an opportunity or a place.
import "./region-map.js";
import { addressOf } from "./settings.js";

/** @typedef {import("./region-map.js").RegionMap} RegionMap */

for (const element of document.querySelectorAll("region-map")) {
  const map = /** @type {RegionMap} */ (element);
  map.addEventListener("map-select", (event) => {
    const hit = /** @type {import("./pointer.js").Hit | null} */ (/** @type {CustomEvent} */ (event).detail);
    const { page, areaUrl, opportunityUrl } = map.settings;
    if (!hit || hit.key === page?.selected) return;
    const address = addressOf(hit.kind === "area" ? areaUrl : opportunityUrl, hit.key);
    if (address) location.assign(address);
  });
  map.addEventListener("map-hover", (event) => map.hover(/** @type {CustomEvent} */ (event).detail.key));
  map.start();
}
