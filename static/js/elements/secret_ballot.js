// <secret-ballot>: one card to a page; each tap is saved at once. What this device has chosen stands over what the
// server drew: its answer to an earlier tap may arrive after a later one.

import { post, waiting } from "../outbox.js";
import { refreshOwn } from "../own_parts.js";
import { isFrozen } from "../page.js";

const CRITERIA = ["effect", "effectiveness", "speed", "ease"];

class SecretBallot extends HTMLElement {
  #stop = new AbortController();
  #chosen = new Map(); // "path criterion" -> value, since this page was opened

  connectedCallback() {
    const { signal } = this.#stop;
    this.addEventListener("change", (event) => this.#choose(event.target), { signal });
    this.addEventListener("click", (event) => this.#tap(event.target), { signal });
    this.addEventListener("keydown", (event) => this.#press(event), { signal });
    const on = (name, react) => document.addEventListener(name, react, { signal });
    on("own-part", ({ detail }) => detail.part.contains(this) && this.#show());
    on("outbox:refused", ({ detail }) => this.#takeBack(detail.command));
    on("outbox:sent", ({ detail }) => this.#arrived(detail.command));
    for (const { path, body } of waiting()) this.#note(path, new URLSearchParams(body));
    this.#show();
  }

  /** The vote is closed: what stands here now is read from its beginning. */
  disconnectedCallback() {
    window.scrollTo(0, 0);
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  #choose(input) {
    if (!CRITERIA.includes(input.name)) return;
    if (isFrozen()) return this.#show(); // the pointer is kept away by CSS, the keyboard here
    const path = this.#pathOf(this.#rows[this.#page]);
    const vote = new URLSearchParams({ [input.name]: input.value });
    this.#note(path, vote);
    this.#show();
    post(path, vote);
  }

  #tap(target) {
    const go = target.closest("[data-go]");
    const row = target.closest("[data-card]");
    if (go) this.#turnTo(this.#page + Number(go.dataset.go));
    else if (row) this.#turnTo(this.#rows.indexOf(row));
  }

  /** A number or "?" answers the scale that is in focus; the page keys turn the pages. */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const turn = { PageDown: 1, PageUp: -1 }[event.key];
    const cell = event.target.closest("fieldset")?.querySelector(`input[value="${event.key === "?" ? "" : CSS.escape(event.key)}"]`);
    if (turn) this.#turnTo(this.#page + turn);
    else if (cell && /^[0-5?]$/.test(event.key)) {
      cell.focus();
      cell.click();
    } else return;
    event.preventDefault();
  }

  /** Refused: it was not saved, so it must not look as if it were. */
  #takeBack({ path, body }) {
    for (const criterion of new URLSearchParams(body).keys()) this.#chosen.delete(`${path} ${criterion}`);
    if (path.endsWith("/vote") || path.endsWith("/done")) refreshOwn(["my-ballot"]);
  }

  /** The first vote that arrives brings the receipt. */
  #arrived({ path }) {
    const receipt = this.querySelector("receipt-code");
    if (path.endsWith("/vote") && !receipt.dataset.code) refreshOwn(["my-ballot"]);
  }

  #note(path, vote) {
    for (const [criterion, value] of vote) this.#chosen.set(`${path} ${criterion}`, value);
  }

  #turnTo(page) {
    if (page < 0 || page > this.#rows.length) return;
    sessionStorage.setItem(this.id, page);
    this.#show();
    window.scrollTo(0, 0);
    this.querySelector(page < this.#rows.length ? "[data-place=title]" : "[data-place=overview]").focus({ preventScroll: true });
  }

  /** Fill the page in from the row of its card. */
  #show() {
    const rows = this.#rows;
    const row = rows[this.#page];
    rows.forEach((one) => this.#showRow(one, one === row));
    const on = row ? "card" : "overview";
    this.dataset.page = on;
    for (const part of this.querySelectorAll("[data-on]")) part.hidden = part.dataset.on !== on;
    this.querySelector("[data-go='-1']").hidden = this.#page === 0;
    if (!row) return;
    const isLast = this.#page === rows.length - 1;
    this.querySelector("[data-when-last]").hidden = !isLast;
    this.querySelector("[data-when-not-last]").hidden = isLast;
    this.#write("position", this.dataset.position.replace("{}", this.#page + 1));
    this.#write("title", row.querySelector("[data-title]").textContent);
    this.querySelector("[data-place=read]").href = row.dataset.path;
    this.querySelector("#vote-form").action = this.#pathOf(row);
    for (const input of this.querySelectorAll("#vote-form input[type=radio]")) {
      input.checked = row.dataset[input.name] === input.value;
    }
  }

  #showRow(row, isPresent) {
    for (const criterion of CRITERIA) {
      const own = this.#chosen.get(`${this.#pathOf(row)} ${criterion}`);
      if (own !== undefined) row.dataset[criterion] = own;
    }
    const answered = CRITERIA.filter((criterion) => criterion in row.dataset).length;
    row.querySelector("[data-count]").textContent = this.dataset.left.replace("{}", answered);
    row.querySelector(".status").dataset.tone = answered === CRITERIA.length ? "green" : "quiet";
    row.querySelector("button").toggleAttribute("aria-current", isPresent);
  }

  #write(place, words) {
    this.querySelector(`[data-place=${place}]`).textContent = words;
  }

  #pathOf(row) {
    return `${row.dataset.path}/vote`;
  }

  get #rows() {
    return [...this.querySelectorAll("[data-card]")];
  }

  get #page() {
    return Number(sessionStorage.getItem(this.id) ?? this.dataset.start);
  }
}

customElements.define("secret-ballot", SecretBallot);
