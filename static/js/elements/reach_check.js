// <reach-check>: asks the server five times for the time, then knocks at the socket. Needs no secure context.

import { boundedFetch } from "../bounded_fetch.js";

const TIMES = 5;
const TIMEOUT_MS = 5000;
const SLOW_MS = 400;

class ReachCheck extends HTMLElement {
  async connectedCallback() {
    const delays = await this.#delays();
    this.#show("server", delays.length > 0);
    const median = delays.sort((a, b) => a - b)[Math.floor(delays.length / 2)];
    this.#show("delay", median < SLOW_MS, Math.round(median ?? NaN));
    this.#show("socket", await socketOpens());
  }

  async #delays() {
    const delays = [];
    for (let n = 0; n < TIMES; n++) {
      const began = performance.now();
      try {
        const response = await boundedFetch("/time", { cache: "no-store", timeoutMs: TIMEOUT_MS });
        if (response.ok) delays.push(performance.now() - began);
      } catch {
        // counted by its absence
      }
    }
    return delays;
  }

  #show(check, isGood, ms = NaN) {
    const row = this.querySelector(`[data-check=${check}]`);
    row.dataset.state = isGood ? "good" : "bad";
    const words = row.querySelector(`[data-says=${row.dataset.state}]`);
    if (words.textContent.includes("{ms}")) words.textContent = Number.isNaN(ms) ? "–" : words.textContent.replace("{ms}", ms);
  }
}

/** The engine's greeting is enough: whoever has no seat is refused after it, which shows that the way is free. */
function socketOpens() {
  return new Promise((tell) => {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/socket.io/?EIO=4&transport=websocket`);
    const end = (works) => {
      clearTimeout(timer);
      socket.close();
      tell(works);
    };
    const timer = setTimeout(() => end(false), TIMEOUT_MS);
    socket.addEventListener("message", () => end(true));
    socket.addEventListener("error", () => end(false));
  });
}

customElements.define("reach-check", ReachCheck);
