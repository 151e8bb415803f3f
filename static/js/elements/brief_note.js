// <brief-note data-until>: stands there until a moment of the server's clock, with the seconds that are left.

import { serverNow } from "../server_time.js";
import { keepShowing, stopShowing } from "./time_left.js";

const MOST = 10;

class BriefNote extends HTMLElement {
  static observedAttributes = ["data-until", "data-shown"];

  connectedCallback() {
    keepShowing(this);
  }

  disconnectedCallback() {
    stopShowing(this);
  }

  attributeChangedCallback() {
    this.show();
  }

  show() {
    const left = Math.ceil((Number(this.dataset.until ?? 0) - serverNow()) / 1000);
    const seconds = Math.min(MOST, left); // a clock that is a little behind would say eleven
    const shown = seconds > 0;
    if (!shown && this.contains(document.activeElement)) document.getElementById("main").focus({ preventScroll: true });
    if (shown !== this.hasAttribute("data-shown")) this.toggleAttribute("data-shown", shown);
    const place = this.querySelector("[data-seconds]");
    if (place && place.textContent !== String(seconds)) place.textContent = seconds;
  }
}

customElements.define("brief-note", BriefNote);
