// <paged-board>: a wall of more than fits turns its pages by itself, by the server's clock: all screens turn alike.
// What does not fit flows into columns beside the board; a page is one width of it.

import { serverNow } from "../server_time.js";

const PAGE_MS = 12_000;
const LOOK_MS = 250;

class PagedBoard extends HTMLElement {
  #timer = null;
  #shown = 0;

  connectedCallback() {
    this.#timer = setInterval(() => this.#turn(), LOOK_MS);
    this.#turn();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #turn() {
    const board = this.firstElementChild;
    const gap = parseFloat(getComputedStyle(board).columnGap) || 0;
    const width = board.clientWidth + gap;
    const pages = width > gap ? Math.max(1, Math.ceil((board.scrollWidth - 2) / width)) : 1;
    const shown = Math.floor(serverNow() / PAGE_MS) % pages;
    if (shown !== this.#shown) fade(board);
    this.#shown = shown;
    if (board.scrollLeft !== Math.round(shown * width)) board.scrollLeft = shown * width;
    this.#say(pages > 1 ? this.dataset.words.replace("%n", shown + 1).replace("%of", pages) : "");
  }

  #say(words) {
    const place = this.querySelector("[data-page]");
    if (place.textContent !== words) place.textContent = words;
  }
}

function fade(board) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  board.animate({ opacity: [0, 1] }, { duration: 160 });
}

customElements.define("paged-board", PagedBoard);
