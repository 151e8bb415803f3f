// Just enough Socket.IO to be let in, to stay, to emit with an answer and to hear what has bytes in it.
//
// Neither side gets its own client library: with 60 of them in one process a library's work for each message is what
// would be measured. What comes without bytes, such as frames, is not read.

import WebSocket from "ws";

// The first digit of a message is Engine.IO's, the second Socket.IO's.
const [OPEN, PING, MESSAGE] = ["0", "2", "4"].map((digit) => digit.charCodeAt(0));
const [CONNECTED, ANSWER, REFUSED, EVENT_WITH_BYTES, ANSWER_WITH_BYTES] = ["0", "3", "4", "5", "6"].map((digit) =>
  digit.charCodeAt(0),
);
const DASH = "-".charCodeAt(0);

export class SocketIo {
  #listeners = new Map();
  #answers = new Map();
  #asked = 0;
  #head = null; // of a message whose bytes are still to come
  #bytes = [];

  constructor(port, cookie, auth) {
    Object.assign(this, { port, cookie, auth });
  }

  open() {
    return new Promise((resolve, reject) => {
      this.socket = new WebSocket(`ws://127.0.0.1:${this.port}/socket.io/?EIO=4&transport=websocket`, {
        perMessageDeflate: false,
        skipUTF8Validation: true,
        headers: { Cookie: this.cookie },
      });
      this.socket.on("message", (data, isBinary) => {
        if (isBinary) this.#take(data);
        else this.#read(data, resolve, reject);
      });
      this.socket.on("error", reject);
      this.socket.on("close", (code, why) => Promise.reject(new Error(`the server has closed it (${code} ${why})`)));
    });
  }

  on(event, listener) {
    this.#listeners.set(event, listener);
  }

  emit(event, parts, answered) {
    const bytes = [];
    const content = [event, ...parts].map((part) =>
      part instanceof Uint8Array ? { _placeholder: true, num: bytes.push(part) - 1 } : part,
    );
    const id = answered ? String(this.#asked++) : "";
    if (answered) this.#answers.set(id, answered);
    this.socket.send(`4${bytes.length ? `5${bytes.length}-` : "2"}${id}${JSON.stringify(content)}`);
    for (const part of bytes) this.socket.send(part);
  }

  #read(data, connected, refused) {
    const [kind, about] = data;
    if (kind === OPEN) this.socket.send(`40${JSON.stringify(this.auth)}`);
    else if (kind === PING) this.socket.send("3");
    else if (kind !== MESSAGE) return;
    else if (about === CONNECTED) connected();
    else if (about === REFUSED) refused(new Error(String(data)));
    else if (about === ANSWER) this.#hand(about, data.toString("utf8", 2), []);
    else if (about === EVENT_WITH_BYTES || about === ANSWER_WITH_BYTES) {
      const dash = data.indexOf(DASH);
      this.#head = { about, count: Number(data.toString("latin1", 2, dash)), text: data.toString("utf8", dash + 1) };
    }
  }

  #take(part) {
    if (this.#bytes.push(part) < this.#head.count) return;
    this.#hand(this.#head.about, this.#head.text, this.#bytes.splice(0));
  }

  #hand(about, text, bytes) {
    const start = text.indexOf("[");
    const content = JSON.parse(text.slice(start)).map((part) => (part?._placeholder ? bytes[part.num] : part));
    if (about === EVENT_WITH_BYTES) {
      const [event, ...parts] = content;
      this.#listeners.get(event)?.(...parts);
    } else {
      const id = text.slice(0, start);
      this.#answers.get(id)?.(content);
      this.#answers.delete(id);
    }
  }
}
