// The address holds everything: the server's parameters, the view (at) and the choice (selected).

/** @typedef {import("./camera.js").At} At */

/** Parameters the list does not depend on. */
const OWN = ["at", "selected"];

/** Parameters that change how the list is told, not what it holds. */
const TELLING = ["year", "sort", "page"];

/**
 * The view written in an address, or null.
 * @param {URL} url
 * @returns {At | null}
 */
export function readAt(url) {
  const parts = (url.searchParams.get("at") ?? "").split(",");
  const [lng, lat, zoom] = parts.map(Number);
  const sound = parts.length === 3 && parts.every((part) => part.trim() !== "" && Number.isFinite(Number(part)));
  if (!sound || Math.abs(lng) > 180 || Math.abs(lat) > 85 || zoom < 0 || zoom > 22) return null;
  return { lng, lat, zoom };
}

/**
 * Commas stay readable in the address.
 * @param {URL} url
 */
function tidy(url) {
  url.search = url.searchParams.toString().replaceAll("%2C", ",");
  return url;
}

/**
 * The same address with one parameter set, or taken away when empty.
 * @param {URL} url
 * @param {string} name
 * @param {string} value
 */
export function withParameter(url, name, value) {
  const changed = new URL(url);
  if (value) changed.searchParams.set(name, value);
  else changed.searchParams.delete(name);
  return tidy(changed);
}

/**
 * @param {URL} url
 * @param {At} at
 */
export const withAt = (url, { lng, lat, zoom }) => withParameter(url, "at", `${lng},${lat},${zoom}`);

/**
 * The address a form asks for: empty parameters and defaults dropped, view and choice kept.
 * @param {HTMLFormElement} form
 * @param {URL} present
 */
export function addressOfForm(form, present) {
  const url = new URL(form.getAttribute("action") || present.pathname, present);
  url.search = "";
  for (const [name, value] of new FormData(form)) {
    const idle = value === "" || typeof value !== "string" || (name === "year" && value === "today");
    if (!idle && !OWN.includes(name)) url.searchParams.append(name, value.trim());
  }
  return keepOwn(url, present);
}

/**
 * The address with the view and the choice of another, where it has none itself.
 * @param {URL} url
 * @param {URL} present
 */
export function keepOwn(url, present) {
  const kept = new URL(url);
  for (const name of OWN) {
    const value = present.searchParams.get(name);
    if (value && !kept.searchParams.has(name)) kept.searchParams.set(name, value);
  }
  return tidy(kept);
}

/**
 * What the server's answer depends on, as one comparable text.
 * @param {URL} url
 */
export const listPart = (url) => without(url, OWN);

/**
 * What decides which records fit, as one comparable text.
 * @param {URL} url
 */
export const filterPart = (url) => without(url, [...OWN, ...TELLING]);

/**
 * @param {URL} url
 * @param {string[]} names
 */
function without(url, names) {
  const parameters = new URLSearchParams(url.search);
  for (const name of names) parameters.delete(name);
  parameters.sort();
  return `${url.pathname}?${parameters}`;
}
