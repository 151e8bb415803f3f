// <time-left data-ends-at|data-left>: counts down by the server's clock; 6:40 is text, the line beside it a width.

import { serverNow } from "../server_time.js";

const running = new Set();
setInterval(() => running.forEach((element) => element.show()), 250);

class TimeLeft extends HTMLElement {
  static observedAttributes = ["data-ends-at", "data-left", "data-full"];

  connectedCallback() {
    running.add(this);
    this.show();
  }

  disconnectedCallback() {
    running.delete(this);
  }

  attributeChangedCallback() {
    this.show();
  }

  show() {
    const seconds = Math.ceil(Math.max(0, this.#leftMs) / 1000);
    const text = this.#isSet ? clockText(seconds) : "";
    if (this.textContent !== text) this.textContent = text;
    this.toggleAttribute("data-over", this.#isSet && seconds === 0);
  }

  get #isSet() {
    return Boolean(this.dataset.endsAt || this.dataset.left);
  }

  get #leftMs() {
    return this.dataset.endsAt ? Number(this.dataset.endsAt) - serverNow() : Number(this.dataset.left);
  }
}

/** 400 becomes "6:40", 3661 "1:01:01". */
function clockText(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (!parts[0]) parts.shift();
  return parts.map((part, index) => (index ? String(part).padStart(2, "0") : part)).join(":");
}

customElements.define("time-left", TimeLeft);
