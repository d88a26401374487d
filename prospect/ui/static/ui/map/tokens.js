// Colours as CSS resolves them in the present theme.
import { CATEGORIES } from "./categories.js";

/** @typedef {Record<string, string>} Colours token name without dashes in front, to #rrggbb */

const NAMES = [
  ..."sea sea-shelf on-sea on-sea-2 land land-2 coast ink ink-2 surface primary on-primary".split(" "),
  ..."accent on-accent map-rail map-rail-case map-metro map-plate map-plate-line".split(" "),
  ..."map-city map-sea-label".split(" "),
  ...CATEGORIES.flatMap((category) => [`lu-${category}`, `lu-${category}-line`]),
];

/** @param {string} computed rgb(r, g, b) */
function hex(computed) {
  const numbers = (computed.match(/[\d.]+/g) ?? ["0", "0", "0"]).slice(0, 3).map(Number);
  return `#${numbers.map((n) => Math.round(n).toString(16).padStart(2, "0")).join("")}`;
}

/**
 * Read every colour the map uses. A probe resolves light-dark() and var() chains.
 * @returns {Colours}
 */
export function readColours() {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  /** @type {Colours} */
  const colours = {};
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    colours[name] = hex(getComputedStyle(probe).color);
  }
  probe.remove();
  return colours;
}

/**
 * Call back when the theme changes, by the system or by data-theme on <html>.
 * @param {() => void} listener
 * @param {AbortSignal} signal ends the watch
 */
export function watchTheme(listener, signal) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", listener, { signal });
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  signal.addEventListener("abort", () => observer.disconnect());
}

/**
 * A colour between two others.
 * @param {string} from #rrggbb
 * @param {string} to #rrggbb
 * @param {number} share 0 gives the first, 1 the second
 */
export function mix(from, to, share) {
  const part = (/** @type {string} */ c, /** @type {number} */ i) => parseInt(c.slice(i, i + 2), 16);
  const blend = (/** @type {number} */ i) => Math.round(part(from, i) * (1 - share) + part(to, i) * share);
  return `#${[1, 3, 5].map((i) => blend(i).toString(16).padStart(2, "0")).join("")}`;
}
