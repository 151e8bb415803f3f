// Photos on their way: reduced and kept on the device, and sent once the words that they belong to have an address.
// The words carry the photo's key through the outbox and never wait for it.

import { answerOf } from "./answer_of.js";
import { boundedFetch } from "./bounded_fetch.js";
import { page, randomKey, tell } from "./page.js";

const LONGEST = 1600;
const QUALITY = 0.8;
const TIMEOUT_MS = 60_000;
const WAIT_MS = 4000;

const shelf = `photos:${page.workshop}:${page.person}`; // key -> where the photo goes, once that is known
const memory = new Map(); // where a private window has no database
let database;
let sending = false;
let retryTimer;

/** Reduce the photo and keep it; gives the key under which it is found. */
export async function keepPhoto(file) {
  const key = randomKey().replace(/(.{8})(.{4})(.{4})(.{4})(.*)/, "$1-$2-$3-$4-$5");
  const blob = await reduced(file);
  memory.set(key, blob);
  await kept("readwrite", (store) => store.put(blob, key));
  return key;
}

export const photoOf = async (key) => memory.get(key) ?? (await kept("readonly", (store) => store.get(key)));

export async function dropPhoto(key) {
  memory.delete(key);
  await kept("readwrite", (store) => store.delete(key));
}

/** How many wait for a network. */
export const waitingPhotos = () => Object.keys(ready()).length;

/** As a JPEG of at most 1600 pixels; what this browser cannot read is sent as it is, and the server says what it is. */
async function reduced(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return blob ?? file;
  } catch {
    return file;
  }
}

async function kept(mode, act) {
  try {
    database ??= await opened();
    return await answerOf(act(database.transaction("photos", mode).objectStore("photos")));
  } catch {
    return undefined;
  }
}

function opened() {
  const asked = indexedDB.open(shelf);
  asked.onupgradeneeded = () => asked.result.createObjectStore("photos");
  return answerOf(asked);
}

function ready() {
  try {
    return JSON.parse(localStorage.getItem(shelf)) ?? {};
  } catch {
    return {};
  }
}

function keepReady(photos) {
  localStorage.setItem(shelf, JSON.stringify(photos));
  tell("photos:changed");
}

async function send() {
  if (sending) return;
  clearTimeout(retryTimer);
  sending = true;
  try {
    for (const [key, path] of Object.entries(ready())) {
      const blob = await photoOf(key);
      if (blob && !(await isAnswered(key, path, blob))) {
        retryTimer = setTimeout(send, WAIT_MS * (0.5 + Math.random()));
        return;
      }
      const { [key]: _sent, ...others } = ready();
      await dropPhoto(key);
      keepReady(others);
    }
  } finally {
    sending = false;
  }
}

/** Whether the server took the photo, or will never take it and has said why. */
async function isAnswered(key, path, blob) {
  const body = new FormData();
  body.append("photo", blob, "photo");
  const headers = { "Idempotency-Key": key, "HX-Request": "true" };
  try {
    const response = await boundedFetch(path, { method: "POST", body, headers, timeoutMs: TIMEOUT_MS });
    if (response.headers.has("Retry-After") || response.status >= 500 || response.status === 429) return false;
    if (!response.ok) tell("outbox:refused", { command: { path, body: "" }, status: response.status, html: await response.text() });
    return true;
  } catch {
    return false;
  }
}

// The words are with the server. Noted in the same breath, so that a page that is closed now sends the photo later.
document.addEventListener("outbox:sent", ({ detail: { command, made } }) => {
  const key = new URLSearchParams(command.body).get("photo_key");
  if (!key) return;
  keepReady({ ...ready(), [key]: `${made ?? command.path}/photo` });
  send();
});
window.addEventListener("online", send);
document.addEventListener("live:connected", send);
document.addEventListener("visibilitychange", send);
send();
