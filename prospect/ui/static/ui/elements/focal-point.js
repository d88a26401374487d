// What matters in a picture: pressing on it fills the two fields, and the fields move the mark.

const frame = /** @type {HTMLElement | null} */ (document.querySelector(".kept-picture[data-focal]"));
const across = /** @type {HTMLInputElement | null} */ (document.querySelector("[name=focal_x]"));
const down = /** @type {HTMLInputElement | null} */ (document.querySelector("[name=focal_y]"));

if (frame && across && down && !across.disabled) markFocal(frame, across, down);

/**
 * @param {HTMLElement} frame
 * @param {HTMLInputElement} across
 * @param {HTMLInputElement} down
 */
function markFocal(frame, across, down) {
  const mark = document.createElement("span");
  mark.className = "mark-focal";
  frame.append(mark);
  frame.classList.add("is-live");

  const show = () => {
    mark.style.left = `${within(Number(across.value))}%`;
    mark.style.top = `${within(Number(down.value))}%`;
  };

  frame.addEventListener("click", (event) => {
    const box = frame.getBoundingClientRect();
    across.value = String(within(Math.round(((event.clientX - box.left) / box.width) * 100)));
    down.value = String(within(Math.round(((event.clientY - box.top) / box.height) * 100)));
    across.dispatchEvent(new Event("input", { bubbles: true }));
    show();
  });
  across.addEventListener("input", show);
  down.addEventListener("input", show);
  show();
}

/** @param {number} percent */
function within(percent) {
  return Math.min(100, Math.max(0, percent || 0));
}
