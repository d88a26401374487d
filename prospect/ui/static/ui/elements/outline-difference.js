// <outline-difference>: two outlines of an area on the map, the earlier dashed, the later filled.
// The picture inside says the same, and stays where there is no map; one map is alive at a time.
import "../map/region-map.js";
import { readColours, watchTheme } from "../map/tokens.js";
import { addOutlines, boxAround } from "../outline/both.js";

/** @typedef {import("../map/region-map.js").RegionMap} RegionMap */

/** @type {OutlineDifference | null} */
let open = null;

class OutlineDifference extends HTMLElement {
  #end = new AbortController();
  /** @type {RegionMap | null} */
  #map = null;

  connectedCallback() {
    const settings = document.querySelector("#outline-map")?.textContent;
    if (!settings || !this.dataset.outlines) return;
    const button = this.#part("[data-open]");
    button.hidden = false;
    button.addEventListener("click", () => this.#show(settings));
    if (!open) this.#show(settings);
  }

  disconnectedCallback() {
    this.#close();
  }

  /**
   * @param {string} selector
   * @returns {any}
   */
  #part(selector) {
    return this.querySelector(selector);
  }

  /** @param {string} settings as the page holds them, JSON */
  async #show(settings) {
    if (open) open.#close();
    open = this;
    this.#end = new AbortController();
    const { signal } = this.#end;
    const outlines = JSON.parse(this.dataset.outlines || "{}");
    const map = /** @type {RegionMap} */ (document.createElement("region-map"));
    map.className = "map";
    map.settings = { ...map.settings, ...JSON.parse(settings), fit: boxAround(outlines) };
    map.setAttribute("role", "group");
    map.setAttribute("aria-label", this.#part(".both").getAttribute("aria-label"));
    this.#map = map;
    const stage = this.#part("[data-stage]");
    stage.hidden = false;
    stage.append(map);
    this.#part("[data-open]").hidden = true;
    const drawn = await map.start();
    const { engine } = map;
    if (signal.aborted) return;
    if (!drawn || !engine) return this.#close();
    this.#part(".both").toggleAttribute("hidden", true);
    if (!engine.isStyleLoaded()) await new Promise((resolve) => engine.once("idle", resolve));
    if (signal.aborted) return;
    addOutlines(engine, outlines, readColours());
    watchTheme(() => addOutlines(engine, outlines, readColours()), signal);
    this.classList.add("is-drawn");
  }

  #close() {
    this.#end.abort();
    this.#map?.remove();
    this.#map = null;
    if (open === this) open = null;
    this.classList.remove("is-drawn");
    this.#part("[data-stage]").hidden = true;
    this.#part(".both").toggleAttribute("hidden", false);
    this.#part("[data-open]").hidden = false;
  }
}

customElements.define("outline-difference", OutlineDifference);
