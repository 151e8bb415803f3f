// The server's clock: every timer in the room counts by it, whatever the devices think the time is.

import { boundedFetch } from "./bounded_fetch.js";

const SPREAD_MS = 1000; // when everybody comes back at the same moment
const MOST_MS = 2000; // an answer that took longer tells little

const meta = document.querySelector("meta[name=live]");
let offset = meta ? Number(meta.dataset.now) - Date.now() : 0; // behind by as long as the page took to load

/** Milliseconds since 1970 by the server's clock. */
export function serverNow() {
  return Date.now() + offset;
}

document.addEventListener("live:connected", () => setTimeout(askServerTime, Math.random() * SPREAD_MS));

/** Correct the clock by an answer of the server. */
async function askServerTime() {
  const asked = Date.now();
  try {
    const response = await boundedFetch("/time", { cache: "no-store", timeoutMs: MOST_MS });
    const time = Number(await response.text());
    if (response.ok) offset = time - (asked + Date.now()) / 2;
  } catch {
    // the clock goes on as it went
  }
}
