// What the server did not take stays on this device, each time as another copy, until the person has dismissed it.

import { tell } from "../page.js";
import { copyShelf, elementOf, root, wordsOf } from "./shared_text.js";

/** Keep the words of these fields; the card is then shown as the server has it, if this person may still see it. */
export async function offerCopy({ status, message }, fields, forget) {
  const words = fields.map((name) => `${elementOf(name).querySelector("label").textContent}\n${wordsOf(name)}`);
  const shelf = `${copyShelf}:${Date.now()}`;
  if (words.length) localStorage.setItem(shelf, JSON.stringify({ sentence: message, words }));
  delete root.dataset.mayWrite;
  tell("text:rights");
  await forget();
  if (words.length && [401, 404].includes(status)) show(shelf);
  else location.reload();
}

function show(shelf) {
  const { sentence, words } = JSON.parse(localStorage.getItem(shelf));
  const drawn = document.getElementById("refused-text").content.cloneNode(true);
  if (sentence) drawn.querySelector("strong").textContent = sentence;
  const body = new URLSearchParams(words.map((text) => ["text", text]));
  tell("outbox:refused", { html: drawn.firstElementChild.outerHTML, command: { path: "", body } });
  const dismiss = document.querySelector("#notices > :last-child > .button");
  dismiss.addEventListener("click", () => localStorage.removeItem(shelf));
}

Object.keys(localStorage)
  .filter((key) => key.startsWith(copyShelf))
  .sort() // by their time
  .forEach(show);
