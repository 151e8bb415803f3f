// <receipt-code data-round>: keeps the code of one's ballot on the phone, the only place that knows it after the close.
// With data-code it learns the code; else it says the code, and once there is a list, whether it stands there.

import { page } from "../page.js";

class ReceiptCode extends HTMLElement {
  static observedAttributes = ["data-code", "data-found", "data-kept"];

  #stop = new AbortController();

  connectedCallback() {
    document.addEventListener("live:frame", () => this.#show(), { signal: this.#stop.signal }); // the list comes by it
    this.#show();
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#show();
  }

  #show() {
    if (this.dataset.code) localStorage.setItem(this.#shelf, this.dataset.code);
    if (!("kept" in this.dataset)) return;
    const code = localStorage.getItem(this.#shelf);
    const list = this.dataset.found && document.getElementById("receipts");
    const isIn = list && [...list.children].some((item) => item.textContent === code);
    const words = list ? (isIn ? this.dataset.found : this.dataset.missing) : this.dataset.kept;
    this.textContent = code ? words.replace("{}", code) : "";
  }

  get #shelf() {
    return `receipt:${page.person}:${this.dataset.round}`;
  }
}

customElements.define("receipt-code", ReceiptCode);
