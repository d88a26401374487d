// <outline-editor>: a map, a table of corners and a text field that say the same outline. The text
// field is what the form posts; without scripts it is all there is. Every word is the template's.
import "../map/region-map.js";
import { readColours, watchTheme } from "../map/tokens.js";
import { askAbout } from "../outline/check.js";
import { Drawing } from "../outline/drawing.js";
import { areSame, boxOf, outlineOf, ringsOf } from "../outline/rings.js";
import { CornerTable } from "../outline/table.js";

/** @typedef {import("../outline/rings.js").Ring} Ring */
/** @typedef {import("../outline/drawing.js").Tool} Tool */
/** @typedef {import("../map/region-map.js").RegionMap} RegionMap */
/** @typedef {"map" | "table" | "text" | "history" | "repair" | "first"} Origin */

const PATIENCE_MS = 350; // between the last change and the question
const TYPED = ["text", "first"];
const MOST_BYTES = 1_000_000;

class OutlineEditor extends HTMLElement {
  /** @type {Ring[][]} */
  #history = [[]];
  #at = 0;
  /** @type {Tool} */
  #tool = "";
  /** @type {Drawing | null} */
  #drawing = null;
  /** @type {CornerTable | null} */
  #table = null;
  /** @type {any} */
  #repair = null;
  #asked = 0;
  #timer = 0;
  #writing = false;
  #end = new AbortController();
  #settings = JSON.parse(this.dataset.settings || "{}");

  connectedCallback() {
    const { signal } = this.#end;
    for (const part of this.querySelectorAll("[data-live]")) /** @type {HTMLElement} */ (part).hidden = false;
    this.#table = new CornerTable(
      this.#part(".outline-table"),
      (rings) => this.#take(rings, "table"),
      () => this.#somewhere(),
    );
    this.addEventListener("click", (event) => this.#press(event), { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#text.addEventListener("input", () => this.#writing || this.#ask("text"), { signal });
    this.#part("[data-file]").addEventListener("change", (/** @type {Event} */ event) => this.#import(event), { signal });
    this.#part("[data-repair]").type = "button"; // done here, without the server
    if (this.#settings.basemap) this.#startMap(this.#part("region-map"));
    else this.#part(".outline-map").hidden = true;
    this.#part(".outline-text").open = !this.#settings.basemap;
    if (this.#text.value.trim()) this.#ask("first", 0);
    else this.#show();
  }

  disconnectedCallback() {
    this.#end.abort();
    clearTimeout(this.#timer);
    this.#drawing?.stop();
  }

  /** The rings as they are now, for tests. */
  get rings() {
    return this.#history[this.#at];
  }

  get #text() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
  }

  /**
   * @param {string} selector
   * @returns {any}
   */
  #part(selector) {
    return this.querySelector(selector);
  }

  /** @param {RegionMap} element */
  async #startMap(element) {
    element.settings = { ...element.settings, ...this.#settings };
    const drawn = await element.start();
    const map = element.engine;
    if (!drawn || !map) return this.#withoutMap();
    if (!map.isStyleLoaded()) await new Promise((resolve) => map.once("idle", resolve));
    if (this.#end.signal.aborted) return;
    this.#drawing = new Drawing(map, {
      neighbours: this.#settings.neighbours,
      colours: readColours(),
      changed: (rings) => this.#take(rings, "map"),
      finished: () => this.#use("edit"),
    });
    watchTheme(() => this.#drawing?.paint(readColours()), this.#end.signal);
    this.#drawing.show(this.rings);
    this.classList.add("outline-ready");
  }

  #withoutMap() {
    this.#part(".outline-tools").hidden = true;
    this.#part(".outline-table").open = true;
  }

  /**
   * @param {Ring[]} rings
   * @param {Origin} origin
   */
  #take(rings, origin) {
    if (origin === "first") this.#history = [rings]; // where undo ends
    else if (origin !== "history") {
      this.#history = [...this.#history.slice(0, this.#at + 1), rings];
      this.#at = this.#history.length - 1;
    }
    if (!TYPED.includes(origin)) this.#write();
    if (origin !== "map") this.#drawing?.show(rings);
    if (origin !== "table") this.#table?.show(rings); // a field that is typed in keeps its place
    this.#show();
    if (!TYPED.includes(origin)) this.#ask(origin);
  }

  #write() {
    const outline = outlineOf(this.rings);
    this.#writing = true;
    this.#text.value = outline ? JSON.stringify(outline) : "";
    this.#text.dispatchEvent(new Event("input", { bubbles: true }));
    this.#writing = false;
  }

  #show() {
    const act = (/** @type {string} */ name) => this.#part(`[data-act=${name}]`);
    const begun = Boolean(this.#drawing?.begun);
    act("undo").disabled = !begun && this.#at === 0;
    act("redo").disabled = !begun && this.#at === this.#history.length - 1;
    act("clear").disabled = this.rings.length === 0;
    for (const name of ["hole", "edit", "remove"]) this.#part(`[data-tool=${name}]`).disabled = !this.rings.length;
  }

  /** @param {Tool} tool */
  #use(tool) {
    this.#tool = tool;
    this.#drawing?.use(tool);
    for (const button of this.querySelectorAll("[data-tool]")) {
      const { tool: name } = /** @type {HTMLElement} */ (button).dataset;
      button.setAttribute("aria-pressed", String(name === tool));
      this.#part(`[data-hint=${name}]`).hidden = name !== tool;
    }
    this.#part("[data-drawing]").hidden = tool !== "draw" && tool !== "hole";
    this.#show();
  }

  /** @param {MouseEvent} event */
  #press(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    const { tool, act, repair } = button?.dataset ?? {};
    if (tool) this.#use(/** @type {Tool} */ (tool === this.#tool ? "" : tool));
    if (repair !== undefined && this.#repair) {
      event.preventDefault();
      this.#take(ringsOf(this.#repair), "repair");
    }
    if (act === "undo" || act === "redo") this.#step(act === "undo" ? -1 : 1);
    if (act === "clear") this.#take([], "repair");
    if (act === "fit") this.#fit();
    if (act === "finish") this.#drawing?.press("Enter");
    if (act === "cancel") {
      this.#drawing?.press("Escape");
      this.#use("");
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const typing = /** @type {HTMLElement} */ (event.target).matches("input, textarea");
    if (typing && event.key === "Enter" && /** @type {HTMLElement} */ (event.target).closest(".outline-table")) {
      event.preventDefault(); // it would send the form
      event.target?.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (typing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    this.#step(event.shiftKey ? 1 : -1);
  }

  /** @param {1 | -1} by */
  #step(by) {
    if (by < 0 ? this.#drawing?.undoCorner() : this.#drawing?.redoCorner()) return;
    const next = this.#at + by;
    if (next < 0 || next >= this.#history.length) return;
    this.#at = next;
    this.#take(this.rings, "history");
  }

  #fit() {
    const map = /** @type {RegionMap} */ (this.#part("region-map")).engine;
    const box = boxOf(this.rings) ?? this.#settings.fit;
    map?.fitBounds(box, { padding: 48, maxZoom: 15, duration: 0 });
  }

  /** @returns {import("../outline/rings.js").Corner[]} a small triangle in the middle of the view */
  #somewhere() {
    const map = /** @type {RegionMap} */ (this.#part("region-map")).engine;
    const [west, south, east, north] = this.#settings.fit ?? [12.5, 55.5, 13.1, 55.8];
    const { lng, lat } = map?.getCenter() ?? { lng: (west + east) / 2, lat: (south + north) / 2 };
    const at = (/** @type {number} */ dx, /** @type {number} */ dy) =>
      /** @type {[number, number]} */ ([Number((lng + dx).toFixed(5)), Number((lat + dy).toFixed(5))]);
    return [at(-0.002, -0.001), at(0.002, -0.001), at(0, 0.001)];
  }

  /** @param {Event} event */
  async #import(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    if (!file) return;
    if (file.size > MOST_BYTES) return this.#tell("problems", [this.dataset.tooLarge ?? ""]);
    this.#text.value = await file.text();
    input.value = "";
    this.#text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /**
   * Ask the server what it says of the outline; of what was typed also how it reads.
   * @param {Origin} origin
   * @param {number} [wait]
   */
  #ask(origin, wait = PATIENCE_MS) {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    this.#timer = setTimeout(async () => {
      const answer = await askAbout(this, this.#settings, this.#text.value);
      if (asked !== this.#asked || this.#end.signal.aborted) return;
      if (!answer) return this.#tell("notes", [this.dataset.unchecked ?? ""]);
      if (TYPED.includes(origin) && (answer.outline || !answer.problems.length)) {
        const rings = ringsOf(answer.outline);
        if (!areSame(rings, this.rings)) this.#take(rings, origin);
      }
      this.#hear(answer);
    }, wait);
  }

  /** @param {import("../outline/check.js").Answer} answer */
  #hear({ hectares, problems, warnings, notes, repaired }) {
    this.#part("[data-area]").hidden = !hectares;
    this.#part("[data-hectares]").textContent = hectares ?? "";
    this.#tell("problems", problems.map(({ words }) => words));
    this.#tell("warnings", warnings.map(({ words }) => words));
    this.#tell("notes", notes);
    this.#repair = repaired;
    this.#part("[data-repair]").hidden = !repaired;
  }

  /**
   * @param {"problems" | "warnings" | "notes"} what
   * @param {string[]} words
   */
  #tell(what, words) {
    const items = words.map((text) => Object.assign(document.createElement("li"), { textContent: text }));
    this.#part(`[data-told=${what}]`).replaceChildren(...items);
  }
}

customElements.define("outline-editor", OutlineEditor);
