// The line to the server: what others wrote comes in, what was written here goes out, one update at a time, and stays
// on this device until the database has it. After each break both sides tell what they have and send what is missing.

import { applyUpdate, encodeStateAsUpdate, encodeStateVector, mergeUpdates } from "../../vendor/yjs.min.js";
import { socket } from "../live.js";
import { tell } from "../page.js";
import { drop, keep, kept } from "./kept_updates.js";
import { card, copyShelf, doc, FIELDS, mayWrite, textOf } from "./shared_text.js";
import { byRequest, bySocket, Refusal } from "./ways.js";

const GAP_MS = 60; // between two updates, where they go on and on
const AT_ONCE = 8;
const POLL_MS = 2000;
const LARGEST = 60_000; // bytes of an update
const PASSING_MS = 1000;
const UNSAVED_MS = 300; // an update that is acknowledged sooner was never unsaved

const SERVER = "server";
const KEPT = "kept";

let unsent = []; // {update, fields, keys, at}, oldest first
let held = 0; // the number of the last row of the log that is in the document
let isOpen = false;
let isRunning = false;
let isOut = false; // refused for good: this page sends and keeps nothing more
let offlineSince = null;
let allowance = AT_ONCE;
let countedAt = 0;

let sayHere;
/** Answered when the document has come for the first time. */
export const here = new Promise((answer) => (sayHere = answer));

doc.on("update", (update, origin, _doc, transaction) => {
  if (isOut || origin === SERVER || origin === KEPT) return;
  const fields = FIELDS.filter((name) => transaction.changedParentTypes.has(textOf(name)));
  unsent.push({ update, fields, keys: [keep(update, fields)], at: Date.now() });
  exchange();
});

socket.on("doc.update", (of, update, from, to) => {
  if (of !== card || to <= held) return;
  if (from > held) return openAnew();
  applyUpdate(doc, new Uint8Array(update), SERVER);
  held = to;
});

/** Ask for what is missing, and send what waits. */
async function exchange() {
  if (isRunning || isOut) return;
  isRunning = true;
  try {
    while (!isOpen || unsent.length) await (isOpen ? sendNext() : open());
  } catch (error) {
    isOpen = false;
    await mend(error);
  } finally {
    isRunning = false;
    sayState();
  }
}

const way = () => (socket.connected ? bySocket : byRequest);

async function open() {
  isOpen = true; // a hole that shows while the answer is on its way sets it back
  const { update, n, vector } = await way().ask(encodeStateVector(doc), held);
  if (update.length) applyUpdate(doc, update, SERVER);
  held = Math.max(held, n);
  offlineSince = null;
  sayHere();
  const missing = encodeStateAsUpdate(doc, vector);
  // It begins with the number of its writers. What came in beside the answer only looks missing; who may not write has
  // nothing of their own in it, and would be told that it was not taken.
  const isMissing = unsent.length || (missing[0] && mayWrite());
  if (isMissing && missing.length <= LARGEST) unsent = [merged(unsent, missing)];
}

async function sendNext() {
  let count = 1;
  for (let size = unsent[0].update.length; count < unsent.length; count++) {
    size += unsent[count].update.length;
    if (size > LARGEST) break;
  }
  const next = unsent.slice(0, count);
  const { update, keys } = count > 1 ? merged(next, mergeUpdates(next.map((one) => one.update))) : next[0];
  setTimeout(sayState, UNSAVED_MS);
  await way().send(update);
  offlineSince = null;
  unsent = unsent.slice(count);
  drop(keys);
  await pace();
}

/** A few letters go out as they are typed; whoever holds a key down is slowed to what the server takes. */
async function pace() {
  const now = Date.now();
  allowance = Math.min(AT_ONCE, allowance + (now - countedAt) / GAP_MS) - 1;
  countedAt = now;
  if (allowance < 0) await new Promise((go) => setTimeout(go, GAP_MS));
}

function merged(several, update) {
  const all = (name) => several.flatMap((one) => one[name]);
  return { update, keys: all("keys"), fields: [...new Set(all("fields"))], at: several[0]?.at ?? Date.now() };
}

/** Nothing is lost: what was not taken stays, and is sent again or offered as a copy. */
async function mend(error) {
  if (!(error instanceof Refusal)) offlineSince ??= Date.now();
  else if (error.passes) setTimeout(exchange, PASSING_MS);
  else {
    const { offerCopy } = await import("./refused_text.js");
    tell("text:settle"); // what is half composed belongs to the copy
    isOut = true;
    const { fields, keys } = merged(unsent);
    await offerCopy(error, fields, () => drop(keys));
  }
}

function openAnew() {
  isOpen = false;
  exchange();
}

function sayState() {
  const isLate = unsent.length > 0 && Date.now() - unsent[0].at >= UNSAVED_MS;
  const count = merged(unsent).fields.length;
  tell("text:state", { sending: isLate && isRunning, count: isLate ? count : 0, offlineSince, refused: isOut });
}

document.addEventListener("live:connected", openAnew);
document.addEventListener("live:disconnected", () => (isOpen = false));
window.addEventListener("online", openAnew);
window.addEventListener("offline", () => {
  offlineSince ??= Date.now();
  sayState();
});

/** Whoever was put out, with words that nobody has, is told so here: another page would not show them. */
document.addEventListener("live:out", (event) => {
  if (!unsent.length && !isOut) return;
  event.preventDefault();
  openAnew();
});

setInterval(() => {
  if (!socket.connected) isOpen = false;
  exchange();
}, POLL_MS);

kept().then((updates) => {
  for (const { key, update, fields } of updates) {
    applyUpdate(doc, update, KEPT);
    unsent.push({ update, fields, keys: [key], at: 0 });
  }
  if (socket.connected) exchange(); // else as soon as it is, or by request a moment later
});
if (Object.keys(localStorage).some((key) => key.startsWith(copyShelf))) import("./refused_text.js");
