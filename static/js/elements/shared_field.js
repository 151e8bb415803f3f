// <shared-field data-name>: a text box in which several people write at once.

import { here } from "../coediting/line.js";
import { placeIn, textOf, whereIs } from "../coediting/shared_text.js";
import { TextBox } from "../coediting/text_box.js";

/** A Y.Text as a text box needs it; PlainLines gives the long field the same shape. */
class PlainText {
  constructor(name) {
    this.type = textOf(name);
  }

  get value() {
    return this.type.toString();
  }

  replace(from, to, text) {
    if (to > from) this.type.delete(from, to - from);
    if (text) this.type.insert(from, text);
  }

  /** Call `react(delta, origin)` after every change; returns how to stop that. */
  observe(react) {
    const heard = ({ delta }, { origin }) => react(delta, origin);
    this.type.observe(heard);
    return () => this.type.unobserve(heard);
  }

  placeAt(index) {
    return placeIn(this.type, index);
  }

  /** -1 where the place is not in this text. */
  indexOf(place) {
    const { type, index } = whereIs(place);
    return type === this.type ? index : -1;
  }
}

class SharedField extends HTMLElement {
  #box = null;

  async connectedCallback() {
    const { name } = this.dataset;
    const box = this.querySelector("textarea");
    box.readOnly = true; // until what is written can be kept
    await here;
    if (this.isConnected) this.#box ??= new TextBox(box, new PlainText(name), name);
  }

  disconnectedCallback() {
    this.#box?.close();
    this.#box = null;
  }
}

customElements.define("shared-field", SharedField);
