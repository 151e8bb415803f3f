// <kept-draft data-name>: keeps what is typed into its form on the device until the outbox has it.
// The name is the form's address, so that a command the server refuses finds its way back into the form.
// With data-back the page goes there once the command is on its way.

import { post } from "../outbox.js";
import { page } from "../page.js";

const DOUBLE_TAP_MS = 1000;

const shelf = (name) => `draft:${page.workshop}:${page.person}:${name}`;

/** Drafts of a form: the first stands in it, the others came back from the server and wait for an empty form. */
function draftsOf(name) {
  try {
    return JSON.parse(localStorage.getItem(shelf(name))) ?? [];
  } catch {
    return [];
  }
}

function keepDrafts(name, drafts) {
  const written = drafts.filter((draft) => Object.values(draft).some((value) => value.trim()));
  localStorage.setItem(shelf(name), JSON.stringify(written));
}

class KeptDraft extends HTMLElement {
  #stop = new AbortController();
  #leaving = false;
  #takenAt = -Infinity;

  connectedCallback() {
    const { signal } = this.#stop;
    this.addEventListener("input", () => this.#typed(), { signal });
    this.addEventListener("keydown", (event) => this.#pressed(event), { signal });
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.addEventListener("invalid", (event) => this.#invalid(event), { signal, capture: true });
    document.addEventListener("draft:returned", (event) => event.detail.name === this.dataset.name && this.#fill(), { signal });
    this.#fill();
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  get #form() {
    return this.querySelector("form");
  }

  /** Show what is kept, unless something else is being typed. */
  #fill() {
    const [draft] = draftsOf(this.dataset.name);
    const note = this.querySelector("[data-kept]");
    if (note) note.hidden = !draft;
    for (const [name, value] of Object.entries((this.#form && draft) || {})) {
      const field = this.#form.elements[name];
      if (field && document.activeElement !== field) field.value = value;
    }
    this.#count();
  }

  #typed() {
    const [, ...returned] = draftsOf(this.dataset.name);
    keepDrafts(this.dataset.name, [Object.fromEntries(new FormData(this.#form)), ...returned]);
    this.#count();
  }

  /** A field of one line grows with its text, but Enter leads on. */
  #pressed(event) {
    if (event.key !== "Enter" || event.isComposing || !("oneLine" in event.target.dataset)) return;
    event.preventDefault();
    const fields = [...this.#form.elements];
    fields[fields.indexOf(event.target) + 1]?.focus();
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#leaving) return;
    this.#leaving = Boolean(this.dataset.back);
    const { target: form, submitter } = event;
    const answered = post(form.getAttribute("action"), new URLSearchParams(new FormData(form)));
    if (form === this.#form) this.#taken(); // on the device from here on: what is typed next is another one
    if (submitter) submitter.dataset.state = "sending";
    const answer = await answered;
    delete submitter?.dataset.state;
    this.#leaving &&= answer.ok;
    if (this.#leaving) location.assign(this.dataset.back);
  }

  /** The second half of a double tap meets a form that is empty already: nothing to complain about. */
  #invalid(event) {
    if (performance.now() - this.#takenAt < DOUBLE_TAP_MS) event.preventDefault();
  }

  #taken() {
    this.#takenAt = performance.now();
    keepDrafts(this.dataset.name, draftsOf(this.dataset.name).slice(1));
    if (!this.dataset.back) this.#form.reset();
    this.#fill();
  }

  #count() {
    for (const count of this.querySelectorAll("[data-count-of]")) {
      const field = this.#form.elements[count.dataset.countOf];
      count.textContent = `${field.value.length}/${field.maxLength}`;
      count.hidden = field.value.length < Number(count.dataset.from ?? 0);
    }
  }
}

/** What the server refused comes back into the form that it was typed in, or waits for it. */
document.addEventListener("outbox:refused", ({ detail: { command } }) => {
  const name = command.path;
  if (localStorage.getItem(shelf(name)) === null) return;
  const drafts = draftsOf(name);
  keepDrafts(name, [...drafts, Object.fromEntries(new URLSearchParams(command.body))]);
  document.dispatchEvent(new CustomEvent("draft:returned", { detail: { name } }));
});

customElements.define("kept-draft", KeptDraft);
