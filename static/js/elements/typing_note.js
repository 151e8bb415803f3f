// <typing-note id="card-…-typing">: "Rina is typing in what is needed", for as long as she does.
// What it says and what the fields are called stands once on the page, in #typing-words.

import { socket } from "../live.js";

const LASTS_MS = 3000;

class TypingNote extends HTMLElement {
  #timer = null;

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  say(field, person) {
    const words = document.getElementById("typing-words")?.dataset;
    if (!words || !(field in words)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.replaceChildren(), LASTS_MS);
    const said = document.createElement("span");
    said.className = "writer";
    said.dataset.palette = person.palette;
    said.textContent = words.typing.replace("%name", person.name.split(" ")[0] || words.nobody).replace("%field", words[field]);
    this.replaceChildren(said);
  }
}

socket.on("typing", (all) => {
  for (const [card, field, person] of all) document.getElementById(`card-${card}-typing`)?.say?.(field, person);
});

customElements.define("typing-note", TypingNote);
