// The shared document of this page's card: one text for each field, and what stands in it.

import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromJSON,
  createRelativePositionFromTypeIndex,
  Doc,
} from "../../vendor/yjs.min.js";
import { isFrozen, page, tell } from "../page.js";

export const root = document.getElementById("card-editor");

export const card = root.dataset.card;
export const me = root.dataset.me;
export const LONG = "action";
export const FIELDS = root.dataset.fields.split(" ");
export const copyShelf = `refused:${page.workshop}:${me}:${card}`;

export const doc = new Doc();
for (const name of FIELDS) textOf(name);

/** The shared text of a field: a Y.Text, or for the long one a Y.XmlFragment. */
export function textOf(name) {
  return name === LONG ? doc.getXmlFragment(name) : doc.getText(name);
}

/** The fields that a transaction touched. */
export function fieldsIn(transaction) {
  return FIELDS.filter((name) => transaction.changedParentTypes.has(textOf(name)));
}

/** What a person reads in a field, a line for each paragraph. */
export function wordsOf(name) {
  const text = textOf(name);
  return name === LONG ? paragraphsOf(text).map(lineOf).join("\n") : text.toString();
}

/** All paragraphs of the long field, also those in lists, from top to bottom. */
export function paragraphsOf(element) {
  return element.toArray().flatMap((child) => (child.nodeName === "paragraph" ? [child] : child.nodeName ? paragraphsOf(child) : []));
}

/** A paragraph without its marks. */
export function lineOf(paragraph) {
  return paragraph.toArray().map((text) => text.toDelta().map(({ insert }) => insert).join("")).join("");
}

/** A place in a text that stays with the letter before it, whatever is written elsewhere. */
export const placeIn = (type, index) => JSON.parse(JSON.stringify(createRelativePositionFromTypeIndex(type, index, -1)));

/** Where such a place is now: {type, index}. */
export const whereIs = (place) => createAbsolutePositionFromRelativePosition(createRelativePositionFromJSON(place), doc) ?? {};

// ── Whether this person may write now ──

const mayAtFirst = "mayWrite" in root.dataset;
const wasClosed = isClosed();
let shown = mayWrite();

/** A lock and the step of the room are drawn into the page by frames. */
function isClosed() {
  const closed = "leads" in root.dataset ? "" : ", #writing-open[data-closed]";
  return document.querySelector(`#card-${card}-lock[data-locked]${closed}`) !== null || (!mayAtFirst && isFrozen());
}

export function mayWrite() {
  return mayAtFirst && !isClosed();
}

document.addEventListener("live:frame", () => {
  if (wasClosed && !mayAtFirst && !isClosed()) return location.reload();
  if (shown === mayWrite()) return;
  shown = mayWrite();
  tell("text:rights");
});
