// Ideas like the one that is typed: asked for while the title is typed, shown as text.
// Without it the server shows them once before it keeps the form.

const TYPING_PAUSE = 350; // milliseconds without a key
const FEWEST_SIGNS = 6; // signs

/** @typedef {{name: string, language: string, progress: string, page: string, take_part: string}} Alike */

class SimilarIdeas extends HTMLElement {
  waiting = 0;
  asked = "";

  connectedCallback() {
    const title = document.getElementById(this.dataset.for ?? "");
    if (!(title instanceof HTMLInputElement)) return;
    title.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = window.setTimeout(() => this.ask(title.value.trim()), TYPING_PAUSE);
    });
  }

  /** @param {string} words */
  async ask(words) {
    if (words.length < FEWEST_SIGNS || words === this.asked) return;
    this.asked = words;
    try {
      const answer = await fetch(`${this.dataset.from}?${new URLSearchParams({ q: words })}`);
      if (!answer.ok) return;
      const { ideas } = await answer.json();
      if (words === this.asked) this.show(ideas);
    } catch {
      // The server shows them when the form is sent.
    }
  }

  /** @param {Alike[]} ideas */
  show(ideas) {
    const list = this.querySelector("ul");
    const mould = this.querySelector("template");
    if (!list || !mould) return;
    list.replaceChildren(
      ...ideas.map((one) => {
        const line = /** @type {DocumentFragment} */ (mould.content.cloneNode(true));
        const [page, part] = line.querySelectorAll("a");
        const tag = line.querySelector(".tag");
        page.textContent = one.name;
        page.href = one.page;
        page.lang = one.language;
        part.href = one.take_part;
        const named = part.querySelector(".sr");
        if (named) named.textContent = ` ${one.name}`;
        if (one.progress && tag) tag.textContent = one.progress;
        else tag?.remove();
        return line;
      }),
    );
    this.hidden = !ideas.length;
    const seen = this.parentElement?.querySelector("input[name=seen]");
    if (ideas.length && seen instanceof HTMLInputElement) seen.value = "yes";
  }
}

customElements.define("similar-ideas", SimilarIdeas);
