// <side-sheet>: opens the links marked data-sheet as a sheet over the desk. What one does in it closes it;
// a refusal is told inside (see notices.js).

import { boundedFetch } from "../bounded_fetch.js";

class SideSheet extends HTMLElement {
  #stop = new AbortController();
  #asked = new Set(); // the commands that went out from this sheet

  connectedCallback() {
    const { signal } = this.#stop;
    document.addEventListener("click", (event) => this.#follow(event), { signal });
    document.addEventListener("outbox:sent", ({ detail }) => this.#sent(detail), { signal });
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close(), { signal });
    this.#dialog.addEventListener("submit", ({ target }) => this.#asked.add(target.getAttribute("action")), { signal });
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  async #follow(event) {
    const link = event.target.closest?.("a[data-sheet]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const response = await boundedFetch(link.href, { headers: { "HX-Request": "true" } });
      if (!response.ok) return location.assign(link.href);
      this.#show(await response.text());
    } catch {
      // no network: the bar says so, and the link can be tapped again
    }
  }

  #show(html) {
    this.#asked.clear();
    this.#dialog.innerHTML = html;
    htmx.process(this.#dialog);
    if (!this.#dialog.open) this.#dialog.showModal();
    (this.#dialog.querySelector("[autofocus]") ?? this.#dialog.querySelector("a, button, input"))?.focus();
  }

  #sent({ command }) {
    if (this.#asked.delete(command.path)) this.#dialog.close();
  }

  get #dialog() {
    return this.querySelector("dialog");
  }
}

customElements.define("side-sheet", SideSheet);
