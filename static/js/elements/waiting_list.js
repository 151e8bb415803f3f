// <waiting-list data-path>: the commands for that path that are still on this device, each with its state.
// One that was sent stays until the person's own part has been fetched anew and shows it as saved.

import { waiting } from "../outbox.js";

class WaitingList extends HTMLElement {
  #sent = [];
  #sending = false;
  #stop = new AbortController();

  connectedCallback() {
    const { signal } = this.#stop;
    const on = (name, react) => document.addEventListener(name, react, { signal });
    on("outbox:changed", (event) => this.#show(Boolean(event.detail.sending)));
    on("outbox:stuck", () => this.#show(false));
    on("outbox:sent", (event) => this.#keep(event.detail.command));
    on("own-part", (event) => event.detail.part.contains(this) && this.#forget());
    this.#show(false);
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  #keep(command) {
    if (command.path === this.dataset.path) this.#sent.push(command);
    this.#show();
  }

  #forget() {
    this.#sent = [];
    this.#show();
  }

  #show(sending = this.#sending) {
    this.#sending = sending;
    const unsent = waiting().filter((command) => command.path === this.dataset.path);
    const commands = [...this.#sent, ...unsent.filter((command) => this.#sent.every(({ key }) => key !== command.key))];
    this.querySelector("ul").replaceChildren(...commands.reverse().map((command) => this.#line(command, sending)));
  }

  #line(command, sending) {
    const line = this.querySelector("template").content.cloneNode(true);
    const isUnderWay = sending || this.#sent.includes(command);
    line.querySelector("[data-words]").textContent = new URLSearchParams(command.body).get(this.dataset.field);
    line.querySelector("[data-state]").textContent = isUnderWay ? this.dataset.sending : this.dataset.waiting;
    return line;
  }
}

customElements.define("waiting-list", WaitingList);
