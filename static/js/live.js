// Hears what happened in the workshop and brings the page up to date.
//
// A frame covers the changes after `from` up to `to`. One that begins after what the page shows means that
// something was missed; the same GET then mends that, a reconnect, a wake-up and a network without WebSockets.

import { boundedFetch } from "./bounded_fetch.js";
import { apply, applyPage } from "./morph.js";
import { noteOwnParts, refreshOutdated, refreshOwn } from "./own_parts.js";
import { isTyping, page, tell } from "./page.js";

const POLL_MS = 2000;
const FULL_MS = 10_000; // too many devices are connected, or the server has its hands full

let catchingUp = null;

export const socket = io({
  transports: ["websocket"],
  query: { language: page.language }, // a socket may prefer others than the page does
  reconnectionDelay: 500,
  reconnectionDelayMax: 8000,
  randomizationFactor: 1,
  timeout: 8000,
  auth: (give) =>
    give({ workshop: page.workshop, seen: page.seen, as: page.view, screen: page.screen, page: page.beside }),
});

socket.on("frame", receive);
socket.on("mine", (news) => refreshOwn(news.parts));
socket.on("out", leave);
socket.on("connect", () => tell("live:connected"));
socket.on("disconnect", () => tell("live:disconnected"));
socket.on("connect_error", (error) => {
  tell("live:disconnected");
  if (!error.data) return; // the network: Socket.IO tries again by itself
  if ([401, 403, 404].includes(error.data)) leave();
  else setTimeout(() => socket.connect(), FULL_MS * (0.5 + Math.random())); // meanwhile the page polls
});

function receive(frame) {
  if (frame.mine) refreshOwn();
  if (frame.to <= page.seen) return;
  if (frame.from > page.seen || frame.reload) return catchUp();
  draw(() => apply(frame.html), frame.to);
  refreshOutdated();
  tell("live:frame", frame);
}

/** Bring the page up to the change `seen`. Another scene is another page: it is read from its beginning. */
function draw(change, seen) {
  const sceneBefore = shownScene();
  change();
  page.seen = seen;
  if (shownScene() === sceneBefore) return;
  window.scrollTo(0, 0);
  main().scrollTop = 0;
}

const main = () => document.querySelector("main");
/** The step, and how far it is: a vote that is open, closed, shown. */
const shownScene = () => `${main().dataset.step} ${main().querySelector("[data-phase]")?.dataset.phase}`;

/** Ask for what is missing; one question at a time. */
function catchUp() {
  catchingUp ??= askForFrame().finally(() => {
    catchingUp = null;
  });
  return catchingUp;
}

async function askForFrame() {
  const query = new URLSearchParams({ after: page.seen, as: page.view });
  if (page.screen) query.set("screen", page.screen);
  if (page.beside) query.set("page", page.beside);
  try {
    const response = await boundedFetch(`/workshops/${page.workshop}/frames?${query}`);
    if (response.ok) {
      tell("live:reached");
      const frame = await response.json();
      if (frame.reload) await drawWholePage(frame);
      else receive(frame);
    } else if ([401, 403, 404].includes(response.status)) {
      leave();
    }
  } catch {
    tell("live:disconnected");
  }
}

/** Too much is missing for a frame: fetch the page and morph all of it. */
async function drawWholePage(frame) {
  if (main().matches("[hx-morph-skip]")) return loadAnew();
  const response = await boundedFetch(location.href);
  if ([401, 403, 404].includes(response.status)) return location.reload();
  if (!response.ok) return; // what is shown is better than an error in its place; the next frame asks again
  const drawn = new DOMParser().parseFromString(await response.text(), "text/html");
  draw(() => applyPage(drawn), Number(drawn.querySelector("meta[name=live]").dataset.seen));
  noteOwnParts();
  refreshOwn();
  tell("live:frame", frame);
}

/** A page beside the room is out of every frame's reach; under somebody's hands it waits for the next one. */
function loadAnew() {
  if (!isTyping(document.activeElement)) location.reload();
}

/** Where a proxy lets no WebSocket through, and until one comes back, the same frames are asked for. */
function poll() {
  if (!socket.connected && navigator.onLine) catchUp();
}

/** The server knows us and says no: show the page that explains it, unless something here must not be lost. */
function leave() {
  socket.close();
  if (tell("live:out")) location.reload();
}

/** Phones close sockets of pages that sleep, and say nothing of it when they wake. */
function wakeUp() {
  if (document.visibilityState === "hidden") return;
  if (!socket.connected) socket.connect();
  catchUp();
}

document.addEventListener("visibilitychange", wakeUp);
window.addEventListener("pageshow", (event) => event.persisted && wakeUp());
window.addEventListener("online", wakeUp);
document.addEventListener("outbox:sent", () => {
  if (!socket.connected) catchUp();
});

noteOwnParts();
setInterval(poll, POLL_MS * (0.9 + Math.random() / 5));
