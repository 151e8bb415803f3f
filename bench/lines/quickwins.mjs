// The line to Quick Wins, as a browser of ours keeps it: one update under way at most, what is typed meanwhile together.

import * as Y from "yjs";
import { SocketIo } from "./socket_io.mjs";

export class QuickWinsLine {
  static #BETWEEN_MS = 60; // where they go on and on
  static #AT_ONCE = 8;
  static #AGAIN_MS = 100;
  static #COMES_AGAIN = new Set(["frozen", "fast", "busy"]);

  #n = 0;
  #typed = []; // updates with the moments at which they were typed, not sent yet
  #isUnderWay = false;
  #allowance = QuickWinsLine.#AT_ONCE;
  #countedAt = 0;
  refusals = [];

  constructor({ port, workshop, document, cookie }, doc, { take, acknowledged }) {
    Object.assign(this, { document, doc, take, acknowledged });
    this.socket = new SocketIo(port, cookie, { workshop, seen: 0, as: "seat" });
    this.socket.on("doc.update", (card, update, from, to) => this.#hear(card, update, from, to));
  }

  async open() {
    await this.socket.open();
    await this.#exchange();
  }

  send(update, at) {
    this.#typed.push({ update, at });
    this.#sendNext();
  }

  sendAwareness(update) {
    this.socket.emit("doc.awareness", [this.document, update]);
  }

  get isQuiet() {
    return !this.#isUnderWay && this.#typed.length === 0;
  }

  /** Both sides say what they have; what the server lacks is sent. */
  async #exchange() {
    const answer = await this.#ask("doc.open", Y.encodeStateVector(this.doc));
    if (answer[0]?.status) throw new Error(`doc.open: ${JSON.stringify(answer[0])}`);
    const [update, n, vector] = answer;
    this.take(update);
    this.#n = Math.max(this.#n, n);
    return Y.encodeStateAsUpdate(this.doc, vector);
  }

  #hear(card, update, from, to) {
    if (card !== this.document || to <= this.#n) return;
    if (from > this.#n) return void this.#exchange(); // a hole
    this.#n = to;
    this.take(update);
  }

  async #sendNext() {
    if (this.#isUnderWay || this.#typed.length === 0) return;
    this.#isUnderWay = true;
    await this.#pace();
    const sent = this.#typed.splice(0);
    await this.#sendUntilTaken(sent.length === 1 ? sent[0].update : Y.mergeUpdates(sent.map(({ update }) => update)));
    this.acknowledged(sent.map(({ at }) => at));
    this.#isUnderWay = false;
    this.#sendNext();
  }

  /** As the browser's: a few letters go out as they are typed. */
  #pace() {
    const now = performance.now();
    const earned = (now - this.#countedAt) / QuickWinsLine.#BETWEEN_MS;
    this.#allowance = Math.min(QuickWinsLine.#AT_ONCE, this.#allowance + earned) - 1;
    this.#countedAt = now;
    return this.#allowance < 0 ? pause(QuickWinsLine.#BETWEEN_MS) : undefined;
  }

  async #sendUntilTaken(update) {
    for (;;) {
      const [answer] = await this.#ask("doc.update", update);
      if (typeof answer === "number") return;
      this.refusals.push(answer);
      if (answer.reason === "gap") update = await this.#exchange();
      else if (QuickWinsLine.#COMES_AGAIN.has(answer.reason)) await pause(QuickWinsLine.#AGAIN_MS);
      else throw new Error(`doc.update: ${JSON.stringify(answer)}`);
    }
  }

  #ask(event, what) {
    return new Promise((resolve) => this.socket.emit(event, [this.document, what], resolve));
  }
}

function pause(ms) {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined;
}
