// The door: one tap is one join, however often it has to be sent until an answer comes back.

import { boundedFetch } from "./bounded_fetch.js";
import "./elements/roster_search.js";
import { randomKey } from "./page.js";
import { noticeIn } from "./refusal.js";

const SHORTEST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
const SHELF = "join";

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-join]")) return;
  event.preventDefault();
  send(event.target);
});

document.addEventListener("change", nameTheButton);
window.addEventListener("pageshow", nameTheButton);
nameTheButton();

/** "Come in as Rina Kartika": the button says what it will do. */
function nameTheButton() {
  const words = document.querySelector("#come-in .resting-word");
  const chosen = document.querySelector("#roster input:checked");
  if (words && chosen) words.textContent = document.getElementById("come-in-as").content.textContent.replace("{name}", chosen.dataset.name);
}

async function send(form) {
  const buttons = [...document.querySelectorAll("button[type=submit]")].filter((button) => button.form === form);
  if (buttons.some((button) => button.dataset.state === "sending")) return;
  buttons.forEach((button) => (button.dataset.state = "sending"));
  try {
    await follow(await post(form.action, new URLSearchParams(new FormData(form)).toString()));
  } finally {
    buttons.forEach((button) => delete button.dataset.state);
  }
}

/** The same wish keeps its key until it was answered, over a reload too. */
async function post(path, body) {
  const key = keyOf(body);
  for (let failures = 0; ; failures++) {
    try {
      const headers = { "Content-Type": "application/x-www-form-urlencoded", "Idempotency-Key": key, "HX-Request": "true" };
      const response = await boundedFetch(path, { method: "POST", body, headers });
      if (response.status < 500) {
        if (response.status !== 200) sessionStorage.removeItem(SHELF);
        return response;
      }
    } catch {
      say(document.getElementById("no-network").innerHTML); // again, with the same key
    }
    await new Promise((go) => setTimeout(go, Math.random() * Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** failures)));
  }
}

function keyOf(body) {
  const [kept, key] = JSON.parse(sessionStorage.getItem(SHELF) ?? "[]");
  if (kept === body) return key;
  const fresh = randomKey();
  sessionStorage.setItem(SHELF, JSON.stringify([body, fresh]));
  return fresh;
}

async function follow(response) {
  const where = response.headers.get("HX-Redirect");
  if (where) return location.assign(where);
  say(await response.text());
}

function say(html) {
  const place = document.getElementById("refusal");
  place.replaceChildren(noticeIn(html) ?? "");
  place.scrollIntoView({ block: "nearest" });
}
