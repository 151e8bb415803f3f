// The server's clock: every timer in the room counts by it, whatever the devices think the time is.

const meta = document.querySelector("meta[name=live]");
let offset = meta ? Number(meta.dataset.now) - Date.now() : 0;

/** Milliseconds since 1970 by the server's clock. */
export function serverNow() {
  return Date.now() + offset;
}

/** Correct the clock by an answer of the server; a question that took long tells little. */
export async function askServerTime() {
  const asked = Date.now();
  const response = await fetch("/time", { cache: "no-store" });
  const answered = Date.now();
  if (response.ok && answered - asked < 2000) offset = Number(await response.text()) - (asked + answered) / 2;
}
