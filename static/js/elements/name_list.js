// <name-list>: while "@" and letters are typed into a field with data-names, the names that begin so, to be chosen.
// It stands under the field meanwhile; arrows, Enter and Escape work it, and so does a finger.

const CALL = /(?:^|[^\p{L}\p{N}@])@([^@\n]{0,40})$/u;
const MOST = 6;

class NameList extends HTMLElement {
  #field = null;
  #chosen = 0;
  #list = Object.assign(document.createElement("ul"), { id: "names-fitting", role: "listbox", hidden: true });

  connectedCallback() {
    this.#list.ariaLabel = this.dataset.words;
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.#list.addEventListener("click", (event) => this.#take(event.target.closest("li")));
    document.addEventListener("input", (event) => "names" in (event.target.dataset ?? {}) && this.#show(event.target));
    document.addEventListener("focusout", () => this.#close());
    document.addEventListener("keydown", (event) => this.#pressed(event), { capture: true });
  }

  get #begun() {
    return this.#field.value.slice(0, this.#field.selectionStart).match(CALL)?.[1];
  }

  #show(field) {
    this.#close();
    this.#field = field;
    const begun = this.#begun?.toLowerCase();
    if (begun === undefined) return;
    const options = [...this.querySelector("template").content.querySelectorAll("option")];
    const fitting = options.filter(({ value }) => ` ${value.toLowerCase()}`.includes(` ${begun}`) && value.toLowerCase() !== begun);
    this.#list.replaceChildren(...fitting.slice(0, MOST).map(line));
    this.#list.hidden = !fitting.length;
    field.after(this.#list);
    field.setAttribute("aria-controls", this.#list.id);
    this.#choose(0);
  }

  #choose(number) {
    const lines = [...this.#list.children];
    if (!lines.length) return;
    this.#chosen = (number + lines.length) % lines.length;
    lines.forEach((one, n) => one.setAttribute("aria-selected", n === this.#chosen));
    this.#field.setAttribute("aria-activedescendant", lines[this.#chosen].id);
  }

  #pressed(event) {
    if (this.#list.hidden || event.target !== this.#field || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#choose(this.#chosen + step);
    else if (event.key === "Enter" || event.key === "Tab") this.#take(this.#list.children[this.#chosen]);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #take(chosen) {
    const end = this.#field.selectionStart;
    this.#field.setRangeText(`${chosen.dataset.name} `, end - this.#begun.length, end, "end");
    this.#field.dispatchEvent(new Event("input", { bubbles: true })); // the draft is kept
    this.#close();
  }

  #close() {
    this.#list.hidden = true;
    this.#field?.removeAttribute("aria-activedescendant");
  }
}

function line({ value, textContent }, n) {
  const shown = Object.assign(document.createElement("li"), { id: `names-${n}`, role: "option" });
  shown.dataset.name = value;
  shown.append(value, " ", Object.assign(document.createElement("small"), { textContent }));
  return shown;
}

customElements.define("name-list", NameList);
