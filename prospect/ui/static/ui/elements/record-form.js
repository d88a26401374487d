// The form of a record: which languages are shown, and what is typed kept before it is saved.

const PAUSE = 2500; // ms without a key before what was typed is kept
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.record-form"));

if (form) {
  chooseLanguages(form);
  if (form.dataset.keep) keepTyped(form);
  saveByKey(form);
}
/** @type {HTMLElement | null} */ (document.querySelector(".clash, .faults"))?.focus();

/** @param {HTMLFormElement} form */
function chooseLanguages(form) {
  const bar = /** @type {HTMLElement | null} */ (form.querySelector(".language-choice"));
  const own = document.documentElement.lang;
  if (!bar || !form.querySelector(".in-language")) return;
  bar.hidden = false;
  let shown = [own];
  let beside = false;

  const show = () => {
    form.dataset.beside = String(beside);
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(".in-language"))) {
      part.hidden = !shown.includes(part.dataset.language ?? "");
    }
    for (const button of bar.querySelectorAll("button")) {
      const on = "beside" in button.dataset ? beside : shown.includes(button.dataset.show ?? "");
      button.setAttribute("aria-pressed", String(on));
    }
  };

  bar.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (!button) return;
    if ("beside" in button.dataset) {
      beside = !beside;
      shown = beside ? [own === "en" ? "da" : "en", own] : [shown.at(-1) ?? own];
    } else {
      const code = button.dataset.show ?? own;
      shown = beside ? [...shown.filter((one) => one !== code), code].slice(-2) : [code];
    }
    show();
  });
  // A fault may be in a language that is not shown.
  if (form.querySelector(".words.is-wrong")) shown = [...bar.querySelectorAll("[data-show]")].map((one) => /** @type {HTMLElement} */ (one).dataset.show ?? "");
  show();
}

// Ctrl+S, or ⌘S, saves from wherever one is: the button comes after all fields.
/** @param {HTMLFormElement} form */
function saveByKey(form) {
  document.addEventListener("keydown", (event) => {
    const asked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s";
    const button = /** @type {HTMLButtonElement | null} */ (form.querySelector(".savebar button"));
    if (!asked || !button) return;
    event.preventDefault();
    if (!event.repeat) button.click();
  });
}

/** @param {HTMLFormElement} form */
function keepTyped(form) {
  const said = form.querySelector(".kept");
  let waiting = 0;
  let leaving = false;

  const keep = async () => {
    const body = new FormData(form);
    for (const file of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[type=file]"))) body.delete(file.name);
    try {
      const answer = await fetch(form.dataset.keep ?? "", { method: "POST", body });
      if (said) said.textContent = (answer.ok ? form.dataset.kept : form.dataset.unkept) ?? "";
    } catch {
      if (said && !leaving) said.textContent = form.dataset.unkept ?? "";
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(waiting);
  });
}
