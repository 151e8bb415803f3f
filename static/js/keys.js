// The desk by keyboard: a key presses the button that carries it, and the sheet lists the buttons that are there.

const help = document.getElementById("help");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
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
  listKeys();
  const dialog = document.getElementById(opener.dataset.opens);
  dialog.showModal();
  dialog.querySelector(".answers .button")?.focus(); // what most people want next is to close it again
});

function isTyping(element) {
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}

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
