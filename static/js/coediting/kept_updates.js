// What the server has not acknowledged is kept on this device, over reloads too: a database for each person in a
// workshop, so that leaving the device deletes it whole (see ../leaving.js).

import { page } from "../page.js";
import { card, me } from "./shared_text.js";

const opened = open();

function open() {
  return new Promise((answer) => {
    const asked = indexedDB.open(`texts:${page.workshop}:${me}`, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("updates", { autoIncrement: true }).createIndex("card", "card");
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close(); // somebody leaves the device in another tab
      answer(asked.result);
    };
    asked.onerror = () => answer(null); // a private window: then the page alone keeps it
  });
}

/** Do something with the store; undefined where the device keeps nothing. */
async function withStore(mode, act) {
  try {
    const asked = act((await opened).transaction("updates", mode).objectStore("updates"));
    return await new Promise((answer, fail) => {
      asked.onsuccess = () => answer(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  } catch {
    return undefined;
  }
}

/** Keep an update; the answer is its key. */
export function keep(update, fields) {
  return withStore("readwrite", (store) => store.add({ card, update, fields }));
}

/** What is kept of this card, oldest first, each with its key. */
export async function kept() {
  const [keys, values] = await Promise.all(
    ["getAllKeys", "getAll"].map((all) => withStore("readonly", (store) => store.index("card")[all](card))),
  );
  return (values ?? []).map((value, index) => ({ ...value, key: keys[index] }));
}

/** The server has it, or it is kept as a copy. */
export async function drop(keys) {
  for (const key of await Promise.all(keys)) if (key !== undefined) await withStore("readwrite", (store) => store.delete(key));
}
