// <live-test>: before the day begins, tells the person whether their phone reaches the room, and how fast.

import { boundedFetch } from "../bounded_fetch.js";

const EVERY_MS = 15000;
const SLOW_MS = 800;

class LiveTest extends HTMLElement {
  #stop = new AbortController();
  #timer = null;

  connectedCallback() {
    const { signal } = this.#stop;
    this.#timer = setInterval(() => this.#ask(), EVERY_MS);
    document.addEventListener("live:connected", () => this.#ask(), { signal });
    document.addEventListener("live:disconnected", () => this.#say("bad"), { signal });
    this.#ask();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  async #ask() {
    const asked = performance.now();
    try {
      const response = await boundedFetch("/time", { cache: "no-store" });
      const took = Math.round(performance.now() - asked);
      if (response.ok) this.#say(took < SLOW_MS ? "good" : "slow", took);
    } catch {
      this.#say("bad");
    }
  }

  #say(state, ms) {
    this.dataset.state = state;
    this.querySelector("[data-words]").textContent = this.dataset[state].replace("%n", ms);
  }
}

customElements.define("live-test", LiveTest);
