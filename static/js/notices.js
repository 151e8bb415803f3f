// What was refused is said in a sentence, and what the person had written stays there to be copied.

import "./copying.js";
import { noticeIn } from "./refusal.js";

const place = document.getElementById("notices");

document.addEventListener("outbox:refused", (event) => {
  if (event.defaultPrevented) return; // it is said where it happened
  const { detail } = event;
  const drawn = noticeIn(detail.html);
  if (!place || !drawn) return;
  const written = textOf(detail.command.body);
  if (written) drawn.querySelector("div").append(keptText(written));
  drawn.append(dismissButton(drawn));
  place.querySelectorAll(".notice").forEach((older) => older.querySelector(".kept") || older.remove());
  place.append(drawn);
  const inDialog = document.querySelector("dialog[open] [data-refusal]"); // it lies over the place and bars the way to it
  if (inDialog) inDialog.innerHTML = detail.html;
});

document.addEventListener("close", ({ target }) => target.querySelector("[data-refusal]")?.replaceChildren(), { capture: true });

/** The words among the fields of a command; ids and numbers are of no use to anybody. */
function textOf(body) {
  const values = [...new URLSearchParams(body).values()].map((value) => value.trim());
  return values.filter((value) => value.length > 2 && !/^[0-9a-f-]{36}$/.test(value) && !/^-?\d+$/.test(value)).join("\n");
}

function keptText(text) {
  const kept = document.createElement("div");
  kept.className = "kept";
  const label = document.createElement("p");
  label.textContent = place.dataset.kept;
  const words = document.createElement("blockquote");
  words.textContent = text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small";
  button.dataset.copies = text;
  button.dataset.done = place.dataset.copied;
  button.textContent = place.dataset.copy;
  kept.append(label, words, button);
  return kept;
}

function dismissButton(notice) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button bare small";
  button.textContent = place.dataset.dismiss;
  button.addEventListener("click", () => {
    notice.remove();
    document.getElementById("main").focus({ preventScroll: true }); // the button itself is gone
  });
  return button;
}
