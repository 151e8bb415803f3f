// A page by keyboard: a key presses the button that carries it, and the desk's sheet lists those that are there.
// They can be switched off: whoever dictates to the machine presses letters without wanting to (WCAG 2.1.4).

import { isTyping } from "./page.js";

const SHELF = "keys-off";

const help = document.getElementById("help");
const keysOn = document.querySelector("[name=keys]");
const areOn = () => localStorage.getItem(SHELF) === null;

if (keysOn) {
  keysOn.checked = areOn();
  keysOn.addEventListener("change", () => {
    if (keysOn.checked) localStorage.removeItem(SHELF);
    else localStorage.setItem(SHELF, "1");
  });
}

document.addEventListener("keydown", (event) => {
  if (!areOn() || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const button = [...document.querySelectorAll("[data-key]")].find(
    (one) => one.dataset.key.toLowerCase() === event.key.toLowerCase() && one.checkVisibility(),
  );
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  if (!opener) return;
  const dialog = document.getElementById(opener.dataset.opens);
  if (dialog === help) listKeys();
  dialog.showModal();
  dialog.querySelector("form[method=dialog] .button").focus(); // Enter, pressed too soon, only closes it again
});

function listKeys() {
  const seen = new Map();
  for (const button of document.querySelectorAll("[data-key]")) {
    const words = button.getAttribute("aria-label") ?? button.querySelector(".resting-word")?.textContent;
    if (words && button.checkVisibility()) seen.set(button.dataset.key, words.trim());
  }
  help.querySelector("[data-keys]").replaceChildren(...[...seen].flatMap(([key, words]) => row(key, words)));
}

function row(key, words) {
  const term = document.createElement("dt");
  const kbd = document.createElement("kbd");
  kbd.className = "kbd";
  kbd.textContent = key;
  term.append(kbd);
  const says = document.createElement("dd");
  says.textContent = words;
  return [term, says];
}
