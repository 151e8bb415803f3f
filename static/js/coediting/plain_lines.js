// The long field as a text box needs it: a line for each paragraph, also of those in lists. What is not changed keeps
// its marks; Enter makes a sibling of the same kind, and a line that is removed takes its paragraph with it.

import { XmlElement, XmlText } from "../../vendor/yjs.min.js";
import { deltaOf, difference } from "./difference.js";
import { lineOf, paragraphsOf, placeIn, textOf, whereIs } from "./shared_text.js";

export class PlainLines {
  constructor(name) {
    this.type = textOf(name);
  }

  get value() {
    return paragraphsOf(this.type).map(lineOf).join("\n");
  }

  replace(from, to, text) {
    const found = this.#find(from) ?? [this.#firstParagraph(), 0];
    const [first, start] = to > from ? this.#remove(...found, to) : found;
    const [words, ...lines] = text.split("\n");
    const tail = lines.length ? takeAfter(first, start) : [];
    insertAt(first, start, words);
    append(lines.reduce((above, line) => insertAt(siblingAfter(above), 0, line), first), tail);
  }

  observe(react) {
    let before = this.value;
    const heard = (_events, { origin }) => {
      const now = this.value;
      const delta = deltaOf(difference(before, now));
      before = now;
      react(delta, origin);
    };
    this.type.observeDeep(heard);
    return () => this.type.unobserveDeep(heard);
  }

  placeAt(index) {
    const [paragraph, offset] = this.#find(index) ?? [];
    const [text, at] = paragraph ? textAt(paragraph, offset) : [];
    return text ? placeIn(text, at) : placeIn(paragraph ?? this.type, 0);
  }

  indexOf(place) {
    const { type, index } = whereIs(place);
    let begin = 0;
    for (const paragraph of paragraphsOf(this.type)) {
      if (paragraph === type) return begin + (index ? lineOf(paragraph).length : 0);
      let at = begin;
      for (const text of paragraph.toArray()) {
        if (text === type) return at + index;
        at += text.length;
      }
      begin += lineOf(paragraph).length + 1;
    }
    return -1;
  }

  /** The paragraph of an index of the value, and the place in it. */
  #find(index) {
    let left = index;
    for (const paragraph of paragraphsOf(this.type)) {
      const { length } = lineOf(paragraph);
      if (left <= length) return [paragraph, left];
      left -= length + 1;
    }
    return null;
  }

  #firstParagraph() {
    const paragraph = new XmlElement("paragraph");
    this.type.insert(0, [paragraph]);
    return paragraph;
  }

  /**
   * What is left of the last line touched moves up into the first one, unless nothing of that is left: then it goes.
   * Returns where the place is then.
   */
  #remove(first, start, to) {
    const [last, end] = this.#find(to);
    const all = paragraphsOf(this.type);
    const [begin, close] = [all.indexOf(first), all.indexOf(last)];
    if (begin === close) deleteIn(first, start, end);
    else if (start === 0) deleteIn(last, 0, end);
    else {
      const tail = takeAfter(last, end);
      takeAfter(first, start);
      append(first, tail);
    }
    all.slice(start ? begin + 1 : begin, start ? close + 1 : close).forEach(removeParagraph);
    return start ? [first, start] : [last, 0];
  }
}

/** The text of a paragraph that holds an offset, and the place in it. */
function textAt(paragraph, offset) {
  let left = offset;
  for (const text of paragraph.toArray()) {
    if (left <= text.length) return [text, left];
    left -= text.length;
  }
  return [];
}

function insertAt(paragraph, offset, words) {
  let [text, at] = textAt(paragraph, offset);
  if (!words) return paragraph;
  if (!text) {
    [text, at] = [new XmlText(), 0];
    paragraph.insert(paragraph.length, [text]);
  }
  text.insert(at, words);
  return paragraph;
}

function deleteIn(paragraph, start, end) {
  let begin = 0;
  for (const text of paragraph.toArray()) {
    const { length } = text;
    const [from, to] = [Math.max(start - begin, 0), Math.min(end - begin, length)];
    if (to > from) text.delete(from, to - from);
    begin += length;
  }
}

/** Take what stands behind a place, marks and all. */
function takeAfter(paragraph, offset) {
  const tail = [];
  let left = offset;
  for (const { insert, attributes } of paragraph.toArray().flatMap((text) => text.toDelta())) {
    if (left < insert.length) tail.push({ insert: insert.slice(Math.max(0, left)), attributes: attributes ?? {} });
    left -= insert.length;
  }
  deleteIn(paragraph, offset, Infinity);
  return tail;
}

function append(paragraph, delta) {
  for (const { insert, attributes } of delta) {
    const length = lineOf(paragraph).length;
    const [text, at] = textAt(paragraph, length);
    if (text) text.insert(at, insert, attributes);
    else insertAt(paragraph, length, insert).get(0).format(0, insert.length, attributes);
  }
}

/** In a list that is a new item, unless the present one goes on below. */
function siblingAfter(paragraph) {
  const item = paragraph.parent;
  const fresh = new XmlElement("paragraph");
  const isLast = item.nodeName === "list_item" && item.get(item.length - 1) === paragraph;
  if (!isLast) item.insertAfter(paragraph, [fresh]);
  else {
    const sibling = new XmlElement("list_item");
    sibling.insert(0, [fresh]);
    item.parent.insertAfter(item, [sibling]);
  }
  return fresh;
}

/** With it goes what would stand there empty; the first paragraph of an item that holds a list stays, empty. */
function removeParagraph(paragraph) {
  let [gone, parent] = [paragraph, paragraph.parent];
  while (parent.nodeName && parent.length === 1) [gone, parent] = [parent, parent.parent];
  const at = parent.toArray().indexOf(gone);
  const isNeeded = parent.nodeName === "list_item" && at === 0 && parent.get(1).nodeName !== "paragraph";
  if (isNeeded) deleteIn(paragraph, 0, Infinity);
  else parent.delete(at, 1);
}
