// <connection-state>: says in words whether what one did and wrote has arrived: saved, sending, waiting, no network.

import { waiting } from "../outbox.js";
import { page } from "../page.js";

class ConnectionState extends HTMLElement {
  #online = navigator.onLine;
  #sending = false;
  #text = { count: 0 }; // of the card that is being written: see ../coediting/line.js
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
    on("text:state", ({ detail }) => this.#show({ text: detail }));
    window.addEventListener("offline", () => this.#show({ online: false }), { signal });
    this.#show({});
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  #show({ online = this.#online, sending = this.#sending, text = this.#text }) {
    this.#online = online;
    this.#sending = sending;
    this.#text = text;
    const count = waiting().length + text.count;
    const isSending = sending || text.sending;
    const state = text.refused ? "refused" : !online || text.offlineSince ? "offline" : arrival(count, isSending);
    const says = this.#words(state, count);
    // The number first: where the line is cut off, the icon still tells of the network.
    const words = state === "offline" && count ? `${this.#words("waiting", count)}. ${says}` : says;
    this.dataset.state = state;
    const place = this.querySelector("[data-words]");
    if (place.textContent !== words) place.textContent = words; // else it would be read aloud again
  }

  #words(state, count) {
    const since = state === "offline" && this.#text.offlineSince;
    return this.dataset[since ? "since" : state].replace("%n", count).replace("%t", since && clockTime(new Date(since)));
  }
}

function arrival(count, isSending) {
  if (count > 1 || (count && !isSending)) return "waiting";
  return isSending ? "sending" : "saved";
}

/** 10.42 or 10:42 */
function clockTime(date) {
  return date.toTimeString().slice(0, 5).replace(":", page.language === "id" ? "." : ":");
}

customElements.define("connection-state", ConnectionState);
