// <card-choices>: changes what is chosen for a card in place. A form that somebody is changing is left alone by
// frames until the server has answered; where somebody else was faster, both answers stand beside each other.

import { boundedFetch } from "../bounded_fetch.js";
import { apply } from "../morph.js";
import { post, waiting } from "../outbox.js";
import { page, tell } from "../page.js";

const HELD = "hx-morph-skip"; // of the shown place, so that the one in a frame does not reach it

class CardChoices extends HTMLElement {
  #stop = new AbortController();

  connectedCallback() {
    const { signal } = this.#stop;
    this.addEventListener("input", ({ target }) => hold(target.form), { signal });
    this.addEventListener("change", ({ target: { form } }) => isTapped(form) && this.#send(form), { signal });
    this.addEventListener("submit", (event) => this.#submitted(event), { signal });
    this.addEventListener("click", (event) => this.#clicked(event), { signal });
    document.addEventListener("outbox:sent", ({ detail }) => this.#taken(detail), { signal });
    document.addEventListener("outbox:refused", (event) => this.#refused(event), { signal, capture: true });
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  #submitted(event) {
    event.preventDefault();
    this.#send(event.target);
  }

  #send(form) {
    hold(form);
    post(form.getAttribute("action"), new URLSearchParams(new FormData(form)));
    tell("card:chosen");
  }

  /** Theirs stands: what the server has is shown. */
  #clicked(event) {
    const kept = event.target.closest("[data-keep]");
    if (!kept) return;
    event.preventDefault();
    release(kept.closest(".choosing").querySelector("form"));
    this.#refresh();
  }

  #taken({ command, seq, version }) {
    const form = this.#formOf(command.path);
    if (!form || version === null) return;
    form.elements.version.value = version;
    if (waiting().some((other) => other.path === command.path)) return;
    release(form);
    if (page.seen >= seq) this.#refresh(); // its frame came while the form was held
  }

  /** Said where it happened, instead of where all refusals are told. */
  #refused(event) {
    const { command, status, html } = event.detail;
    const form = this.#formOf(command.path);
    if (!form) return;
    const conflict = status === 409 && new DOMParser().parseFromString(html, "text/html").querySelector(".conflict");
    if (conflict) {
      event.preventDefault();
      release(form);
      hold(form);
      form.after(conflict);
      conflict.focus();
    } else if (isTapped(form)) {
      release(form);
      this.#refresh();
    }
  }

  #formOf(path) {
    return this.querySelector(`.choosing > form[action="${path}"]`);
  }

  async #refresh() {
    const response = await boundedFetch(location.href);
    if (!response.ok) return;
    const drawn = new DOMParser().parseFromString(await response.text(), "text/html");
    apply(drawn.getElementById(this.querySelector(".card-choices").id)?.outerHTML ?? "");
    tell("card:chosen");
  }
}

const placeOf = (form) => form.closest(".choosing");
const isTapped = (form) => "taps" in placeOf(form).dataset;
const hold = (form) => placeOf(form).setAttribute(HELD, "");

/** The next frame may draw it; a conflict that stood there is over. */
function release(form) {
  placeOf(form).removeAttribute(HELD);
  placeOf(form).querySelector(".conflict")?.remove();
}

customElements.define("card-choices", CardChoices);
