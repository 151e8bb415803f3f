// <connection-state>: says in words whether what one did has arrived: saved, sending, waiting, no network.

import { waiting } from "../outbox.js";

class ConnectionState extends HTMLElement {
  #online = navigator.onLine;
  #sending = false;
  #stop = new AbortController();

  connectedCallback() {
    const { signal } = this.#stop;
    const on = (name, react) => document.addEventListener(name, react, { signal });
    on("outbox:changed", (event) => this.#show({ sending: Boolean(event.detail.sending) }));
    on("outbox:stuck", (event) => this.#show({ online: !event.detail.offline, sending: false }));
    on("outbox:sent", () => this.#show({ online: true }));
    on("live:connected", () => this.#show({ online: true }));
    on("live:reached", () => this.#show({ online: true }));
    on("live:disconnected", () => this.#show({ online: false }));
    window.addEventListener("offline", () => this.#show({ online: false }), { signal });
    this.#show({});
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  #show({ online = this.#online, sending = this.#sending }) {
    this.#online = online;
    this.#sending = sending;
    const count = waiting().length;
    const state = !online ? "offline" : count > 1 || (count && !sending) ? "waiting" : sending ? "sending" : "saved";
    const says = this.dataset[state].replace("%n", count);
    // The number first: where the line is cut off, the icon still tells of the network.
    const words = state === "offline" && count ? `${this.dataset.waiting.replace("%n", count)}. ${says}` : says;
    this.dataset.state = state;
    const place = this.querySelector("[data-words]");
    if (place.textContent !== words) place.textContent = words; // else it would be read aloud again
  }
}

customElements.define("connection-state", ConnectionState);
