// <wall-clock> and <projected-end>: times of day by the server's clock, in the zone of the series, 13.21 or 13:21.

import { serverNow } from "../server_time.js";
import { keepShowing, leftMs, stopShowing } from "./time_left.js";

class TimeOfDay extends HTMLElement {
  static observedAttributes = ["data-ends-at", "data-left", "data-after", "data-not-before"];

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
    const text = timeOfDay(this.moment, this.dataset.zone, this.dataset.language);
    if (this.textContent !== text) this.textContent = text;
  }
}

class WallClock extends TimeOfDay {
  get moment() {
    return serverNow();
  }
}

/** What is left of the present step, and everything after it as planned; before the day the planned end. */
class ProjectedEnd extends TimeOfDay {
  get moment() {
    const begin = Math.max(serverNow(), Number(this.dataset.notBefore) || 0);
    return begin + (leftMs(this.dataset) ?? 0) + Number(this.dataset.after);
  }
}

function timeOfDay(moment, timeZone, language) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(moment);
  return language === "id" ? parts.replace(":", ".") : parts;
}

customElements.define("wall-clock", WallClock);
customElements.define("projected-end", ProjectedEnd);
