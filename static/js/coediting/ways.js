// The two ways to the server, over the socket and by requests: each asks for what is missing here, and sends an update.

import { boundedFetch } from "../bounded_fetch.js";
import { socket } from "../live.js";
import { noticeIn } from "../refusal.js";
import { card } from "./shared_text.js";

const PATIENCE_MS = 5000;

export class Refusal extends Error {
  constructor({ status, sentence, reason }) {
    super(sentence);
    this.status = status;
    this.reason = reason;
  }

  /** Whether the text may be taken a moment later; of a gap, after both sides have told what they have. */
  get passes() {
    return ["frozen", "fast", "busy", "gap"].includes(this.reason) || this.status >= 500;
  }
}

export const bySocket = {
  async ask(vector) {
    const [update, n, theirs] = await emit("doc.open", vector);
    return { update: new Uint8Array(update), n, vector: new Uint8Array(theirs) };
  },
  send: (update) => emit("doc.update", update),
};

function emit(event, bytes) {
  return new Promise((answer, fail) => {
    socket.timeout(PATIENCE_MS).emit(event, card, bytes, (error, ...told) => {
      if (error) fail(error);
      else if (told[0]?.status) fail(new Refusal(told[0]));
      else answer(told);
    });
  });
}

export const byRequest = {
  async ask(_vector, after) {
    const response = await request(`?after=${after}`);
    return {
      update: new Uint8Array(await response.arrayBuffer()),
      n: Number(response.headers.get("Quickwins-Doc")),
      vector: Uint8Array.from(atob(response.headers.get("Quickwins-Vector")), (letter) => letter.charCodeAt()),
    };
  },
  send: (update) => request("", { method: "POST", body: update }),
};

async function request(query, options) {
  const headers = { "Content-Type": "application/octet-stream", "HX-Request": "true" };
  const response = await boundedFetch(`/cards/${card}/doc${query}`, { ...options, headers, timeoutMs: PATIENCE_MS });
  if (response.ok) return response;
  const sentence = noticeIn(await response.text())?.textContent.trim();
  throw new Refusal({ status: response.status, sentence, reason: response.headers.get("Quickwins-Reason") });
}
