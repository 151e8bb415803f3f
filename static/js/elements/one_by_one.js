// <one-by-one>: of several articles one is shown, and a button in it leads to the next; after the last to the first.
// When the one that is shown is answered and gone, the one that stood behind it comes.

class OneByOne extends HTMLElement {
  #stop = new AbortController();
  #id = null;
  #place = 0;

  connectedCallback() {
    const { signal } = this.#stop;
    this.addEventListener("click", (event) => event.target.closest("[data-next]") && this.#next(), { signal });
    document.addEventListener("live:frame", () => this.#show(), { signal });
    this.#show();
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  #next() {
    const hadFocus = this.contains(document.activeElement);
    this.#place += 1;
    this.#id = null;
    this.#show();
    if (hadFocus) this.querySelector("[data-current] [data-next]").focus({ preventScroll: true });
  }

  #show() {
    const all = [...this.children];
    const known = all.findIndex((one) => one.id === this.#id);
    this.#place = known >= 0 ? known : this.#place % Math.max(all.length, 1);
    this.#id = all[this.#place]?.id ?? null;
    all.forEach((one, place) => one.toggleAttribute("data-current", place === this.#place));
  }
}

customElements.define("one-by-one", OneByOne);
