// <card-stepper>: how much of the card is filled in, and the way to the next empty field; when none is left, back.

import { here } from "../coediting/line.js";
import { doc, FIELDS, wordsOf } from "../coediting/shared_text.js";

class CardStepper extends HTMLElement {
  #stop = new AbortController();
  #show = () => this.#draw();

  async connectedCallback() {
    const { signal } = this.#stop;
    this.addEventListener("click", (event) => event.target.closest("button") && this.#go(), { signal });
    await here;
    doc.on("update", this.#show);
    document.addEventListener("focusin", this.#show, { signal });
    this.#draw();
  }

  disconnectedCallback() {
    doc.off("update", this.#show);
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  #draw() {
    const filled = FIELDS.filter((name) => wordsOf(name).trim());
    const next = this.#next(filled);
    this.querySelector("[data-count]").textContent = this.dataset.words.replace("{}", filled.length);
    this.querySelectorAll(".blocks-meter > i").forEach((block, index) => block.toggleAttribute("data-done", index < filled.length));
    const button = this.querySelector("button");
    button.hidden = !next;
    this.querySelector("a").hidden = Boolean(next);
    if (next) button.querySelector(".resting-word").textContent = fieldOf(next).dataset.fill;
  }

  /** The next empty one after the field that is written in, from the top again after the last. */
  #next(filled) {
    const present = FIELDS.indexOf(document.activeElement.closest?.("[data-name]")?.dataset.name);
    const empty = (name) => !filled.includes(name);
    return FIELDS.slice(present + 1).find(empty) ?? FIELDS.slice(0, Math.max(0, present)).find(empty);
  }

  #go() {
    const field = fieldOf(this.#next(FIELDS.filter((name) => wordsOf(name).trim())));
    const target = [...field.querySelectorAll("textarea, .blocks, [contenteditable]")].find((one) => one.checkVisibility());
    target.focus();
    field.scrollIntoView({ block: "center" });
  }
}

const fieldOf = (name) => document.querySelector(`#card-editor [data-name="${name}"]`);

customElements.define("card-stepper", CardStepper);
