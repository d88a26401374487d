// <region-map>: the map of the region. It shows a scene, tells what is pointed at and where it
// looks, and knows nothing of lists or URLs. Without WebGL its own text stays, as does the list.
import { coveredBy, firstView, hiddenAtLeft, jumpTo, limits, listenToMoves } from "./camera.js";
import { fit, keepClear, presentView, pressZoom, reveal, sees, travel, ZOOMS } from "./camera.js";
import { AttributionControl, Map, prepareEngine } from "./engine.js";
import { loadFonts } from "./fonts.js";
import { findHeadlines } from "./headlines.js";
import { drawPictures } from "./images.js";
import { listenToPointer } from "./pointer.js";
import { firstScene } from "./scene.js";
import { readSettings } from "./settings.js";
import { CLOSE } from "./layers/opportunities.js";
import { buildStyle } from "./style.js";
import { readColours, watchTheme } from "./tokens.js";

/** @typedef {import("./engine.js").EngineMap} EngineMap */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./camera.js").At} At */

// What browsers say of a request that the network, or leaving the page, cut off: no fault of ours.
const CUT_OFF = /failed to fetch|networkerror|load failed/i;

const HOVERABLE = ["areas", "area_points", "opportunities"];

/** @param {string} text */
const plain = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export class RegionMap extends HTMLElement {
  /** @type {EngineMap | null} */
  #map = null;
  /** @type {Scene | null} */
  #scene = null;
  #drawn = false;
  #planned = false;
  #hovered = "";
  #end = new AbortController();
  #colours = /** @type {import("./tokens.js").Colours} */ ({});
  settings = readSettings(this);

  /**
   * Draw the map; false when the browser cannot, the list then stands alone.
   * @param {Partial<Scene>} [scene]
   * @param {At | null} [at]
   */
  async start(scene = {}, at = null) {
    this.#scene = { ...firstScene(this.settings, this.clientWidth), ...scene };
    const { worker, basemap, region } = this.settings;
    prepareEngine(worker, [basemap, region]);
    await loadFonts();
    this.#colours = readColours();
    try {
      this.#map = this.#create(at);
    } catch (error) {
      console.warn("The map cannot be drawn here.", error);
      return this.#fail();
    }
    this.#listen(this.#map);
    return true;
  }

  /** True when the map could not be drawn. */
  get failed() {
    return this.classList.contains("map-failed");
  }

  /** The engine's map, for tests and for those who know what they do. */
  get engine() {
    return this.#map;
  }

  /**
   * Change what is shown; several changes in a row are drawn once.
   * @param {Partial<Scene>} change
   */
  show(change) {
    if (!this.#scene) return;
    Object.assign(this.#scene, change);
    if (!this.#drawn || this.#planned) return;
    this.#planned = true;
    requestAnimationFrame(() => this.#restyle());
  }

  /**
   * Lift one record, or none.
   * @param {string} key
   */
  hover(key) {
    if (key === this.#hovered || !this.#drawn) return;
    this.#lift(this.#hovered, false);
    this.#lift(key, true);
    this.#hovered = key;
  }

  /** @param {At | null} at the view to go to; null for the first view */
  look(at) {
    if (!this.#map) return;
    if (at) return void jumpTo(this.#map, at);
    const view = firstView(this.settings, this.clientWidth, null);
    if (view.bounds) this.#map.fitBounds(view.bounds, { ...view.fitBoundsOptions, duration: 0 });
    else this.#map.jumpTo(/** @type {any} */ (view));
  }

  /** @param {At} at the view to travel to */
  travel(at) {
    if (this.#map) travel(this.#map, at);
  }

  /** @param {[number, number]} position */
  reveal(position) {
    if (this.#map) reveal(this.#map, position, this.#covered());
  }

  /**
   * Show all of a box.
   * @param {import("./settings.js").Box} box
   * @param {boolean} [atOnce]
   */
  fit(box, atOnce) {
    if (this.#map) fit(this.#map, box, atOnce);
  }

  /**
   * Whether some part of a box is in view.
   * @param {import("./settings.js").Box} box
   */
  sees(box) {
    return Boolean(this.#map && sees(this.#map, box));
  }

  /** The sides of what is in view as filters take them; nothing before the map is drawn. */
  get box() {
    const sides = this.#map?.getBounds().toArray().flat() ?? [];
    return sides.map((side) => side.toFixed(4)).join(",");
  }

  /** Mind anew what lies over the map. */
  keepClear() {
    if (this.#map) keepClear(this.#map, this.#covered());
  }

  #covered() {
    return coveredBy(this, this.settings.cover);
  }

  disconnectedCallback() {
    this.#end.abort();
    this.#map?.remove();
    this.#map = null;
  }

  #fail() {
    this.querySelector(".map")?.remove();
    this.classList.add("map-failed");
    return false;
  }

  #look() {
    const scene = /** @type {Scene} */ (this.#scene);
    return { colours: this.#colours, scene, settings: this.settings };
  }

  /** @param {At | null} at */
  #create(at) {
    const { words, page, story, attribution, outlineNote } = this.settings;
    const container = document.createElement("div");
    container.className = "map";
    this.append(container);
    const map = new Map({
      container,
      style: buildStyle(this.#look()),
      .../** @type {any} */ (firstView(this.settings, this.clientWidth, at)),
      ...ZOOMS,
      maxBounds: limits(this.settings, this.#covered()),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      cooperativeGestures: Boolean(page || story),
      fadeDuration: 0,
      locale: localeOf(words),
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    if (!page) keepClear(map, this.#covered());
    if (page?.marker && !this.settings.fit) keepClear(map, { above: 0, below: 0 }, hiddenAtLeft(this));
    const credits = [attribution, outlineNote].filter(Boolean).map((text) => plain(String(text))).join(" | ");
    map.addControl(new AttributionControl({ compact: false, customAttribution: credits }), "bottom-right");
    return map;
  }

  /** @param {EngineMap} map */
  #listen(map) {
    const { signal } = this.#end;
    map.on("error", ({ error }) => {
      const tell = CUT_OFF.test(error.message) ? console.warn : console.error;
      tell(`The map: ${error.message}`);
    });
    map.once("style.load", () => {
      this.#paint();
      this.#drawn = true;
      this.#restyle();
    });
    map.once("idle", () => {
      document.documentElement.dataset.mapIdle = String(Math.round(performance.now()));
      this.classList.add("map-ready");
    });
    map.on("idle", () => this.#headline(map));
    const near = () => this.toggleAttribute("data-near", map.getZoom() >= CLOSE);
    near();
    map.on("zoom", near);
    listenToMoves(map, (byPerson) => this.#tellMove(map, byPerson));
    listenToPointer(map, this, { shapes: this.settings.layer !== "opportunities" });
    watchTheme(() => this.#retheme(), signal);
    const buttons = this.parentElement?.querySelectorAll("[data-zoom]") ?? [];
    for (const button of buttons) {
      const { zoom } = /** @type {HTMLElement} */ (button).dataset;
      button.addEventListener("click", () => pressZoom(map, zoom, this.settings), { signal });
    }
  }

  /**
   * @param {EngineMap} map
   * @param {boolean} byPerson
   */
  #tellMove(map, byPerson) {
    const detail = { at: presentView(map), byPerson };
    this.dispatchEvent(new CustomEvent("map-move", { detail, bubbles: true }));
  }

  /**
   * Write the great cities on the sea as soon as their tiles are there.
   * @param {EngineMap} map
   */
  #headline(map) {
    const known = this.#scene?.headlines.length ?? 0;
    if (this.settings.headlines || this.settings.page || known > 1) return;
    const headlines = findHeadlines(map, this.settings);
    if (headlines.length > known) this.show({ headlines });
  }

  /** Put the pictures in, or in their place when the theme has changed. */
  #paint() {
    const map = this.#map;
    if (!map) return;
    for (const { name, data, options } of drawPictures(this.#colours, this.settings)) {
      if (map.hasImage(name)) map.updateImage(name, data);
      else map.addImage(name, data, options);
    }
  }

  #retheme() {
    if (!this.#drawn) return;
    this.#colours = readColours();
    this.#paint();
    this.#restyle();
  }

  #restyle() {
    this.#planned = false;
    this.#map?.setStyle(buildStyle(this.#look()), { diff: true, validate: false, transformStyle: withDrawn });
  }

  /**
   * @param {string} key
   * @param {boolean} hover
   */
  #lift(key, hover) {
    if (!key) return;
    for (const sourceLayer of HOVERABLE) {
      this.#map?.setFeatureState({ source: "region", sourceLayer, id: key }, { hover });
    }
  }
}

/**
 * The next style with what the desk's editor draws over it, whose sources begin with "drawn".
 * @param {import("./engine.js").Style | undefined} before
 * @param {import("./engine.js").Style} next
 */
function withDrawn(before, next) {
  const drawn = (/** @type {any} */ [name]) => name.startsWith("drawn");
  const sources = Object.entries(before?.sources ?? {}).filter(drawn);
  if (!sources.length) return next;
  const layers = before?.layers.filter((/** @type {any} */ { source }) => drawn([source ?? ""])) ?? [];
  return { ...next, sources: { ...next.sources, ...Object.fromEntries(sources) }, layers: [...next.layers, ...layers] };
}

/** @param {Record<string, string>} words */
function localeOf(words) {
  const given = {
    "Map.Title": words.map_label,
    "CooperativeGesturesHandler.WindowsHelpText": words.ctrl_scroll,
    "CooperativeGesturesHandler.MacHelpText": words.cmd_scroll,
    "CooperativeGesturesHandler.MobileHelpText": words.two_fingers,
  };
  return Object.fromEntries(Object.entries(given).filter(([, text]) => text));
}

customElements.define("region-map", RegionMap);
