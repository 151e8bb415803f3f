// Stand in for parts of lib0 that bring half of it with them and of which hardly anything is used.

// lib0/logging: Yjs only ever warns.
export const [ORANGE, BOLD, UNBOLD, RED] = ["", "", "", ""];
export const warn = (...words) => console.warn(...words);
export const print = warn;

// lib0/environment: this is a browser.
export const isBrowser = true;
export const getVariable = () => null;

// lib0/dom
export const doc = document;

// y-prosemirror/src/utils.js: names marks that may lie on a text twice; ours exclude themselves.
export function hashOfJSON() {
  throw new Error("a mark that overlaps itself");
}
