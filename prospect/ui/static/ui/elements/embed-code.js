// The page that makes the code of an embed: the form answers at once, and the code can be copied.
import "./live-list.js";

document.addEventListener("click", async (event) => {
  const button = /** @type {Element} */ (event.target).closest?.("[data-copy]");
  if (!(button instanceof HTMLButtonElement)) return;
  const box = /** @type {HTMLTextAreaElement} */ (document.querySelector("#code"));
  box.select();
  try {
    await navigator.clipboard.writeText(box.value);
  } catch {
    document.execCommand("copy"); // pages that are not served by HTTPS have no clipboard
  }
  const said = document.querySelector("[data-copied]");
  if (said) said.textContent = button.dataset.copy ?? "";
});
