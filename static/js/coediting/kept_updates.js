// What the server has not acknowledged is kept on this device, over reloads too: a database for each person in a
// workshop, so that leaving the device deletes it whole (see ../leaving.js).

import { answerOf } from "../answer_of.js";
import { card, own } from "./shared_text.js";

const opening = indexedDB.open(`texts:${own}`);
opening.onupgradeneeded = () => opening.result.createObjectStore("updates", { keyPath: "key", autoIncrement: true });
const opened = answerOf(opening);

/** Ask the store for something; undefined where the device keeps nothing, as in some private windows. */
async function store(ask) {
  try {
    const database = await opened;
    database.onversionchange = () => database.close(); // somebody leaves the device in another tab
    return await ask(database.transaction("updates", "readwrite").objectStore("updates"));
  } catch {
    return undefined;
  }
}

/** Keep an update; the answer is its key. */
export const keep = (update, fields) => store((updates) => answerOf(updates.add({ card, update, fields })));

/** What is kept of this card, oldest first, each with its key. */
export const kept = async () =>
  ((await store((updates) => answerOf(updates.getAll()))) ?? []).filter((one) => one.card === card);

/** The server has them, or they are kept as a copy: all go in one transaction. */
export async function drop(promised) {
  const keys = (await Promise.all(promised)).filter((key) => key !== undefined);
  await store((updates) => Promise.all(keys.map((key) => answerOf(updates.delete(key)))));
}
