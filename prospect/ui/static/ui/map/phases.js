// What is expected to stand in a year. Same rule as prospect/registers/stages.py: a completion
// year counts as reached in that year; an area without years stays as it is today.

/** @typedef {"planned" | "building" | "built"} Phase */
/** @typedef {"today" | number} Year */
/** @typedef {{status?: string, start_year?: number, completion_year?: number}} Dated */

const BUILT = ["built_out", "built"];
const BUILDING = ["under_construction", "partly_built", "building"];
const NEVER = 9999;

/**
 * Read a year as it stands in a URL or an attribute; anything else is today.
 * @param {string | null | undefined} text
 * @returns {Year}
 */
export const readYear = (text) => (/^\d{4}$/.test(text ?? "") ? Number(text) : "today");

/**
 * @param {Dated} area
 * @param {Year} year
 * @returns {Phase}
 */
export function phaseOf(area, year) {
  const status = area.status ?? "";
  const now = BUILT.includes(status) ? "built" : BUILDING.includes(status) ? "building" : "planned";
  if (year === "today" || now === "built") return now;
  if (area.completion_year && area.completion_year <= year) return "built";
  if (now === "building" || (area.start_year && area.start_year <= year)) return "building";
  return "planned";
}

/** @param {string} property */
function yearOf(property) {
  const number = ["to-number", ["coalesce", ["get", property], 0]];
  return ["case", [">", number, 0], number, NEVER];
}

/**
 * The same rule as a map expression that yields the phase of a feature.
 * @param {Year} year
 * @returns {any}
 */
export function phaseExpression(year) {
  const now = ["match", ["get", "status"], BUILT, "built", BUILDING, "building", "planned"];
  if (year === "today") return now;
  const reached = (/** @type {string} */ property) => ["<=", yearOf(property), year];
  return [
    "case",
    ["any", ["==", now, "built"], reached("completion_year")],
    "built",
    ["any", ["==", now, "building"], reached("start_year")],
    "building",
    "planned",
  ];
}
