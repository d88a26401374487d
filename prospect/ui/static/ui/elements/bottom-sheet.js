// The list over the map on a phone: a sheet with three heights. CSS places it (css/sheet.css);
// on a wide screen the grip is not displayed and nothing here happens.

/** @typedef {"peek" | "half" | "full"} Height */

/** @type {Height[]} */
const HEIGHTS = ["peek", "half", "full"];
const TAP = 6; // pixels a press may move and still be a press
const FLICK = 0.5; // pixels a millisecond

/**
 * Give a sheet its three heights. `element` is .explore: it carries data-sheet and holds a .panel
 * with a button.sheet-grip, whose data-label-peek, -half and -full say in the reader's language
 * what the list shows and what a press does. Fires "sheetchange" with detail.height.
 * @param {HTMLElement} element
 * @returns {{ height: () => Height, show: (height: Height) => void }}
 */
export function makeSheet(element) {
  const panel = /** @type {HTMLElement} */ (element.querySelector(".panel"));
  const grip = /** @type {HTMLButtonElement} */ (element.querySelector(".sheet-grip"));
  /** @type {{ y: number, top: number, edges: number[], lastY: number, lastAt: number, speed: number } | null} */
  let drag = null;
  let ignoreClick = false;

  /** @returns {Height} */
  function height() {
    return HEIGHTS.find((name) => name === element.dataset.sheet) ?? "half";
  }

  /** @param {Height} next */
  function show(next) {
    const changed = next !== element.dataset.sheet;
    element.dataset.sheet = next;
    describe();
    if (changed) {
      element.dispatchEvent(new CustomEvent("sheetchange", { detail: { height: next } }));
    }
  }

  function describe() {
    const now = height();
    grip.setAttribute("aria-expanded", String(now !== "peek"));
    const label = grip.getAttribute(`data-label-${now}`);
    if (label) grip.setAttribute("aria-label", label);
  }

  /** @param {number} by */
  function step(by) {
    const index = HEIGHTS.indexOf(height()) + by;
    show(HEIGHTS[Math.max(0, Math.min(HEIGHTS.length - 1, index))]);
  }

  /** Where the top edge lies at each height; CSS alone knows. @returns {number[]} */
  function measure() {
    const before = height();
    const edges = HEIGHTS.map((name) => {
      element.dataset.sheet = name;
      return panel.offsetTop;
    });
    element.dataset.sheet = before;
    return edges;
  }

  /** @param {PointerEvent} event */
  function start(event) {
    if (!event.isPrimary || event.button !== 0) return;
    ignoreClick = false;
    drag = {
      y: event.clientY,
      top: panel.offsetTop,
      edges: [],
      lastY: event.clientY,
      lastAt: event.timeStamp,
      speed: 0,
    };
    grip.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  function move(event) {
    if (!drag) return;
    const by = event.clientY - drag.y;
    if (!drag.edges.length) {
      if (Math.abs(by) < TAP) return;
      element.dataset.dragging = ""; // no transition from here on
      drag.edges = measure();
    }
    const elapsed = Math.max(1, event.timeStamp - drag.lastAt);
    drag.speed = (event.clientY - drag.lastY) / elapsed;
    drag.lastY = event.clientY;
    drag.lastAt = event.timeStamp;
    const lowest = element.clientHeight - grip.offsetHeight;
    panel.style.top = `${Math.max(0, Math.min(lowest, drag.top + by))}px`;
  }

  /** @param {PointerEvent} event */
  function end(event) {
    if (!drag) return;
    const { edges, speed, lastAt } = drag;
    drag = null;
    if (!edges.length) return;
    ignoreClick = event.type === "pointerup";
    const away = edges.map((edge) => Math.abs(edge - panel.offsetTop));
    const next = HEIGHTS[away.indexOf(Math.min(...away))];
    const flick = event.timeStamp - lastAt < 80 && Math.abs(speed) > FLICK;
    panel.style.removeProperty("top");
    delete element.dataset.dragging;
    if (flick && next === height()) step(speed < 0 ? 1 : -1);
    else show(next);
  }

  grip.addEventListener("pointerdown", start);
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", end);
  grip.addEventListener("pointercancel", end);

  grip.addEventListener("click", (event) => {
    const fromKeyboard = event.detail === 0;
    if (ignoreClick && !fromKeyboard) ignoreClick = false;
    else show(HEIGHTS[(HEIGHTS.indexOf(height()) + 1) % HEIGHTS.length]);
  });

  grip.addEventListener("keydown", (event) => {
    if (event.key === "ArrowUp") step(1);
    else if (event.key === "ArrowDown") step(-1);
    else if (event.key === "Home") show("full");
    else if (event.key === "End") show("peek");
    else return;
    event.preventDefault();
  });

  describe();
  return { height, show };
}
