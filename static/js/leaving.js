// Whoever leaves a device that others use takes along what it kept of theirs in this workshop: what waits to be sent,
// what they were typing, what the server did not take.

import { page } from "./page.js";

const MOST_MS = 3000; // another page of theirs may hold the database open

document.addEventListener("submit", async (event) => {
  if (!event.target.matches("[data-leaves]")) return;
  event.preventDefault();
  const own = `${page.workshop}:${page.person}`;
  for (const key of Object.keys(localStorage)) if (key.includes(`:${own}`)) localStorage.removeItem(key);
  await Promise.race([deleted(`texts:${own}`), new Promise((go) => setTimeout(go, MOST_MS))]);
  event.target.submit();
});

function deleted(name) {
  return new Promise((done) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = asked.onerror = done;
  });
}
