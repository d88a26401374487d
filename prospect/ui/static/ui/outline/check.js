// What the server says of an outline while it is drawn.

/**
 * @typedef {Object} Answer
 * @property {string | null} hectares written as the reader's language does
 * @property {import("./rings.js").Outline | null} outline as it was read
 * @property {{words: string, at: [number, number] | null}[]} problems
 * @property {{words: string}[]} warnings
 * @property {string[]} notes
 * @property {import("./rings.js").Outline | null} repaired
 */

/**
 * The server's answer; null where none came, as the form is checked again when it is saved.
 * @param {Element} element in the form, whose token goes along
 * @param {{check?: string, about?: Record<string, string>}} settings
 * @param {string} text
 * @returns {Promise<Answer | null>}
 */
export async function askAbout(element, { check, about }, text) {
  const token = element.closest("form")?.querySelector("[name=csrfmiddlewaretoken]");
  if (!check) return null;
  const body = new URLSearchParams({ ...about, outline: text });
  const headers = { "X-CSRFToken": /** @type {HTMLInputElement | null} */ (token)?.value ?? "" };
  try {
    const response = await fetch(check, { method: "POST", headers, body, redirect: "error" });
    return response.ok || response.status === 400 ? await response.json() : null;
  } catch {
    return null;
  }
}
