// <count-down data-ends-at>: 3, 2, 1 by the server's clock, at the same moment on every screen.

import { serverNow } from "../server_time.js";
import { keepShowing, stopShowing } from "./time_left.js";

const MOST = 3;

class CountDown extends HTMLElement {
  connectedCallback() {
    keepShowing(this);
  }

  disconnectedCallback() {
    stopShowing(this);
  }

  /** One stands until the result is there; a clock that is a little behind begins with three all the same. */
  show() {
    const left = Math.ceil((Number(this.dataset.endsAt) - serverNow()) / 1000);
    const seconds = String(Math.min(MOST, Math.max(1, left)));
    if (this.textContent !== seconds) this.textContent = seconds;
  }
}

customElements.define("count-down", CountDown);
