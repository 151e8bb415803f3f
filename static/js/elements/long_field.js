// <long-field data-name>: what the server drew until somebody touches it; then the editor, or for whoever prefers it a
// plain text box. What others write meanwhile is drawn here.

import { here } from "../coediting/line.js";
import { LONG, mayWrite, me, textOf } from "../coediting/shared_text.js";
import { TextBox } from "../coediting/text_box.js";

const TAGS = { paragraph: "p", bullet_list: "ul", ordered_list: "ol", list_item: "li" };
const LINK = /^(https?:|mailto:)/i;
const SHELF = `simple-editor:${me}`;

class LongField extends HTMLElement {
  #stop = new AbortController();
  #editor = null; // the text box or the rich editor, with `close()`
  #loading = false;
  #finger = null;
  #draw = () => this.#editor || this.#blocks.replaceChildren(...textOf(LONG).toArray().flatMap(drawn));

  async connectedCallback() {
    await here;
    const { signal } = this.#stop;
    const on = (target, name, react) => target.addEventListener(name, react, { signal });
    on(this.#blocks, "pointerdown", (event) => (this.#finger = event));
    on(this.#blocks, "focus", () => this.#touch());
    on(this.#switch, "change", () => this.#turn());
    on(document, "text:rights", () => this.#allow());
    textOf(LONG).observeDeep(this.#draw);
    this.#draw();
    this.#switch.checked = localStorage.getItem(SHELF) !== null;
    this.#switch.closest("label").hidden = false;
    this.#allow();
    if (this.#switch.checked) this.#turn();
    else if (document.activeElement === this.#blocks) this.#touch();
  }

  disconnectedCallback() {
    this.#stop.abort();
    textOf(LONG).unobserveDeep(this.#draw);
    this.#close();
  }

  /** The first touch brings the editor, with the caret where the finger was. */
  async #touch() {
    if (this.#loading || this.#editor || !mayWrite()) return;
    this.#loading = true;
    try {
      const { RichText } = await import("../coediting/rich_text.js");
      this.#blocks.hidden = true;
      this.#editor = new RichText(this, this.#finger);
    } finally {
      this.#loading = false; // without network it stays as it is, to be touched again
    }
  }

  async #turn() {
    const isSimple = this.#switch.checked;
    if (isSimple) localStorage.setItem(SHELF, "1");
    else localStorage.removeItem(SHELF);
    const { PlainLines } = isSimple ? await import("../coediting/plain_lines.js") : {};
    this.#close();
    this.toggleAttribute("data-plain", isSimple);
    this.#blocks.hidden = isSimple;
    if (isSimple) this.#editor = new TextBox(this.#box, new PlainLines(LONG), LONG);
    this.#draw();
  }

  #close() {
    this.#editor?.close();
    this.#editor = null;
  }

  #allow() {
    this.#blocks.tabIndex = mayWrite() ? 0 : -1;
    this.toggleAttribute("data-closed", !mayWrite());
  }

  get #blocks() {
    return this.querySelector(".blocks");
  }

  get #switch() {
    return this.querySelector("[data-simple]");
  }

  get #box() {
    return this.querySelector("textarea");
  }
}

/** The same as templates/coediting/_blocks.html draws. */
function drawn(child) {
  if (!child.nodeName) return child.toDelta().map(({ insert, attributes }) => marked(insert, attributes ?? {}));
  const element = document.createElement(TAGS[child.nodeName]);
  element.append(...child.toArray().flatMap(drawn));
  return [element];
}

function marked(text, { strong, em, link }) {
  let node = document.createTextNode(text);
  const wrap = (tag) => {
    const element = document.createElement(tag);
    element.append(node);
    return (node = element);
  };
  if (em) wrap("em");
  if (strong) wrap("strong");
  if (link && LINK.test(link.href)) Object.assign(wrap("a"), { href: link.href, target: "_blank", rel: "noopener nofollow" });
  return node;
}

customElements.define("long-field", LongField);
