// <card-stepper>: how much of the card is filled in, and the way to the next empty part; when none is left, back.

import { here } from "../coediting/line.js";
import { doc, wordsOf } from "../coediting/shared_text.js";

class CardStepper extends HTMLElement {
  #stop = new AbortController();
  #next;
  #show = () => this.#draw();

  async connectedCallback() {
    const { signal } = this.#stop;
    this.querySelector("button").addEventListener("click", () => this.#go(), { signal });
    await here;
    if (signal.aborted) return;
    for (const name of ["focusin", "live:frame", "card:chosen"]) document.addEventListener(name, this.#show, { signal });
    doc.on("update", this.#show);
    this.#draw();
  }

  disconnectedCallback() {
    doc.off("update", this.#show);
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  /** The next one is the next empty part below the one that is written in, after the last from the top again. */
  #draw() {
    const places = [...document.querySelectorAll("[data-part]")];
    const done = new Set(places.filter(isFilled).map(partOf));
    const present = places.indexOf(document.activeElement.closest("[data-part]"));
    const inTurn = [...places.slice(present + 1), ...places.slice(0, Math.max(present, 0))];
    this.#next = inTurn.find((place) => !done.has(partOf(place)));
    this.querySelector("[data-count]").textContent = this.dataset.words.replace("{}", done.size);
    this.querySelectorAll("i").forEach((block, index) => block.toggleAttribute("data-done", index < done.size));
    const button = this.querySelector("button");
    button.hidden = !this.#next;
    this.querySelector("a").hidden = !button.hidden;
    if (this.#next) button.firstElementChild.textContent = this.#next.dataset.fill;
  }

  #go() {
    this.#next.scrollIntoView({ block: "center" });
    const places = [...this.#next.querySelectorAll("textarea, .blocks, .rich, summary, input")];
    places.find((place) => place.checkVisibility()).focus({ preventScroll: true });
  }
}

const partOf = (place) => place.dataset.part;

/** A text by its words, a choice as the server or the last tap says. */
const isFilled = (place) =>
  place.dataset.name ? wordsOf(place.dataset.name).trim() : place.matches("[data-filled], [data-taps]:has(:checked)");

customElements.define("card-stepper", CardStepper);
