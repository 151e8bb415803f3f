// Where people write in a text box: the same text under it, unseen, with carets and selections in it. It makes the box
// as high as its text, and tells where its caret is: that line stays in sight over a phone's keyboard and our foot.

import { mark, writersIn } from "./others.js";

const MARGIN = 24;
const view = window.visualViewport;

export class Mirror {
  #box;
  #name;
  #text;
  #draw = () => this.draw();

  constructor(box, text, name) {
    this.#box = box;
    this.#name = name;
    this.#text = text;
    document.addEventListener("text:others", this.#draw);
  }

  close() {
    document.removeEventListener("text:others", this.#draw);
  }

  draw() {
    const words = this.#box.value;
    const carets = writersIn(this.#name).flatMap((writer) => this.#caretOf(writer));
    const own = this.#box.selectionEnd;
    const cuts = [...new Set([0, own, words.length, ...carets.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
    const parts = cuts.flatMap((at, index) => [
      ...(at === own ? [mark("i", "own", "")] : []),
      ...carets.filter(({ head }) => head === at).map(({ palette }) => mark("i", "caret", palette)),
      piece(words.slice(at, cuts[index + 1]), carets.find(({ from, to }) => from <= at && at < to)),
    ]);
    this.#box.previousElementSibling.replaceChildren(...parts, "\u200b"); // else an empty last line has no height
  }

  #caretOf({ cursor, person: { palette } }) {
    const [anchor, head] = [cursor?.anchor, cursor?.head].map((place) => this.#text.indexOf(place));
    return anchor < 0 || head < 0 ? [] : { palette, head, from: Math.min(anchor, head), to: Math.max(anchor, head) };
  }
}

function piece(words, selected) {
  if (!selected) return words;
  const selection = mark("span", "selected", selected.palette);
  selection.textContent = words;
  return selection;
}

function keepInView() {
  document.documentElement.toggleAttribute("data-keyboard", view.height < 0.8 * window.innerHeight);
  const line = document.activeElement.previousElementSibling?.querySelector(".own")?.getBoundingClientRect();
  const foot = document.querySelector(".seat-foot")?.getBoundingClientRect().top ?? Infinity;
  const hidden = line && line.bottom + MARGIN - Math.min(view.offsetTop + view.height, foot);
  if (hidden > 0) window.scrollBy(0, hidden);
}

view.addEventListener("resize", keepInView);
document.addEventListener("input", () => requestAnimationFrame(keepInView));
