// The server's list: reading what it holds, fetching the next one, putting it in place.
import { readYear } from "./phases.js";

const SWAPPED = "#filters, #results, [data-swap][id]";
const TYPED = "input:is([type=search], [type=text], [type=number], :not([type])), textarea";

/**
 * What the list on the page says about the map.
 * @param {ParentNode} [root]
 */
export function readResults(root = document) {
  const results = /** @type {HTMLElement} */ (root.querySelector("#results"));
  const { clusters, year, box } = results.dataset;
  const rows = /** @type {NodeListOf<HTMLElement>} */ (results.querySelectorAll("[data-key]"));
  return {
    keys: [...rows].map((row) => row.dataset.key ?? ""),
    clusters: /** @type {import("./scene.js").Cluster[]} */ (clusters ? JSON.parse(clusters) : []),
    year: readYear(year),
    box: /** @type {import("./settings.js").Box | null} */ (box ? JSON.parse(box) : null),
  };
}

/**
 * The same page for another address. Throws when it is not the page it should be.
 * @param {URL} url
 * @param {AbortSignal} signal
 */
export async function fetchPage(url, signal) {
  const response = await fetch(url, { signal, headers: { Accept: "text/html" }, credentials: "same-origin" });
  const strayed = response.redirected && new URL(response.url).pathname !== url.pathname;
  if (!response.ok || strayed) throw new Error(`The list answered ${response.status}.`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!page.querySelector("#results")) throw new Error("The answer holds no list.");
  return page;
}

/**
 * Put the parts of a fetched page in place, keeping the focus.
 * @param {Document} page
 * @param {boolean} keepTyped whether a text being typed wins over the fetched one
 */
export function swapPage(page, keepTyped) {
  const focus = rememberFocus(keepTyped);
  for (const part of document.querySelectorAll(SWAPPED)) {
    const fresh = page.getElementById(part.id);
    if (!fresh) continue;
    for (const name of part.getAttributeNames()) {
      if (name.startsWith("data-") && !fresh.hasAttribute(name)) part.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (name.startsWith("data-") || name.startsWith("aria-")) part.setAttribute(name, value);
    }
    // Our own status line speaks; a live region that is replaced would speak twice or not at all.
    fresh.querySelectorAll("[aria-live]").forEach((live) => live.removeAttribute("aria-live"));
    const keep = rememberUnfolded(part);
    part.replaceChildren(...document.adoptNode(fresh).childNodes);
    keep();
  }
  document.title = page.title || document.title;
  focus();
}

/**
 * Remember which details stand open and how far inner boxes are scrolled.
 * @param {Element} part
 * @returns {() => void} puts them back the same way
 */
function rememberUnfolded(part) {
  const boxes = () => [...part.querySelectorAll("details, .chips")];
  const states = boxes().map((box) => ({ open: box.hasAttribute("open"), left: box.scrollLeft, top: box.scrollTop }));
  return () =>
    boxes().forEach((box, index) => {
      const state = states[index];
      if (!state) return;
      if (state.open) box.setAttribute("open", "");
      box.scrollTo(state.left, state.top);
    });
}

/**
 * Remember what has the focus inside the swapped parts.
 * @param {boolean} keepTyped
 * @returns {() => void} gives the focus back to the same control
 */
function rememberFocus(keepTyped) {
  const active = /** @type {HTMLInputElement | null} */ (document.activeElement);
  if (!active?.closest(SWAPPED)) return () => {};
  const { selectionStart, selectionEnd, value } = active;
  const typing = active.matches(TYPED);
  const path = pathTo(active);
  return () => {
    const again = /** @type {HTMLInputElement | null} */ (path && document.querySelector(path));
    if (!again) return;
    if (typing && keepTyped) again.value = value;
    again.focus({ preventScroll: true });
    if (typing && keepTyped && selectionStart !== null) again.setSelectionRange?.(selectionStart, selectionEnd);
  };
}

/**
 * A selector that finds the same control in a new copy of the page.
 * @param {HTMLInputElement} control
 */
function pathTo(control) {
  const quote = (/** @type {string} */ text) => `"${CSS.escape(text)}"`;
  if (control.id) return `#${CSS.escape(control.id)}`;
  if (control.name && !control.matches(TYPED)) return `[name=${quote(control.name)}][value=${quote(control.value)}]`;
  if (control.name) return `[name=${quote(control.name)}]`;
  const href = control.getAttribute("href");
  return href ? `#results a[href=${quote(href)}], #filters a[href=${quote(href)}]` : "";
}
