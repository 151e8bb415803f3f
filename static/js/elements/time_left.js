// <time-left data-ends-at|data-left>: counts down by the server's clock, 6:40.

import { serverNow } from "../server_time.js";

const running = new Set();
setInterval(() => running.forEach((element) => element.show()), 250);

/** What is left of a timer in milliseconds; null where none is set. */
export function leftMs({ endsAt, left }) {
  if (endsAt) return Math.max(0, Number(endsAt) - serverNow());
  return left ? Number(left) : null;
}

/** Have an element's `show()` called several times a second while it stands in the page. */
export function keepShowing(element) {
  running.add(element);
  element.show();
}

export function stopShowing(element) {
  running.delete(element);
}

class TimeLeft extends HTMLElement {
  static observedAttributes = ["data-ends-at", "data-left"];
  #shown = "";

  connectedCallback() {
    this.#shown = this.textContent;
    keepShowing(this);
  }

  disconnectedCallback() {
    stopShowing(this);
  }

  attributeChangedCallback() {
    this.show();
  }

  show() {
    const left = leftMs(this.dataset);
    const seconds = Math.ceil((left ?? 0) / 1000);
    const text = left === null ? "" : clockText(seconds);
    if (this.#shown !== text) this.replaceChildren(...withColons(text));
    this.#shown = text;
    this.toggleAttribute("data-over", left !== null && seconds === 0);
  }
}

/** 400 becomes "6:40", 3661 "1:01:01". */
function clockText(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (!parts[0]) parts.shift();
  return parts.map((part, index) => (index ? String(part).padStart(2, "0") : part)).join(":");
}

/** The colon of tabular figures is too wide; on its own it can be pulled in. */
function withColons(text) {
  return text.split(/(:)/).map((part) => {
    if (part !== ":") return part;
    const colon = document.createElement("span");
    colon.className = "colon";
    colon.textContent = part;
    return colon;
  });
}

customElements.define("time-left", TimeLeft);
