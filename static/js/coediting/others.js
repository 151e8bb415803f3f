// Who else is on this card, where they write, and what is told to them of this person: never stored anywhere.

import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from "../../vendor/yjs.min.js";
import { socket } from "../live.js";
import { tell } from "../page.js";
import { here } from "./line.js";
import { card, doc, elementOf, FIELDS, me, root } from "./shared_text.js";

const SHORTEST_MS = 120; // between two of our own messages
const SPREAD_MS = 300; // when all answer somebody who has just come
const TYPING_MS = 1500;

const awareness = new Awareness(doc);
const persons = new Map(); // client -> person, as the server says
let sending = null;
let typing = null;
let wasSaid = false;

awareness.setLocalState({ field: null, typing: false, cursor: null });

/** The others on this card, each with what they do. */
function others() {
  return [...persons].map(([client, person]) => ({ ...awareness.getStates().get(client), client, person }));
}

/** Those who write in a field. */
export const writersIn = (name) => others().filter(({ field }) => field === name);

/** Tell the others what this person does. */
export function say(what) {
  const before = awareness.getLocalState();
  const now = { ...before, ...what };
  if (JSON.stringify(before) !== JSON.stringify(now)) awareness.setLocalState(now);
}

/** A key was pressed; that somebody types is over by itself. */
export function sayTyping(field) {
  clearTimeout(typing);
  typing = setTimeout(() => say({ typing: false }), TYPING_MS);
  say({ field, typing: true });
}

awareness.on("update", ({ added, updated, removed }, origin) => {
  if (origin === "local") return (sending ??= setTimeout(send, SHORTEST_MS));
  for (const client of [...added, ...updated]) {
    if (!persons.has(client)) setTimeout(sayAgain, Math.random() * SPREAD_MS);
    persons.set(client, origin);
  }
  for (const client of removed) persons.delete(client);
  tell("text:others"); // the carets
  show();
});

function send() {
  sending = null;
  if (socket.connected) socket.emit("doc.awareness", card, encodeAwarenessUpdate(awareness, [doc.clientID]));
}

const sayAgain = () => awareness.setLocalState(awareness.getLocalState());

socket.on("doc.awareness", (of, update, person) => {
  if (of === card) applyAwarenessUpdate(awareness, new Uint8Array(update), person);
});

/** Nobody knows what the others do meanwhile; each says it again to whoever comes back. */
document.addEventListener("live:disconnected", () => removeAwarenessStates(awareness, [...persons.keys()], null));
document.addEventListener("live:connected", () => here.then(sayAgain));
here.then(sayAgain);

/** Names beside the labels, everybody at the head of the card; said aloud once, and never where the carets are. */
function show() {
  for (const name of FIELDS) {
    elementOf(name).querySelector(".writers").replaceChildren(...onePerPerson(writersIn(name)).map(nameOf));
  }
  const present = onePerPerson(others());
  root.querySelector(".people").replaceChildren(...present.map(circleOf));
  const writing = present.filter(({ field, person }) => field && person.id !== me).length;
  if (!writing || wasSaid) return;
  wasSaid = true;
  const says = document.getElementById("others-say");
  says.textContent = says.dataset.words.replace("%n", writing + 1);
}

function onePerPerson(all) {
  return [...new Map(all.map((other) => [other.person.id, other])).values()];
}

function nameOf({ person }) {
  const name = mark("span", "writer", person.palette);
  name.textContent = person.name.split(" ")[0] || root.dataset.nobody;
  return name;
}

function circleOf({ person, typing }) {
  const circle = mark("span", "person", person.palette);
  circle.dataset.state = typing ? "writing" : "here";
  circle.textContent = person.initials || "…";
  return circle;
}

/** A caret, a selection, a name: whatever has the colour of an agency. */
export function mark(tag, kind, palette) {
  const element = document.createElement(tag);
  element.className = kind;
  element.dataset.palette = palette;
  return element;
}
