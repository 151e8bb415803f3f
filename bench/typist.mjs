// One person at one card: a real Yjs document, a caret of their own, and a line over which it is shared.

import * as Y from "yjs";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";

const FROM_THE_LINE = Symbol("from the line");
const FIELD = "action";
const LETTERS = "abcdefghijklmnopqrstuvwxyz ";
const CARET_MS = 120;

export class Typist {
  #caret = null;
  #gathered = [];
  #at = 0;
  #awareness;
  #caretSentAt = -Infinity;
  typed = "";
  heard = 0; // updates

  /** A patient one gathers what it hears until it types: nobody looks meanwhile, and all share one processor here. */
  constructor(address, Line, stopwatch, { isWatched, isPatient }) {
    Object.assign(this, { doc: new Y.Doc(), stopwatch, isPatient });
    this.#awareness = new Awareness(this.doc);
    this.line = new Line(address, this.doc, {
      take: (update) => this.#take(update),
      acknowledged: (moments) => stopwatch.acknowledge(moments),
    });
    this.doc.on("update", (update, origin) => {
      if (origin !== FROM_THE_LINE) this.line.send(update, this.#at);
    });
    if (isWatched) stopwatch.watch(this.doc);
  }

  /** The one who comes first makes the paragraph in which everybody types. */
  makeParagraph() {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText()]);
    this.#fragment.push([paragraph]);
  }

  /** One letter at the own caret, which begins at the end. */
  type(withCaret) {
    this.catchUp();
    const text = this.paragraph;
    const index = this.#caret ? Y.createAbsolutePositionFromRelativePosition(this.#caret, this.doc).index : text.length;
    const letter = LETTERS[this.typed.length % LETTERS.length];
    const { clientID, store } = this.doc;
    this.#at = performance.now();
    this.stopwatch.type(clientID, Y.getState(store, clientID), this.#at);
    text.insert(index, letter);
    this.typed += letter;
    this.#caret = Y.createRelativePositionFromTypeIndex(text, index + 1, -1);
    if (withCaret) this.#showCaret();
  }

  catchUp() {
    const updates = this.#gathered.splice(0);
    if (updates.length) this.doc.transact(() => updates.forEach((update) => this.#apply(update)), FROM_THE_LINE);
  }

  get paragraph() {
    return this.#fragment.get(this.#fragment.length - 1)?.get(0);
  }

  get text() {
    return this.paragraph.toString();
  }

  get clientID() {
    return this.doc.clientID;
  }

  /** What each has typed, as it stands here; by client. */
  lettersByAuthor() {
    const letters = new Map();
    for (let item = this.paragraph._start; item; item = item.right) {
      if (item.deleted) continue;
      letters.set(item.id.client, (letters.get(item.id.client) ?? "") + item.content.str);
    }
    return letters;
  }

  #take(update) {
    this.heard += 1;
    if (this.isPatient) this.#gathered.push(update);
    else this.#apply(update);
  }

  #apply(update) {
    Y.applyUpdate(this.doc, update, FROM_THE_LINE);
  }

  #showCaret() {
    const now = performance.now();
    if (now < this.#caretSentAt + CARET_MS) return;
    this.#caretSentAt = now;
    const caret = Y.relativePositionToJSON(this.#caret);
    this.#awareness.setLocalState({ field: FIELD, typing: true, cursor: { anchor: caret, head: caret } });
    this.line.sendAwareness(encodeAwarenessUpdate(this.#awareness, [this.clientID]));
  }

  get #fragment() {
    return this.doc.getXmlFragment(FIELD);
  }
}
