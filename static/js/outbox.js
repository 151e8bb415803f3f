// Commands on their way: each has its key from the tap on, is kept on the device until the server has answered,
// and goes out in order. A tap in a dead spot waits; a tap that was sent twice acts once.

import { boundedFetch } from "./bounded_fetch.js";
import { isFrozen, page, randomKey, tell } from "./page.js";

const SHORTEST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
const PATIENCE_MS = 1500; // then the form is told that its command waits, and may go on
const MOST_ERRORS = 5; // a command over which the server stumbles each time must not block what was done after it

const shelf = `outbox:${page.workshop}:${page.person}`;
const asked = new Map(); // key -> what to do with the answer, for forms of this page
let sending = false;
let failures = 0;
let retryTimer = null;
let wasFrozen = isFrozen();

/** The commands that the server has not answered yet, oldest first. */
export function waiting() {
  try {
    return JSON.parse(localStorage.getItem(shelf)) ?? [];
  } catch {
    return [];
  }
}

/** Put a command into the outbox; the promise is answered by the server, or with 202 when it has to wait. */
export function post(path, body) {
  const command = { key: randomKey(), path, body: String(body), at: Date.now() };
  keep([...waiting(), command]);
  tell("outbox:changed");
  return new Promise((answer) => {
    asked.set(command.key, answer);
    setTimeout(() => answer(new Response("", { status: 202 })), PATIENCE_MS);
    flush();
  });
}

/** Send what waits, one after another. */
async function flush() {
  if (sending) return;
  clearTimeout(retryTimer);
  sending = true;
  try {
    for (let command = waiting()[0]; command; command = waiting()[0]) {
      tell("outbox:changed", { sending: true });
      const { response, html } = await send(command);
      if (response?.status === 500) countError(command);
      if (mustWait(command, response)) return retryLater(response);
      failures = 0;
      take(command, response, html);
    }
  } finally {
    sending = false;
    tell("outbox:changed");
  }
}

/** The server's answer with the words of a refusal; one that broke off before its end is none. */
async function send(command) {
  try {
    const response = await boundedFetch(command.path, {
      method: "POST",
      body: command.body,
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        "Idempotency-Key": command.key,
        "HX-Request": "true",
      },
    });
    return { response, html: response.ok ? "" : await response.clone().text() };
  } catch {
    return { response: null };
  }
}

function countError(command) {
  command.errors = (command.errors ?? 0) + 1;
  keep(waiting().map((other) => (other.key === command.key ? command : other)));
}

function mustWait(command, response) {
  if (response?.status === 500) return command.errors < MOST_ERRORS;
  if (response?.status === 409) return response.headers.has("Retry-After"); // the room is frozen
  return response === null || response.status > 500 || response.status === 429;
}

function retryLater(response) {
  failures += 1;
  const bound = Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** failures);
  const told = Number(response?.headers.get("Retry-After")) * 1000;
  retryTimer = setTimeout(flush, Math.max(told || 0, Math.random() * bound));
  tell("outbox:stuck", { offline: response === null });
}

/** The server has answered: the command is done with, one way or the other. */
function take(command, response, html) {
  keep(waiting().filter((other) => other.key !== command.key));
  const answer = asked.get(command.key);
  asked.delete(command.key);
  const version = response.headers.get("Quickwins-Version");
  const seq = Number(response.headers.get("Quickwins-Seq"));
  if (response.ok && version) buildOn(command, version);
  if (response.ok) tell("outbox:sent", { command, version, seq, made: response.headers.get("Location") });
  else tell("outbox:refused", { command, status: response.status, html });
  answer?.(response);
}

/** What the same person tapped next, before the answer to the first tap was here, is a change of that one. */
function buildOn(first, version) {
  const shown = new URLSearchParams(first.body).get("version");
  const after = waiting().map((other) => {
    const body = new URLSearchParams(other.body);
    if (other.path !== first.path || body.get("version") !== shown) return other;
    body.set("version", version);
    return { ...other, body: String(body) };
  });
  keep(after);
}

function keep(commands) {
  localStorage.setItem(shelf, JSON.stringify(commands));
}

// htmx asks as ever; what changes something goes through the outbox.
htmx.registerExtension("quickwins-outbox", {
  htmx_before_request(_element, { ctx }) {
    if (ctx.request.method === "GET") return;
    ctx.fetch = (path, request) => post(path, new URLSearchParams(request.body));
  },
});

document.addEventListener("live:frame", () => {
  if (wasFrozen && !isFrozen()) flush();
  wasFrozen = isFrozen();
});
window.addEventListener("online", flush);
document.addEventListener("live:connected", flush);
document.addEventListener("visibilitychange", flush);
flush();
