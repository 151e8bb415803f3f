// What the server has not acknowledged is kept on this device, over reloads too: a database for each person in a
// workshop, so that leaving the device deletes it whole (see ../leaving.js).

import { answerOf } from "../answer_of.js";
import { card, own } from "./shared_text.js";

const opening = indexedDB.open(`texts:${own}`);
opening.onupgradeneeded = () => opening.result.createObjectStore("updates", { keyPath: "key", autoIncrement: true });
const opened = answerOf(opening);

/** Ask the store for something; undefined where the device keeps nothing, as in some private windows. */
async function store(verb, what) {
  try {
    const database = await opened;
    database.onversionchange = () => database.close(); // somebody leaves the device in another tab
    return await answerOf(database.transaction("updates", "readwrite").objectStore("updates")[verb](what));
  } catch {
    return undefined;
  }
}

/** Keep an update; the answer is its key. */
export const keep = (update, fields) => store("add", { card, update, fields });

/** What is kept of this card, oldest first, each with its key. */
export const kept = async () => ((await store("getAll")) ?? []).filter((one) => one.card === card);

/** The server has them, or they are kept as a copy. */
export async function drop(keys) {
  for (const key of await Promise.all(keys)) await store("delete", key);
}
