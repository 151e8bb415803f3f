// The parts of the page that belong to this person alone: never in a frame, fetched when they are out of date.

import { boundedFetch } from "./bounded_fetch.js";
import { applyInside } from "./morph.js";
import { tell } from "./page.js";

const SPREAD_MS = 1500; // when everybody is asked at the same moment
const SHORTEST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 4000;

const shownVersion = new WeakMap();
const retryTimers = new WeakMap();
const whole = () => [...document.querySelectorAll("[data-mine]")];
const ownRole = () => document.querySelector("[data-own-role]")?.dataset.ownRole;

/** A page that comes back as it was left may have been read on meanwhile. */
window.addEventListener("pageshow", (event) => event.persisted && refreshOwn());

/** What the server drew into the page is up to date. */
export function noteOwnParts() {
  for (const part of whole()) shownVersion.set(part, part.dataset.version);
}

/** Fetch those parts whose place in the page changed its version, not all phones in the same instant. */
export function refreshOutdated() {
  for (const part of whole()) {
    const upToDate = shownVersion.get(part) === part.dataset.version || cameFilled(part);
    delete part.dataset.filledFor;
    shownVersion.set(part, part.dataset.version);
    if (!upToDate) setTimeout(() => refresh(part), Math.random() * SPREAD_MS);
  }
}

/** Whether a frame brought the part as it is for everybody of this role who has done nothing there yet. */
const cameFilled = (part) => !shownVersion.has(part) && part.dataset.filledFor === ownRole();

/** Fetch the named parts, or all of them: something of this person's own has changed. */
export function refreshOwn(names) {
  for (const part of whole()) if (!names || names.includes(part.id)) refresh(part);
}

async function refresh(part) {
  clearTimeout(retryTimers.get(part));
  const version = part.dataset.version;
  const html = await insideOf(part);
  if (!part.isConnected || part.dataset.version !== version) return;
  if (html === null) return refreshLater(part);
  applyInside(part, html);
  tell("own-part", { part });
}

/** What belongs into the part; null where the server cannot say now. */
async function insideOf(part) {
  try {
    const response = await boundedFetch(part.dataset.mine, { headers: { "HX-Request": "true" } });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

/** No frame need come that finds the part outdated: it asks again by itself while it stands in the page. */
function refreshLater(part) {
  const wait = SHORTEST_WAIT_MS + Math.random() * (LONGEST_WAIT_MS - SHORTEST_WAIT_MS);
  clearTimeout(retryTimers.get(part));
  retryTimers.set(part, setTimeout(() => part.isConnected && refresh(part), wait));
}
