// The one load generator for both sides. It gets one task as JSON and prints two lines: when it has begun, and what
// it counted. Frames are counted by their first bytes and their length, never parsed.
//
//   node load.mjs '{"task": "fanout", "port": 8000, "watchers": [{"auth": {}, "cookie": ""}], …}'

import net from "node:net";
import WebSocket from "ws";

const task = JSON.parse(process.argv[2]);
const HOST = "127.0.0.1";
const OPENING_AT_ONCE = 40;
// The first digit of a message is Engine.IO's, the second Socket.IO's.
const [OPEN, PING, MESSAGE] = ["0", "2", "4"].map((digit) => digit.charCodeAt(0));
const [CONNECTED, EVENT, REFUSED] = ["0", "2", "4"].map((digit) => digit.charCodeAt(0));

const seen = { frames: 0, bytes: 0, lost: 0 };
let onFrame = () => {};

const tasks = { fanout, votes };
await tasks[task.task]();
process.exit(0);

/** Deliveries a second: the server emits once for each byte it is sent, and gets the next one when all have the last. */
async function fanout() {
  await openWatchers(task.watchers);
  const control = net.connect({ port: task.control, host: HOST, noDelay: true });
  const everybody = task.watchers.length;
  let rung = 0;
  onFrame = () => {
    if (seen.frames >= (rung + 1) * everybody) {
      rung += 1;
      control.write("!");
    }
  };
  control.write("!".repeat(task.window));
  await measured(task, () => ({ deliveries: seen.frames }));
}

/** Accepted votes a second: every voter posts the next one as soon as the last is answered. */
async function votes() {
  await openWatchers(task.watchers);
  const tally = { accepted: 0, refused: 0, waits: [], refusal: null };
  for (const voter of task.voters) keepVoting(voter, tally);
  await measured(task, () => ({ ...tally, waits: undefined }), () => {
    tally.waits.sort((a, b) => a - b);
    const at = (share) => tally.waits[Math.min(tally.waits.length - 1, Math.floor(tally.waits.length * share))];
    return { p50_ms: at(0.5), p99_ms: at(0.99), refusal: tally.refusal };
  });
}

/** Warm up, then count over the task's seconds; `count()` gives the counters as they stand. */
async function measured({ warmup_s, seconds }, count, last = () => ({})) {
  await pause(warmup_s);
  const from = { ...count(), ...seen };
  const cpu = process.cpuUsage();
  const began = performance.now();
  say({ began: true });
  await pause(seconds);
  const elapsed_s = (performance.now() - began) / 1000;
  const used = process.cpuUsage(cpu);
  const to = { ...count(), ...seen };
  const counted = Object.fromEntries(
    Object.keys(to).filter((key) => typeof to[key] === "number").map((key) => [key, to[key] - from[key]]),
  );
  say({ ...counted, elapsed_s, client_cpu: (used.user + used.system) / 1e6 / elapsed_s, ...last() });
}

async function openWatchers(watchers) {
  for (let opened = 0; opened < watchers.length; opened += OPENING_AT_ONCE) {
    await Promise.all(watchers.slice(opened, opened + OPENING_AT_ONCE).map(watch));
  }
}

/** One socket that speaks just enough Socket.IO to be let in and to stay. */
function watch({ auth, cookie }) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${HOST}:${task.port}/socket.io/?EIO=4&transport=websocket`, {
      perMessageDeflate: false,
      skipUTF8Validation: true,
      headers: cookie ? { Cookie: cookie } : {},
    });
    socket.on("message", (data) => {
      const [kind, about] = data;
      if (kind === OPEN) socket.send(`40${JSON.stringify(auth)}`);
      else if (kind === PING) socket.send("3");
      else if (kind === MESSAGE && about === CONNECTED) resolve();
      else if (kind === MESSAGE && about === REFUSED) reject(new Error(String(data)));
      else if (kind === MESSAGE && about === EVENT && data.length >= (task.least_bytes ?? 0)) {
        seen.frames += 1;
        seen.bytes += data.length;
        onFrame();
      }
    });
    socket.on("error", reject);
    socket.on("close", () => (seen.lost += 1));
  });
}

/** A keep-alive connection that reads only status and length of an answer: the client must not be what is measured. */
function keepVoting({ cookie, paths }, tally) {
  const socket = net.connect({ port: task.port, host: HOST, noDelay: true });
  let n = 0;
  let answer = "";
  let asked_at;
  const ask = () => {
    n += 1;
    asked_at = performance.now();
    socket.write(request(paths[n % paths.length], ballot(Math.floor(n / paths.length)), cookie));
  };
  socket.on("connect", ask);
  socket.on("data", (data) => {
    answer += data.toString("latin1");
    const end = answer.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(answer)?.[1] ?? 0);
    if (answer.length < end + 4 + length) return;
    if (answer[9] === "2") tally.accepted += 1;
    else {
      tally.refused += 1;
      tally.refusal ??= answer.slice(0, 600);
    }
    tally.waits.push(performance.now() - asked_at);
    answer = "";
    ask();
  });
  socket.on("close", () => (tally.refused += 1));
  socket.on("error", () => {});
}

function request(path, body, cookie) {
  return (
    `POST ${path} HTTP/1.1\r\nHost: ${HOST}:${task.port}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
    `Idempotency-Key: ${crypto.randomUUID()}\r\nHX-Request: true\r\nCookie: ${cookie}\r\n` +
    `Content-Length: ${body.length}\r\n\r\n${body}`
  );
}

/** Four criteria, each another value than the time before. */
function ballot(n) {
  return ["effect", "effectiveness", "speed", "ease"].map((key, i) => `${key}=${(n + i) % 6}`).join("&");
}

function pause(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
