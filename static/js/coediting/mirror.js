// Where the others write in a text box: the same text under it, unseen, with their carets and selections in it.
// It also makes the box as high as its text where the browser cannot.

import { mark, writersIn } from "./others.js";

export class Mirror {
  #place;
  #box;
  #text;
  #name;
  #draw = () => this.draw();

  constructor(box, text, name) {
    this.#box = box;
    this.#text = text;
    this.#name = name;
    this.#place = box.parentElement.querySelector(".mirror");
    document.addEventListener("text:others", this.#draw);
  }

  close() {
    document.removeEventListener("text:others", this.#draw);
    this.#place.replaceChildren();
  }

  draw() {
    const words = this.#box.value;
    const carets = writersIn(this.#name).flatMap((writer) => this.#caretOf(writer));
    const cuts = [...new Set([0, words.length, ...carets.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
    const parts = cuts.flatMap((at, index) => [
      ...carets.filter(({ head }) => head === at).map(({ palette }) => mark("i", "caret", palette)),
      piece(words.slice(at, cuts[index + 1]), carets.find(({ from, to }) => from <= at && at < to)),
    ]);
    this.#place.replaceChildren(...parts, "\u200b"); // else an empty last line has no height
  }

  #caretOf({ cursor, person: { palette } }) {
    if (!cursor) return [];
    const [anchor, head] = [cursor.anchor, cursor.head].map((place) => this.#text.indexOf(place));
    return anchor < 0 || head < 0 ? [] : [{ palette, head, from: Math.min(anchor, head), to: Math.max(anchor, head) }];
  }
}

function piece(words, selected) {
  if (!selected) return words;
  const selection = mark("span", "selected", selected.palette);
  selection.textContent = words;
  return selection;
}
