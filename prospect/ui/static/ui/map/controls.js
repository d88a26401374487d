// Controls of the filter form: those outside the swapped parts follow the address.

const SWAPPED = "#filters, #results, [data-swap]";
export const TYPED = ["search", "text", "number"];

/**
 * The switch "only what the map shows", when the form has one.
 * @param {HTMLFormElement} form
 */
export function followSwitch(form) {
  const control = form.elements.namedItem("bbox");
  return control instanceof HTMLInputElement && control.type === "checkbox" ? control : null;
}

/**
 * @param {HTMLFormElement} form
 * @param {URL} url
 */
export function syncControls(form, url) {
  for (const control of form.elements) {
    if (!(control instanceof HTMLInputElement) || control.closest(SWAPPED)) continue;
    sync(control, url.searchParams.getAll(control.name));
  }
}

/**
 * @param {HTMLInputElement} control
 * @param {string[]} given what the address says of it
 */
function sync(control, given) {
  const { type, name, value } = control;
  if (type === "checkbox" && name === "bbox") control.checked = given.length > 0;
  else if (type === "radio" && name === "year") control.checked = value === (given[0] ?? "today");
  else if (type === "checkbox" || type === "radio") control.checked = given.includes(value);
  else if (TYPED.includes(type) && control !== document.activeElement) control.value = given[0] ?? "";
}
