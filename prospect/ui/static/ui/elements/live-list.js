// A list with filters that answers at once: what the form or a link asks for is fetched and put in
// place. Without it, form and links work as plain pages.
import { fetchPage, swapPage } from "../map/results.js";
import { addressOfForm } from "../map/url-state.js";

const TYPING_MS = 300;
const PARTS = "#filters, #results, [data-swap]";
const TYPED = ["search", "text", "number"];

const form = () => /** @type {HTMLFormElement} */ (document.querySelector("#filters"));
const status = document.createElement("p");
let fetching = new AbortController();
let typing = 0;

/**
 * Show what an address says; plain navigation where that fails.
 * @param {URL} url
 * @param {"pushState" | "replaceState" | ""} step of history, or none when going back
 */
async function show(url, step) {
  fetching.abort();
  fetching = new AbortController();
  const { signal } = fetching;
  try {
    const page = await fetchPage(url, signal);
    if (signal.aborted) return;
    swapPage(page, Boolean(step));
    if (step) history[step](null, "", url);
    status.textContent = document.querySelector("h1")?.textContent?.trim() ?? "";
    for (const link of document.querySelectorAll("header a[hreflang]")) {
      /** @type {HTMLAnchorElement} */ (link).search = url.search;
    }
  } catch {
    if (!signal.aborted) location.assign(url);
  }
}

/** Ask for what the form says now; a run of typing is one step of history. */
function ask(typed = false) {
  const present = new URL(location.href);
  const url = addressOfForm(form(), present);
  if (url.search !== present.search) show(url, typed && typing > 1 ? "replaceState" : "pushState");
}

/** @param {Event} event */
const isOurs = (event) => /** @type {any} */ (event.target).form === form();
const isTyped = (/** @type {Event} */ event) => TYPED.includes(/** @type {HTMLInputElement} */ (event.target).type);

/**
 * Links of the list to itself load in place.
 * @param {MouseEvent} event
 */
function follow(event) {
  const link = /** @type {Element} */ (event.target).closest?.("a[href]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!(link instanceof HTMLAnchorElement) || !plain || !link.closest(PARTS)) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || url.pathname !== location.pathname || url.hash) return;
  event.preventDefault();
  typing = 0;
  show(url, "pushState");
}

let timer = 0;
document.addEventListener("input", (event) => {
  if (!isOurs(event) || !isTyped(event)) return;
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    typing += 1;
    ask(true);
  }, TYPING_MS);
});
document.addEventListener("change", (event) => {
  if (!isOurs(event) || isTyped(event)) return;
  typing = 0;
  ask();
});
document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  ask();
});
document.addEventListener("click", follow);
addEventListener("popstate", () => show(new URL(location.href), ""));
status.className = "sr";
status.setAttribute("role", "status");
document.body.append(status);
