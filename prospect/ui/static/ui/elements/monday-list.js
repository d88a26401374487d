// The Monday list by keyboard: j and k move, c confirms, Enter opens as on any link.
// Only while the focus is inside, so that no single key acts by surprise (WCAG 2.1.4).

class MondayList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.heed(event));
  }

  /** @param {KeyboardEvent} event */
  heed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const at = event.target instanceof Element ? event.target : null;
    if (at?.closest("input, textarea, select, [contenteditable]")) return;
    const tasks = /** @type {HTMLElement[]} */ ([...this.querySelectorAll(".task")]);
    const here = tasks.findIndex((task) => task.contains(at));
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      const next = tasks[Math.min(tasks.length - 1, Math.max(0, here + (key === "j" ? 1 : -1)))];
      next?.querySelector("a")?.focus();
    } else if (key === "c") {
      const button = tasks[here]?.querySelector("form button");
      if (!(button instanceof HTMLElement) || event.repeat) return;
      button.click();
    } else return;
    event.preventDefault();
  }
}

customElements.define("monday-list", MondayList);
