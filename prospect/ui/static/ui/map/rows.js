// The rows of the list as the map's counterpart: found by key, lifted, marked, scrolled to.
import { calm } from "./camera.js";

const LIFTED = "is-lifted";

/** @param {string} key */
function find(key) {
  const row = key ? document.querySelector(`#results [data-key="${CSS.escape(key)}"]`) : null;
  return /** @type {HTMLElement | null} */ (row);
}

/**
 * The key of the row an event happened in.
 * @param {Event} event
 */
export function keyOf(event) {
  const row = /** @type {Element} */ (event.target).closest?.("[data-key]");
  return /** @type {HTMLElement | null} */ (row)?.dataset.key ?? "";
}

/**
 * Lift one row, or none.
 * @param {string} key
 */
export function liftRow(key) {
  document.querySelectorAll(`#results .${LIFTED}`).forEach((row) => row.classList.remove(LIFTED));
  find(key)?.classList.add(LIFTED);
}

/**
 * Mark the chosen row; true when the list has it.
 * @param {string} key
 */
export function markRow(key) {
  document.querySelectorAll('#results .row[aria-current="true"]').forEach((row) => row.removeAttribute("aria-current"));
  const row = find(key);
  row?.setAttribute("aria-current", "true");
  return Boolean(row);
}

/**
 * Bring a row into the list's own window; the page around it stays where it is.
 * @param {string} key
 */
export function scrollToRow(key) {
  const [row, list] = [find(key)?.getBoundingClientRect(), scroller()];
  if (!row || !list) return;
  const frame = list.getBoundingClientRect();
  const top = row.top < frame.top ? row.top - frame.top : Math.max(0, row.bottom - frame.bottom);
  if (top) list.scrollBy({ top, behavior: calm() ? "auto" : "smooth" });
}

/**
 * Where the record of a row lies, or null.
 * @param {string} key
 * @returns {[number, number] | null}
 */
export function positionOf(key) {
  const [lon, lat] = (find(key)?.dataset.at ?? "").split(",").map(Number);
  return lon && lat ? [lon, lat] : null;
}

/** The element that scrolls the list; the page itself where nothing inside does. */
export function scroller() {
  const inside = document.querySelectorAll("#results, #results *");
  const around = document.querySelector("#results")?.parentElement;
  const scrolls = (/** @type {Element} */ element) =>
    element.scrollHeight > element.clientHeight && /auto|scroll/.test(getComputedStyle(element).overflowY);
  return [...inside, ...(around ? [around] : [])].find(scrolls) ?? null;
}
