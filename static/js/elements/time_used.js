// <time-used data-ends-at|data-left data-full>: how much of the time is used, as the width of a bar in its SVG.

import { keepShowing, leftMs, stopShowing } from "./time_left.js";

class TimeUsed extends HTMLElement {
  static observedAttributes = ["data-ends-at", "data-left", "data-full"];

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
    const rect = this.querySelector("rect");
    const full = Number(this.dataset.full);
    const left = leftMs(this.dataset);
    const used = full && left !== null ? Math.min(100, 100 - (100 * left) / full) : 0;
    rect?.setAttribute("width", Math.max(0, used).toFixed(1));
  }
}

customElements.define("time-used", TimeUsed);
