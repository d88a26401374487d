// The map in a frame of another site: what is chosen on it opens at Prospect, in a tab of its own.
import "./region-map.js";
import "../elements/tell-height.js";
import { addressOf } from "./settings.js";

const NARROW = 600;

for (const element of document.querySelectorAll("region-map")) {
  const map = /** @type {import("./region-map.js").RegionMap} */ (element);
  const { shown, clusters = [], areaUrl, opportunityUrl } = map.settings;
  map.addEventListener("map-select", (event) => {
    const hit = /** @type {import("./pointer.js").Hit | null} */ (/** @type {CustomEvent} */ (event).detail);
    const address = hit && addressOf(hit.kind === "area" ? areaUrl : opportunityUrl, hit.key);
    if (address) window.open(address, "_blank", "noopener");
  });
  map.addEventListener("map-hover", (event) => map.hover(/** @type {CustomEvent} */ (event).detail.key));
  map.start({ keys: shown ?? null, clusters, clusterZoom: map.clientWidth < NARROW ? 8.8 : 9.4 });
}
