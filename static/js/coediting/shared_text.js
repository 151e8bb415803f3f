// The shared document of this page's card: a text for each field, and whether this person may write in them now.

import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromJSON,
  createRelativePositionFromTypeIndex,
  Doc,
} from "../../vendor/yjs.min.js";
import { isFrozen, page, tell } from "../page.js";

export const root = document.getElementById("card-editor");
export const { card, me } = root.dataset;
export const FIELDS = root.dataset.fields.split(" ");
export const LONG = root.querySelector("long-field").dataset.name;
export const own = `${page.workshop}:${page.person || me}`; // what this device keeps is named so: see ../leaving.js
export const copyShelf = `refused:${own}:${card}`;

export const doc = new Doc();
FIELDS.forEach(textOf); // else what comes before somebody asks for a field would have no kind

export const elementOf = (name) => root.querySelector(`[data-name="${name}"]`);

export function textOf(name) {
  return name === LONG ? doc.getXmlFragment(name) : doc.getText(name);
}

/** What a person reads in a field, a line for each paragraph. */
export function wordsOf(name) {
  return name === LONG ? paragraphsOf(textOf(name)).map(lineOf).join("\n") : textOf(name).toString();
}

/** All paragraphs of the long field, also those in lists, from top to bottom. */
export function paragraphsOf(element) {
  return element.toArray().flatMap((child) => (child.nodeName === "paragraph" ? child : child.nodeName ? paragraphsOf(child) : []));
}

/** A paragraph without its marks. */
export function lineOf(paragraph) {
  return paragraph.toArray().flatMap((text) => text.toDelta().map(({ insert }) => insert)).join("");
}

/** A place in a text that stays with the letter before it, whatever is written elsewhere. */
export const placeIn = (type, index) => JSON.parse(JSON.stringify(createRelativePositionFromTypeIndex(type, index, -1)));

/** Where such a place is now: {type, index}; neither where it cannot be read: the others may send anything. */
export function whereIs(place) {
  try {
    return createAbsolutePositionFromRelativePosition(createRelativePositionFromJSON(place), doc) ?? {};
  } catch {
    return {};
  }
}

const mayAtFirst = "mayWrite" in root.dataset;
const wasClosed = isClosed();
let shown = mayWrite();

/** A lock and the step of the room are drawn into the page by frames. */
function isClosed() {
  const step = "leads" in root.dataset ? "" : ", #writing-open[data-closed]";
  return document.querySelector(`#card-${card}-lock[data-locked]${step}`) !== null || (!mayAtFirst && isFrozen());
}

export function mayWrite() {
  return "mayWrite" in root.dataset && !isClosed();
}

document.addEventListener("live:frame", () => {
  if (!mayAtFirst && wasClosed && !isClosed()) return location.reload();
  if (shown === mayWrite()) return;
  shown = mayWrite();
  tell("text:rights");
});
