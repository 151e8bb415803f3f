// The parts of the page that belong to this person alone: never in a frame, fetched when they are out of date.

import { applyInside } from "./morph.js";
import { tell } from "./page.js";

const SPREAD_MS = 300; // when everybody is asked at the same moment

const shownVersion = new WeakMap();
const whole = () => [...document.querySelectorAll("[data-mine]")];

/** What the server drew into the page is up to date. */
export function noteOwnParts() {
  for (const part of whole()) shownVersion.set(part, part.dataset.version);
}

/** Fetch those parts whose place in the page changed its version, not all phones in the same instant. */
export function refreshOutdated() {
  const outdated = whole().filter((part) => shownVersion.get(part) !== part.dataset.version);
  for (const part of outdated) {
    const wait = part.firstElementChild ? Math.random() * SPREAD_MS : 0;
    shownVersion.set(part, part.dataset.version);
    setTimeout(() => refresh(part), wait);
  }
}

/** Fetch all parts: something of this person's own has changed. */
export async function refreshAll() {
  await Promise.all(whole().map(refresh));
}

async function refresh(part) {
  const version = part.dataset.version;
  try {
    const response = await fetch(part.dataset.mine, { headers: { "HX-Request": "true" } });
    if (!response.ok) return;
    const html = await response.text();
    if (!part.isConnected || part.dataset.version !== version) return;
    applyInside(part, html);
    tell("own-part", { part });
  } catch {
    shownVersion.delete(part); // no network: the next frame finds it outdated again
  }
}
