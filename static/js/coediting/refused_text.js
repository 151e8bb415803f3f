// What the server did not take stays on this device as a copy until the person has dismissed it.

import { tell } from "../page.js";
import { copyShelf, elementOf, root, wordsOf } from "./shared_text.js";

/** Keep the words of these fields; the card is then shown as the server has it, if this person may still see it. */
export async function offerCopy({ status, message }, fields, forget) {
  tell("text:settle"); // what is half composed belongs to it
  const words = fields.map((name) => `${elementOf(name).querySelector("label").textContent}\n${wordsOf(name)}`);
  localStorage.setItem(copyShelf, JSON.stringify({ sentence: message, words }));
  await forget();
  if (![401, 404].includes(status)) return location.reload();
  delete root.dataset.mayWrite;
  tell("text:rights");
  show();
}

function show() {
  const { sentence, words } = JSON.parse(localStorage.getItem(copyShelf));
  const drawn = document.getElementById("refused-text").content.cloneNode(true);
  if (sentence) drawn.querySelector("strong").textContent = sentence;
  const body = new URLSearchParams(words.map((text) => ["text", text]));
  tell("outbox:refused", { html: drawn.firstElementChild.outerHTML, command: { path: "", body } });
  const dismiss = document.querySelector("#notices > :last-child > .button");
  dismiss.addEventListener("click", () => localStorage.removeItem(copyShelf));
}

if (localStorage.getItem(copyShelf)) show();
