// Binds a textarea to a shared text. The phone's own keyboard, dictation and corrections stay what they are: whatever
// they do arrives as one difference for each `input`. While letters are composed the box is left alone.

import { UndoManager } from "../../vendor/yjs.min.js";
import { deltaOf, difference, eachStep, Letters } from "./difference.js";
import { Mirror } from "./mirror.js";
import { say, sayTyping } from "./others.js";
import { doc, mayWrite } from "./shared_text.js";

const CAPTURE_MS = 500;

export class TextBox {
  #stop = new AbortController();
  #box;
  #text;
  #name;
  #shown; // the shared text as the box has it, without what is being composed
  #letters = null; // where its letters are now, while the box is left alone
  #undo;
  #mirror;

  /** The box may have been drawn and typed into before the shared text came. */
  constructor(box, text, name) {
    this.#box = box;
    this.#text = text;
    this.#name = name;
    this.#shown = box.defaultValue.replaceAll("\r\n", "\n");
    this.#undo = new UndoManager(text.type, { trackedOrigins: new Set([this]), captureTimeout: CAPTURE_MS });
    this.#mirror = new Mirror(box, text, name);
    this.#hold();
    this.#letters.follow(deltaOf(difference(this.#shown, text.value)));
    this.#release();
    const unobserve = text.observe((delta, origin) => origin !== this && this.#follow(delta));
    this.#stop.signal.addEventListener("abort", unobserve);
    this.#listen();
    this.#allow();
  }

  #listen() {
    const { signal } = this.#stop;
    const on = (name, react, target = this.#box) => target.addEventListener(name, react, { signal });
    on("input", (event) => this.#typed(event));
    on("compositionstart", () => this.#hold());
    on("compositionend", () => this.#release());
    on("keydown", (event) => this.#pressed(event));
    on("beforeinput", (event) => this.#before(event));
    on("focus", () => this.#sayPlace());
    on("blur", () => this.#left());
    on("selectionchange", () => document.activeElement === this.#box && this.#sayPlace(), document);
    on("text:rights", () => this.#allow(), document);
    on("text:settle", () => this.#letters && this.#release(), document);
  }

  #left() {
    this.#undo.stopCapturing(); // what is written after coming back is undone for itself
    say({ field: null, typing: false, cursor: null });
  }

  close() {
    this.#stop.abort();
    this.#undo.destroy();
    this.#mirror.close();
    this.#box.defaultValue = this.#shown; // whoever opens it again begins there
  }

  #typed(event) {
    sayTyping(this.#name);
    if (event.isComposing || this.#letters) return this.#mirror.draw();
    if ("oneLine" in this.#box.dataset && this.#box.value.includes("\n")) this.#putOnOneLine();
    this.#hold();
    this.#release();
    this.#sayPlace();
  }

  #putOnOneLine() {
    const { selectionEnd } = this.#box;
    this.#box.value = this.#box.value.replaceAll("\n", " ");
    this.#box.setSelectionRange(selectionEnd, selectionEnd);
  }

  #hold() {
    this.#letters ??= new Letters(this.#shown.length);
  }

  /** Write into the shared text what differs in the box, where it belongs now, then show what came meanwhile. */
  #release() {
    const box = this.#box;
    const change = difference(this.#shown, box.value, box.selectionEnd);
    const letters = this.#letters;
    this.#letters = null;
    let end = null;
    if (change) doc.transact(() => (end = letters.change(change, (...step) => this.#text.replace(...step))), this);
    this.#shown = this.#text.value;
    const missing = difference(box.value, this.#shown);
    if (missing) this.#show(deltaOf(missing));
    if (missing && end !== null && document.activeElement === box) box.setSelectionRange(end, end);
    this.#mirror.draw();
  }

  /** Others wrote, or something was undone. */
  #follow(delta) {
    if (this.#letters) return this.#letters.follow(delta);
    this.#shown = this.#text.value;
    this.#show(delta);
    this.#mirror.draw();
  }

  /** The caret stays with the letter before it: "preserve" is what setRangeText has for that. */
  #show(delta) {
    eachStep(delta, (from, to, text) => this.#box.setRangeText(text, from, to, "preserve"));
    if (this.#box.value !== this.#shown) this.#box.value = this.#shown;
  }

  #pressed(event) {
    if (event.isComposing) return;
    const key = event.key.toLowerCase();
    const wanted = event.ctrlKey || event.metaKey ? { z: event.shiftKey ? "redo" : "undo", y: "redo" }[key] : null;
    if (wanted && !event.altKey) this.#turnBack(event, wanted);
  }

  #before(event) {
    const wanted = { historyUndo: "undo", historyRedo: "redo" }[event.inputType];
    if (wanted) this.#turnBack(event, wanted);
    else if (event.inputType === "insertLineBreak" && "oneLine" in this.#box.dataset) event.preventDefault();
  }

  /** Only what this person wrote here, whatever the others have done since. */
  #turnBack(event, wanted) {
    event.preventDefault();
    if (this.#letters || !mayWrite()) return;
    const before = this.#shown;
    this.#undo[wanted]();
    const change = difference(before, this.#shown);
    if (change) this.#box.setSelectionRange(change.from + change.text.length, change.from + change.text.length);
    this.#sayPlace();
  }

  #sayPlace() {
    if (this.#letters) return;
    const { selectionStart, selectionEnd, selectionDirection } = this.#box;
    const places = [selectionStart, selectionEnd].map((index) => this.#text.placeAt(index));
    if (selectionDirection === "backward") places.reverse();
    say({ field: this.#name, cursor: { anchor: places[0], head: places[1] } });
  }

  #allow() {
    this.#box.readOnly = !mayWrite();
  }
}
