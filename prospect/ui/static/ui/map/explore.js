// The explore page: keeps filters, list, map and address in step. Without it the form and the list
// work as plain pages.
import "./region-map.js";
import { makeSheet } from "../elements/bottom-sheet.js";
import { followSwitch, syncControls, TYPED } from "./controls.js";
import { readYear } from "./phases.js";
import { fetchPage, readResults, swapPage } from "./results.js";
import { keyOf, liftRow, markRow, positionOf, scroller, scrollToRow } from "./rows.js";
import { addressOfForm, filterPart, keepOwn, listPart, readAt, withAt, withParameter } from "./url-state.js";

const TYPING_MS = 300;
const MOVING_MS = 400;
const SHEET_MS = 300; // until the sheet has come to rest (sheet.css)
const LINKS = "#filters a[href], #results a[href], [data-swap] a[href]";
const PHONE = "(max-width: 760px)";

/**
 * A function that waits until it has not been called for a while.
 * @template {any[]} T
 * @param {(...given: T) => void} act
 * @param {number} wait
 */
function debounced(act, wait) {
  let timer = 0;
  return (/** @type {T} */ ...given) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => act(...given), wait);
  };
}

class ExplorePage {
  #map = /** @type {import("./region-map.js").RegionMap} */ (document.querySelector("region-map"));
  #form = /** @type {HTMLFormElement} */ (document.querySelector("#filters"));
  #status = document.createElement("p");
  #sheet = makeSheet(/** @type {HTMLElement} */ (document.querySelector(".explore")));
  #fetching = new AbortController();
  #shown = new URL(location.href);
  #typedIn = "";

  get #url() {
    return new URL(location.href);
  }

  get #selected() {
    return this.#url.searchParams.get("selected") ?? "";
  }

  async start() {
    this.#status.className = "sr";
    this.#status.setAttribute("role", "status");
    document.body.append(this.#status);
    this.#listenToList();
    this.#listenToMap();
    addEventListener("popstate", () => this.#restore());
    document.querySelector("[data-filters]")?.addEventListener("click", () => {
      this.#sheet.show("full");
      /** @type {HTMLElement | null} */ (this.#form.querySelector(".chip input"))?.focus();
    });
    document.querySelector(".explore")?.addEventListener("sheetchange", (event) => {
      if (/** @type {CustomEvent} */ (event).detail.height !== "full") setTimeout(() => this.#map.keepClear(), SHEET_MS);
    });
    const drawn = await this.#map.start({ ...readResults(), selected: this.#selected }, readAt(this.#url));
    this.#map.show({ ...readResults(), selected: this.#selected });
    this.#choose(this.#selected);
    if (!drawn || readAt(this.#url)) return;
    if (readResults().box) this.#follow(true);
    this.#reveal();
  }

  #listenToList() {
    const typed = debounced((/** @type {string} */ name) => this.#ask(name), TYPING_MS);
    const isOurs = (/** @type {Event} */ event) => /** @type {any} */ (event.target).form === this.#form;
    const isTyped = (/** @type {Event} */ event) =>
      TYPED.includes(/** @type {HTMLInputElement} */ (event.target).type);
    document.addEventListener("input", (event) => {
      if (isOurs(event) && isTyped(event)) typed(/** @type {HTMLInputElement} */ (event.target).name);
    });
    document.addEventListener("change", (event) => {
      if (!isOurs(event) || isTyped(event)) return;
      const { name, value } = /** @type {HTMLInputElement} */ (event.target);
      if (name === "year") this.#map.show({ year: readYear(value) });
      this.#ask();
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask();
    });
    document.addEventListener("click", (event) => this.#followInPlace(event));
    const results = /** @type {HTMLElement} */ (document.querySelector("#results"));
    for (const name of ["mouseover", "focusin"]) results.addEventListener(name, (event) => this.#lift(keyOf(event)));
    for (const name of ["mouseleave", "focusout"]) results.addEventListener(name, () => this.#lift(""));
  }

  #listenToMap() {
    this.#map.addEventListener("map-hover", (event) => this.#lift(/** @type {CustomEvent} */ (event).detail.key));
    this.#map.addEventListener("map-select", (event) => this.#pick(/** @type {CustomEvent} */ (event).detail));
    const moved = debounced((/** @type {any} */ detail) => this.#moved(detail), MOVING_MS);
    this.#map.addEventListener("map-move", (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      if (detail.byPerson) moved(detail);
    });
    this.#map.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#selected) this.#pick(null);
    });
  }

  /** @param {string} key */
  #lift(key) {
    this.#map.hover(key);
    liftRow(key);
  }

  /**
   * Choose what was clicked; a click on the open map chooses nothing.
   * @param {import("./pointer.js").Hit | null} hit
   */
  #pick(hit) {
    const { layer = "areas", opportunityUrl } = this.#map.settings;
    if (hit?.kind === "opportunity" && layer === "areas") {
      if (opportunityUrl) location.assign(opportunityUrl.replace("KEY", encodeURIComponent(hit.key)));
      return;
    }
    const key = hit?.key ?? "";
    if (key === this.#selected) return scrollToRow(key);
    history.pushState(null, "", withParameter(this.#url, "selected", key));
    if (hit && matchMedia(PHONE).matches && this.#sheet.height() === "peek") this.#sheet.show("half");
    this.#choose(key);
    if (hit) this.#map.reveal(hit.position);
  }

  /** @param {string} key */
  #choose(key) {
    this.#map.show({ selected: key });
    if (markRow(key)) scrollToRow(key);
    this.#carryAddress();
  }

  /**
   * Move the map to what fits, until a person has moved it: then only when nothing would be in view.
   * @param {boolean} [atOnce]
   */
  #follow(atOnce) {
    const { box } = readResults();
    if (followSwitch(this.#form)?.checked) return;
    if (!readAt(this.#url)) return box ? this.#map.fit(box, atOnce) : this.#map.look(null);
    if (box && !this.#map.sees(box)) this.#map.fit(box, atOnce);
  }

  #reveal() {
    const position = positionOf(this.#selected);
    if (position) this.#map.reveal(position);
  }

  /** @param {{at: import("./camera.js").At}} detail */
  #moved({ at }) {
    history.replaceState(history.state, "", withAt(this.#url, at));
    this.#carryAddress();
    const follow = followSwitch(this.#form);
    if (follow?.checked && follow.value !== this.#map.box) this.#ask("bbox");
  }

  /**
   * Ask for what the form says now.
   * @param {string} [typedIn] name of the control; a run of changes in one is one step of history
   */
  #ask(typedIn = "") {
    const follow = followSwitch(this.#form);
    if (follow?.checked) follow.value = this.#map.box || follow.value;
    const url = addressOfForm(this.#form, this.#url);
    if (listPart(url) === listPart(this.#shown) && listPart(url) === listPart(this.#url)) return;
    const step = typedIn && typedIn === this.#typedIn ? "replaceState" : "pushState";
    this.#typedIn = typedIn;
    this.#rememberScroll();
    history[step](null, "", url);
    this.#load(url, true);
  }

  /**
   * Links to this same page, such as chips and page numbers, load in place.
   * @param {MouseEvent} event
   */
  #followInPlace(event) {
    const link = /** @type {Element} */ (event.target).closest?.(LINKS);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!(link instanceof HTMLAnchorElement) || !plain || event.defaultPrevented) return;
    if (link.target || link.hasAttribute("download")) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.pathname !== location.pathname || url.hash) return;
    event.preventDefault();
    this.#typedIn = "";
    this.#rememberScroll();
    const next = keepOwn(url, this.#url);
    history.pushState(null, "", next);
    this.#map.show({ year: readYear(next.searchParams.get("year")) });
    this.#load(next, true);
  }

  /** After back or forward: the same list, view and choice as then. */
  #restore() {
    this.#typedIn = "";
    const url = this.#url;
    this.#map.look(readAt(url));
    this.#map.show({ selected: this.#selected, year: readYear(url.searchParams.get("year")) });
    if (listPart(url) !== listPart(this.#shown)) this.#load(url, false);
    else {
      this.#fetching.abort();
      this.#choose(this.#selected);
    }
  }

  /**
   * Fetch the list for an address and put it in place; plain navigation where that fails.
   * @param {URL} url
   * @param {boolean} fresh whether a person asked; going back restores scroll and texts instead
   */
  async #load(url, fresh) {
    this.#fetching.abort();
    this.#fetching = new AbortController();
    const { signal } = this.#fetching;
    const results = document.querySelector("#results");
    results?.setAttribute("aria-busy", "true");
    try {
      const page = await fetchPage(url, signal);
      if (signal.aborted) return;
      swapPage(page, fresh);
      this.#settle(url, fresh);
    } catch (error) {
      if (!signal.aborted) location.assign(url);
      return;
    }
    results?.removeAttribute("aria-busy");
  }

  /**
   * Bring map, controls and scroll in line with the list just put in place.
   * @param {URL} url
   * @param {boolean} fresh
   */
  #settle(url, fresh) {
    const narrowed = filterPart(url) !== filterPart(this.#shown);
    this.#shown = url;
    syncControls(this.#form, url);
    this.#map.show({ ...readResults(), selected: this.#selected });
    markRow(this.#selected);
    this.#carryAddress();
    if (narrowed) this.#follow();
    scroller()?.scrollTo(0, fresh ? 0 : (history.state?.scroll ?? 0));
    this.#status.textContent = document.querySelector("#results h1")?.textContent?.trim() ?? "";
    document.dispatchEvent(new CustomEvent("results-change"));
  }

  #rememberScroll() {
    history.replaceState({ scroll: scroller()?.scrollTop ?? 0 }, "");
  }

  /** The links to the other languages take the present query along. */
  #carryAddress() {
    for (const link of document.querySelectorAll("header a[hreflang], a[data-carry]")) {
      /** @type {HTMLAnchorElement} */ (link).search = location.search;
    }
  }
}

new ExplorePage().start();
