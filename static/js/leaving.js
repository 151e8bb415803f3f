// Whoever leaves a device that others use takes along what it kept of theirs: what waits to be sent, what they were
// typing, what the server did not take. Leaving a seat means that workshop, signing out means all of them.

import { answerOf } from "./answer_of.js";
import { page } from "./page.js";

const KEPT = /^(outbox|draft|refused|texts|photos):/;
const MOST_MS = 3000; // another page of theirs may hold the database open

const own = page.workshop ? `:${page.workshop}:${page.person}` : ":";
const isOwn = (name) => KEPT.test(name) && name.includes(own);

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-leaves]")) return;
  event.preventDefault();
  const shelves = Object.keys(localStorage).filter(isOwn);
  const texts = (await databases()).filter(isOwn);
  const filled = await inTime(texts.map(isFilled));
  const isWaiting = filled.some(({ value }) => value) || shelves.some((key) => !["[]", "{}"].includes(localStorage.getItem(key)));
  if (isWaiting && !confirm(form.dataset.leaves)) return;
  for (const key of shelves) localStorage.removeItem(key);
  await inTime(texts.map((name) => answerOf(indexedDB.deleteDatabase(name))));
  form.submit();
});

/** The names of all; some private windows have none, and an old Firefox does not tell them. */
async function databases() {
  try {
    return (await indexedDB.databases()).map(({ name }) => name);
  } catch {
    return [`texts${own}`, `photos${own}`];
  }
}

async function isFilled(name) {
  const asked = indexedDB.open(name);
  asked.onupgradeneeded = () => asked.transaction.abort(); // it is not there, and must not be then
  const database = await answerOf(asked);
  const [store] = database.objectStoreNames;
  const count = await answerOf(database.transaction(store).objectStore(store).count());
  database.close();
  return count > 0;
}

/** How they end; nothing where that takes too long. */
const inTime = (several) => Promise.race([Promise.allSettled(several), new Promise((go) => setTimeout(go, MOST_MS, []))]);
