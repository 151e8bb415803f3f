// <roster-search>: narrows the list of names while one types; titles, accents and order of words do not matter.

class RosterSearch extends HTMLElement {
  #stop = new AbortController();

  connectedCallback() {
    this.querySelector("input").addEventListener("input", () => this.#narrow(), { signal: this.#stop.signal });
    this.#narrow(); // what the browser put back into the field after a step back
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  #narrow() {
    const wanted = this.#wordsWithoutTitles(this.querySelector("input").value);
    const list = document.getElementById(this.dataset.list);
    let found = 0;
    for (const row of list.querySelectorAll("[data-find]")) {
      const has = plainWords(row.dataset.find);
      row.hidden = !wanted.every((word) => has.some((other) => other.startsWith(word)));
      found += row.hidden ? 0 : 1;
    }
    list.querySelector(".nobody-found").hidden = found > 0;
    this.querySelector(".after").textContent = found === 1 ? this.dataset.one : this.dataset.many.replace("{n}", found);
  }

  /** "Bpk. Drs. H. Hend" looks for "hend"; a title that is all there is is looked for itself. */
  #wordsWithoutTitles(text) {
    const words = plainWords(text);
    const titles = new Set(this.dataset.titles.split(" "));
    const own = words.filter((word) => !titles.has(word));
    return own.length ? own : words;
  }
}

function plainWords(text) {
  const bare = text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}\s]/gu, "");
  return bare.split(/\s+/).filter(Boolean);
}

customElements.define("roster-search", RosterSearch);
