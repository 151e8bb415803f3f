// The line to Hocuspocus: the protocol of HocuspocusProvider in as few steps as there are.

import { createDecoder, readVarUint, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from "lib0/encoding";
import WebSocket from "ws";
import * as Y from "yjs";

export class HocuspocusLine {
  static #SYNC = 0;
  static #AWARENESS = 1;
  static #AUTH = 2;
  static #SYNC_REPLY = 4;
  static #SAVED = 8;
  static #STEP_1 = 0;
  static #STEP_2 = 1;
  static #UPDATE = 2;

  #underWay = []; // when that was typed which is not acknowledged
  #opened;
  refusals = [];

  constructor({ port, document }, doc, { take, acknowledged }) {
    Object.assign(this, { port, document, doc, take, acknowledged });
    this.headLength = this.#message().length;
  }

  async open() {
    this.socket = new WebSocket(`ws://127.0.0.1:${this.port}`, { perMessageDeflate: false });
    await new Promise((resolve, reject) => this.socket.on("open", resolve).on("error", reject));
    this.socket.on("message", (data) => this.#hear(data));
    const opened = new Promise((resolve) => (this.#opened = resolve));
    this.socket.send(this.#message(HocuspocusLine.#AUTH, 0, "token"));
    this.socket.send(this.#message(HocuspocusLine.#SYNC, HocuspocusLine.#STEP_1, Y.encodeStateVector(this.doc)));
    await opened;
  }

  send(update, at) {
    this.#underWay.push(at);
    this.socket.send(this.#message(HocuspocusLine.#SYNC, HocuspocusLine.#UPDATE, update));
  }

  sendAwareness(update) {
    this.socket.send(this.#message(HocuspocusLine.#AWARENESS, update));
  }

  get isQuiet() {
    return this.#underWay.length === 0;
  }

  #hear(data) {
    const decoder = createDecoder(data);
    decoder.pos = this.headLength; // the document's name: there is but one
    const kind = readVarUint(decoder);
    if (kind === HocuspocusLine.#SAVED) {
      if (this.#underWay.length) this.acknowledged([this.#underWay.shift()]);
    } else if (kind === HocuspocusLine.#SYNC || kind === HocuspocusLine.#SYNC_REPLY) {
      const step = readVarUint(decoder);
      const content = readVarUint8Array(decoder);
      if (step === HocuspocusLine.#STEP_1) return; // a replica that opens has nothing yet
      this.take(content);
      if (step === HocuspocusLine.#STEP_2) this.#opened();
    }
  }

  /** The document's name, then numbers, bytes and texts. */
  #message(...parts) {
    const encoder = createEncoder();
    writeVarString(encoder, this.document);
    for (const part of parts) {
      if (typeof part === "number") writeVarUint(encoder, part);
      else if (typeof part === "string") writeVarString(encoder, part);
      else writeVarUint8Array(encoder, part);
    }
    return toUint8Array(encoder);
  }
}
