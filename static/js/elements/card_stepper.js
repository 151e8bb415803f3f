// <card-stepper>: how much of the card is filled in, and the way to the next empty part; when none is left, back.

import { here } from "../coediting/line.js";
import { doc, FIELDS, wordsOf } from "../coediting/shared_text.js";

const PLACES = "textarea, .blocks, .rich, summary, input:not([type=hidden])";

class CardStepper extends HTMLElement {
  #stop = new AbortController();
  #next;
  #show = () => this.#draw();

  async connectedCallback() {
    const { signal } = this.#stop;
    this.addEventListener("click", (event) => event.target.closest("button") && this.#go(), { signal });
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
    const empty = places.filter((place, index) => !done.has(partOf(place)) && index !== present);
    this.#next = empty.find((place) => places.indexOf(place) > present) ?? empty[0];
    this.querySelector("[data-count]").textContent = this.dataset.words.replace("{}", done.size);
    this.querySelectorAll("i").forEach((block, index) => block.toggleAttribute("data-done", index < done.size));
    const button = this.querySelector("button");
    button.hidden = !this.#next;
    this.querySelector("a").hidden = !button.hidden;
    if (this.#next) button.firstElementChild.textContent = this.#next.dataset.fill;
  }

  #go() {
    this.#next.scrollIntoView({ block: "center" });
    [...this.#next.querySelectorAll(PLACES)].find((place) => place.checkVisibility()).focus({ preventScroll: true });
  }
}

const partOf = (place) => place.dataset.part;

/** A text by its words, a choice as the server or the last tap says. */
function isFilled(place) {
  const { name } = place.dataset;
  return FIELDS.includes(name) ? wordsOf(name).trim() : "filled" in place.dataset || place.matches("[data-taps]:has(:checked)");
}

customElements.define("card-stepper", CardStepper);
