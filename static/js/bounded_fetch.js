// A question to the server that comes to an end: in a dead spot a phone would wait for its answer for minutes.

import { page } from "./page.js";

const TIMEOUT_MS = 15_000;

/** As `fetch`, in the language of this page; where the whole answer is not there in time it fails as without a network. */
export function boundedFetch(path, { timeoutMs = TIMEOUT_MS, ...options } = {}) {
  const address = new URL(path, location.href);
  address.searchParams.set("language", page.language); // the choice may be another by now: no page mixes two
  return fetch(address, { ...options, signal: AbortSignal.timeout(timeoutMs) });
}

/** One of the page's own files, whose address is the same in every language. */
export const fetchFile = (address) => fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
