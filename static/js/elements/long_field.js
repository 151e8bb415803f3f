// <long-field data-name>: what the server drew until somebody touches it; then the editor, or for whoever prefers it a
// plain text box. What others write meanwhile is drawn here.

import { fetchFile } from "../bounded_fetch.js";
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
    const { signal } = this.#stop;
    await here;
    if (signal.aborted) return;
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
    this.#stop = new AbortController();
    textOf(LONG).unobserveDeep(this.#draw);
    this.#close();
  }

  /** The first touch brings the editor, with the caret where the finger was. */
  async #touch() {
    if (this.#loading || this.#editor || !mayWrite()) return;
    this.#loading = true;
    const { RichText } = await loaded("rich_text", "../../vendor/prosemirror.min.js");
    this.#loading = false;
    if (!RichText || this.#editor || !this.isConnected) return;
    this.#blocks.hidden = true;
    this.#editor = new RichText(this, this.#finger);
  }

  async #turn() {
    const isSimple = this.#switch.checked;
    const { PlainLines } = isSimple ? await loaded("plain_lines") : {};
    if (isSimple !== this.#switch.checked || !this.isConnected) return; // turned back meanwhile
    if (isSimple && !PlainLines) return (this.#switch.checked = false);
    if (isSimple) localStorage.setItem(SHELF, "1");
    else localStorage.removeItem(SHELF);
    this.#close();
    this.toggleAttribute("data-plain", isSimple);
    this.#blocks.hidden = isSimple;
    if (isSimple) this.#editor = new TextBox(this.#box, new PlainLines(LONG), LONG);
    this.#draw();
  }

  #close() {
    this.#editor?.close();
    this.#editor = null;
    this.#blocks.hidden = false;
  }

  #allow() {
    this.#blocks.tabIndex = mayWrite() ? 0 : -1;
    this.#blocks.ariaReadOnly = !mayWrite();
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

/** A module, or nothing without network. Into the cache first: what once failed to come browsers do not ask for again. */
async function loaded(name, ...needs) {
  const path = `../coediting/${name}.js`;
  const fetched = async (file) => (await fetchFile(new URL(file, import.meta.url))).blob();
  const came = await Promise.all([path, ...needs].map(fetched)).catch(() => null);
  return came ? import(path) : {};
}

/** The same as templates/cards/_blocks.html draws. */
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
