// <card-stepper>: how much of the card is filled in, and the way to the next empty field; when none is left, back.

import { here } from "../coediting/line.js";
import { doc, elementOf, FIELDS, wordsOf } from "../coediting/shared_text.js";

class CardStepper extends HTMLElement {
  #stop = new AbortController();
  #next;
  #show = () => this.#draw();

  async connectedCallback() {
    const { signal } = this.#stop;
    this.addEventListener("click", (event) => event.target.closest("button") && this.#go(), { signal });
    await here;
    if (signal.aborted) return;
    document.addEventListener("focusin", this.#show, { signal });
    doc.on("update", this.#show);
    this.#draw();
  }

  disconnectedCallback() {
    doc.off("update", this.#show);
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  /** The next one is the next empty field below the one that is written in, after the last from the top again. */
  #draw() {
    const empty = FIELDS.filter((name) => !wordsOf(name).trim());
    const present = FIELDS.indexOf(document.activeElement.closest("[data-name]")?.dataset.name);
    const others = empty.filter((name) => FIELDS.indexOf(name) !== present);
    this.#next = elementOf(others.find((name) => FIELDS.indexOf(name) > present) ?? others[0]);
    const filled = FIELDS.length - empty.length;
    this.querySelector("[data-count]").textContent = this.dataset.words.replace("{}", filled);
    this.querySelectorAll("i").forEach((block, index) => block.toggleAttribute("data-done", index < filled));
    const button = this.querySelector("button");
    button.hidden = !this.#next;
    this.querySelector("a").hidden = !button.hidden;
    if (this.#next) button.firstElementChild.textContent = this.#next.dataset.fill;
  }

  #go() {
    const places = [...this.#next.querySelectorAll("textarea, .blocks, .rich")];
    this.#next.scrollIntoView({ block: "center" });
    places.find((place) => place.checkVisibility()).focus({ preventScroll: true });
  }
}

customElements.define("card-stepper", CardStepper);
