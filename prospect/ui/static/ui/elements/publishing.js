// Tells what the queue is at while a release is being built.

const table = /** @type {HTMLElement | null} */ (document.querySelector("[data-progress]"));
const cell = document.querySelector("[data-job]");

if (table && cell) {
  const look = async () => {
    const answer = await fetch(table.dataset.progress ?? "");
    if (!answer.ok) return;
    const { state, words } = await answer.json();
    if (cell.textContent !== words) cell.textContent = words;
    if (state === "waiting" || state === "running") setTimeout(look, 1000);
  };
  look();
}
