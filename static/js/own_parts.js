// The parts of the page that belong to this person alone: never in a frame, fetched when they are out of date.

import { applyInside } from "./morph.js";
import { tell } from "./page.js";

const SPREAD_MS = 600; // when everybody is asked at the same moment

const shownVersion = new WeakMap();
const whole = () => [...document.querySelectorAll("[data-mine]")];
const ownRole = () => document.querySelector("[data-own-role]")?.dataset.ownRole;

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
export async function refreshOwn(names) {
  await Promise.all(
    whole()
      .filter((part) => !names || names.includes(part.id))
      .map(refresh),
  );
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
