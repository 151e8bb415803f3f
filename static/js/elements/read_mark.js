// <read-mark data-n>: says that the comments up to the n-th were read, once somebody has the page before their eyes.
// Quietly: should it get lost, the next look says it again.

import { boundedFetch } from "../bounded_fetch.js";

class ReadMark extends HTMLElement {
  static observedAttributes = ["data-n"];

  #told = null;
  #stop = new AbortController();

  connectedCallback() {
    document.addEventListener("visibilitychange", () => this.#tell(), { signal: this.#stop.signal });
    this.#tell();
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#tell();
  }

  #tell() {
    const form = this.querySelector("form");
    if (!form || document.visibilityState === "hidden" || this.#told === this.dataset.n) return;
    this.#told = this.dataset.n;
    const body = new URLSearchParams({ n: this.dataset.n });
    boundedFetch(form.getAttribute("action"), { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => {
      this.#told = null;
    });
  }
}

customElements.define("read-mark", ReadMark);
