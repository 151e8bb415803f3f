// What this page is: which workshop it shows, to whom, and up to which change.

const meta = document.querySelector("meta[name=live]");

export const page = {
  workshop: meta?.dataset.workshop,
  view: meta?.dataset.view,
  screen: meta?.dataset.screen,
  beside: meta?.dataset.beside || undefined, // which page beside the room it is, such as a card's own
  person: meta?.dataset.person ?? "",
  language: document.documentElement.lang,

  /** The number of the last change that the page shows; kept in the page, so that a copy of it knows too. */
  get seen() {
    return Number(meta.dataset.seen);
  },
  set seen(number) {
    meta.dataset.seen = number;
  },
};

/** Random hexadecimal digits; `crypto.randomUUID` would need https, which a laptop in a room does not have. */
export function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether somebody writes or chooses in this element. */
export function isTyping(element) {
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}

/** Whether the facilitator has frozen the room. */
export function isFrozen() {
  return document.querySelector("#frozen:not([hidden])") !== null;
}

/** Tell the rest of the page that something happened; false where somebody prevents what comes of it. */
export function tell(name, detail = {}) {
  return document.dispatchEvent(new CustomEvent(name, { detail, cancelable: true }));
}
