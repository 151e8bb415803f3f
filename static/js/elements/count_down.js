// <count-down data-ends-at>: 3, 2, 1 by the server's clock, at the same moment on every screen.

import { serverNow } from "../server_time.js";
import { keepShowing, stopShowing } from "./time_left.js";

class CountDown extends HTMLElement {
  connectedCallback() {
    keepShowing(this);
  }

  disconnectedCallback() {
    stopShowing(this);
  }

  /** One stands until the result is there. */
  show() {
    const seconds = String(Math.max(1, Math.ceil((Number(this.dataset.endsAt) - serverNow()) / 1000)));
    if (this.textContent !== seconds) this.textContent = seconds;
  }
}

customElements.define("count-down", CountDown);
