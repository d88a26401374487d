// The view of a chapter: what the map shows is taken over into the fields, and the fields move the map.
import "../map/region-map.js";
import { zoomFor } from "../map/camera.js";
import { readYear } from "../map/phases.js";

/** @typedef {import("../map/region-map.js").RegionMap} RegionMap */
/** @typedef {import("../map/camera.js").At} At */

for (const scene of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-scene-map]"))) pick(scene);

/** @param {HTMLElement} scene */
async function pick(scene) {
  const form = /** @type {HTMLFormElement} */ (scene.closest("form"));
  const map = /** @type {RegionMap} */ (scene.querySelector("region-map"));
  const take = /** @type {HTMLButtonElement} */ (scene.querySelector("[data-take]"));
  const said = /** @type {HTMLElement} */ (scene.querySelector("[data-said]"));
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  scene.hidden = false;
  take.disabled = field("zoom").disabled;
  /** How much closer the story's map is than this one, which is smaller. */
  const closer = () => zoomFor(0, map);
  const written = () => {
    const [lat, lng, zoom] = ["lat", "lon", "zoom"].map((name) => field(name).valueAsNumber);
    return [lat, lng, zoom].every(Number.isFinite) ? { lat, lng, zoom: zoom + closer() } : null;
  };
  const shown = () => ({
    year: readYear(field("year").value),
    lit: [...form.querySelectorAll("[name=areas]:checked")].map((tick) => /** @type {HTMLInputElement} */ (tick).value),
  });
  /** @type {At | null} */
  let seen = written();
  map.addEventListener("map-move", (event) => {
    seen = /** @type {CustomEvent} */ (event).detail.at;
    said.textContent = "";
  });
  await map.start({ ...shown(), clusterZoom: 0 }, seen);
  take.addEventListener("click", () => {
    if (!seen) return;
    const { lat, lng, zoom } = seen;
    for (const [name, value] of Object.entries({ lat, lon: lng, zoom: zoom - closer() })) {
      field(name).value = String(Number(value.toFixed(name === "zoom" ? 2 : 5)));
      field(name).dispatchEvent(new Event("input", { bubbles: true }));
    }
    said.textContent = said.dataset.said ?? "";
  });
  form.addEventListener("change", (event) => {
    const { name } = /** @type {HTMLInputElement} */ (event.target);
    if (name === "areas" || name === "year") map.show(shown());
    const at = ["lat", "lon", "zoom"].includes(name) && written();
    if (at) map.look(at);
  });
}
