// Corners as numbers: the way to draw with a keyboard.
import { FEWEST } from "./rings.js";

/** @typedef {import("./rings.js").Ring} Ring */
/** @typedef {import("./rings.js").Corner} Corner */

const MOST = 400; // rows that a page can hold and a person can read

export class CornerTable {
  /** @type {Ring[]} */
  #rings = [];
  #element;
  #changed;
  #somewhere;

  /**
   * @param {HTMLElement} element
   * @param {(rings: Ring[]) => void} changed
   * @param {() => Corner[]} somewhere three corners to begin with
   */
  constructor(element, changed, somewhere) {
    this.#element = element;
    this.#changed = changed;
    this.#somewhere = somewhere;
    element.addEventListener("click", (event) => this.#press(/** @type {HTMLElement} */ (event.target)));
    element.addEventListener("change", (event) => this.#write(/** @type {HTMLInputElement} */ (event.target)));
    element.addEventListener("input", (event) => event.stopPropagation());
  }

  /** @param {Ring[]} rings */
  show(rings) {
    this.#rings = rings;
    const many = rings.reduce((sum, { corners }) => sum + corners.length, 0) > MOST;
    this.#part("[data-too-many]").hidden = !many;
    this.#part("[data-rings]").replaceChildren(...(many ? [] : rings.map((ring, index) => this.#ring(ring, index))));
    this.#part("[data-corner=new]").hidden = rings.length > 0;
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement}
   */
  #part(selector) {
    return /** @type {HTMLElement} */ (this.#element.querySelector(selector));
  }

  /** @param {string} name */
  #copy(name) {
    const template = /** @type {HTMLTemplateElement} */ (this.#part(`template[data-${name}]`));
    return /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  }

  /**
   * @param {Ring} ring
   * @param {number} index
   */
  #ring({ hole, corners }, index) {
    const fieldset = this.#copy("ring");
    fieldset.dataset.ringAt = String(index);
    fieldset.querySelector(hole ? "[data-shape]" : "[data-hole]")?.remove();
    const number = this.#rings.slice(0, index + 1).filter((ring) => ring.hole === hole).length;
    const told = fieldset.querySelector("[data-number]");
    if (told) told.textContent = String(number);
    fieldset.querySelector("ol")?.append(...corners.map((corner) => this.#row(corner)));
    return fieldset;
  }

  /** @param {Corner} corner */
  #row(corner) {
    const row = this.#copy("row");
    for (const input of row.querySelectorAll("input")) input.value = String(corner[Number(input.dataset.axis)]);
    return row;
  }

  /**
   * Where something stands: the ring, and the corner in it.
   * @param {Element} element
   */
  #placeOf(element) {
    const ring = Number(/** @type {HTMLElement | null} */ (element.closest("[data-ring-at]"))?.dataset.ringAt);
    const row = element.closest("li");
    return { ring, corner: row ? [...(row.parentElement?.children ?? [])].indexOf(row) : -1 };
  }

  /** @param {HTMLElement} target */
  #press(target) {
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-corner]"));
    const deed = button?.dataset.corner;
    if (!button || !deed) return;
    const rings = structuredClone(this.#rings);
    const { ring, corner } = this.#placeOf(button);
    let focus = corner;
    if (deed === "new") rings.push({ hole: false, corners: this.#somewhere() });
    else if (deed === "drop") rings.splice(ring, 1);
    else focus = alter(rings[ring].corners, deed, corner);
    const kept = rings.filter(({ corners }) => corners.length >= FEWEST);
    const there = kept.length === rings.length ? Math.min(ring || 0, kept.length - 1) : 0;
    this.show(kept);
    this.#changed(kept);
    this.#focus(there, focus, deed === "up" ? "[data-corner=up]" : "input");
  }

  /** @param {HTMLInputElement} input */
  #write(input) {
    if (!input.dataset.axis) return;
    const { ring, corner } = this.#placeOf(input);
    const degrees = Number(input.value.trim().replace(",", "."));
    const most = input.dataset.axis === "1" ? 90 : 180;
    const sound = input.value.trim() !== "" && Math.abs(degrees) <= most;
    input.setAttribute("aria-invalid", String(!sound));
    if (!sound) return;
    const rings = structuredClone(this.#rings);
    if (rings[ring].corners[corner][Number(input.dataset.axis)] === degrees) return;
    rings[ring].corners[corner][Number(input.dataset.axis)] = degrees;
    this.#rings = rings;
    this.#changed(rings);
  }

  /**
   * @param {number} ring
   * @param {number} corner
   * @param {string} what
   */
  #focus(ring, corner, what) {
    const row = this.#element.querySelectorAll("fieldset")[ring]?.querySelectorAll("li")[Math.max(corner, 0)];
    const next = row?.querySelector(what) ?? this.#element.querySelector("li input, [data-corner=new]");
    /** @type {HTMLElement | null} */ (next)?.focus();
  }
}

/**
 * Do what a button of a row says, and return the row to go on in.
 * @param {Corner[]} corners
 * @param {string} deed
 * @param {number} at
 */
function alter(corners, deed, at) {
  const last = corners.length - 1;
  if (deed === "remove") corners.splice(at, 1);
  if (deed === "up" && at > 0) corners.splice(at - 1, 2, corners[at], corners[at - 1]);
  if (deed === "insert" || deed === "append") {
    const from = deed === "append" ? last : at;
    const [one, other] = [corners[from], corners[(from + 1) % corners.length]];
    corners.splice(from + 1, 0, [middle(one[0], other[0]), middle(one[1], other[1])]);
    return from + 1;
  }
  return deed === "up" ? Math.max(at - 1, 0) : Math.min(at, last - 1);
}

/**
 * @param {number} one
 * @param {number} other
 */
const middle = (one, other) => Number(((one + other) / 2).toFixed(7));
