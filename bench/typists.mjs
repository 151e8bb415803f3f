// Puts typists into cards and tells how long a keystroke takes to the others. It gets one task as JSON and prints two
// lines: when it has begun, and what it measured, or `void` with the sentence that says why the run says nothing.
//
//   node typists.mjs '{"server": "hocuspocus", "port": 8000, "typists": [{"document": "a"}, …], "seconds": 12, …}'

import * as Y from "yjs";
import { HocuspocusLine } from "./lines/hocuspocus.mjs";
import { QuickWinsLine } from "./lines/quickwins.mjs";
import { Stopwatch } from "./stopwatch.mjs";
import { Typist } from "./typist.mjs";

const LINES = { quickwins: QuickWinsLine, hocuspocus: HocuspocusLine };
const OPENING_AT_ONCE = 10;
const WATCHED = 3; // of those in a card: who came first, in the middle, and last
const PATIENCE_S = 15;

const task = JSON.parse(process.argv[2]);
const random = seeded(task.seed);
const stopwatch = new Stopwatch();
let isTyping = true;
let hasBegun = false;

process.on("unhandledRejection", (fault) => end({ void: `A line failed: ${fault.message ?? fault}` }));

const cards = groups(task.typists).map((addresses) => {
  const watched = new Set([0, addresses.length >> 1, addresses.length - 1].slice(0, WATCHED));
  return addresses.map((address, n) => seat(address, watched.has(n)));
});
const everybody = cards.flat();
await open();
everybody.filter(({ isReader }) => !isReader).forEach(keepTyping);
const figures = await measure();
isTyping = false;
const isSettled = await until(() => everybody.every(({ line }) => line.isQuiet) && cards.every(isAlike));
const complaint = isSettled ? cards.map(whatIsMissing).find(Boolean) : `After ${PATIENCE_S} s the replicas differ.`;
end(complaint ? { void: complaint } : { ...figures(), ...counted() });

function seat(address, isWatched) {
  const at = { port: task.port, workshop: task.workshop, ...address };
  const typist = new Typist(at, LINES[task.server], stopwatch, { isWatched, isPatient: !isWatched && !task.eager });
  return Object.assign(typist, { isReader: address.reads });
}

/** Everybody opens their card; whoever comes first makes the paragraph, and the others wait for it. */
async function open() {
  for (const [first] of cards) {
    await first.line.open();
    first.makeParagraph();
  }
  const others = cards.flatMap(([, ...rest]) => rest);
  for (let n = 0; n < others.length; n += OPENING_AT_ONCE) {
    await Promise.all(others.slice(n, n + OPENING_AT_ONCE).map(({ line }) => line.open()));
  }
  const isReady = await until(() => everybody.every((typist) => (typist.catchUp(), typist.paragraph)));
  if (!isReady) end({ void: `After ${PATIENCE_S} s not everybody sees the paragraph.` });
}

/** So many keystrokes a second, from a moment of their own on; with rests where the task has some. */
function keepTyping(typist) {
  const every = 1000 / task.per_second;
  const { types_s, rests_s } = task.rests ?? { types_s: 1, rests_s: 0 };
  const offset = random() * (types_s + rests_s);
  const press = () => {
    if (!isTyping) return;
    const phase = (performance.now() / 1000 + offset) % (types_s + rests_s);
    if (phase < types_s) typist.type(task.carets);
  };
  setTimeout(() => setInterval(press, every), random() * every);
}

/** Warm up, then let the task's seconds pass; the figures are read when all has arrived. */
async function measure() {
  await pause(task.warmup_s);
  const cpu = process.cpuUsage();
  const from = performance.now();
  say({ began: true });
  hasBegun = true;
  await pause(task.seconds);
  const to = performance.now();
  const used = process.cpuUsage(cpu);
  const elapsed_s = (to - from) / 1000;
  return () => ({
    ...stopwatch.between(from, to),
    elapsed_s,
    client_cpu: (used.user + used.system) / 1e6 / elapsed_s,
  });
}

/** All replicas of a card hold the same. */
function isAlike(typists) {
  typists.forEach((typist) => typist.catchUp());
  const vectors = typists.map(({ doc }) => Y.encodeStateVector(doc)).map((vector) => sortedVector(vector));
  return vectors.every((vector) => vector === vectors[0]);
}

/** A sentence if a replica holds another text than the first, or if somebody's letters are not there in their order. */
function whatIsMissing(typists) {
  const [text] = new Set(typists.map(({ text }) => text));
  const others = typists.filter((typist) => typist.text !== text).length;
  if (others) return `${others} of ${typists.length} replicas hold another text.`;
  const letters = typists[0].lettersByAuthor();
  const robbed = typists.filter(({ clientID, typed }) => (letters.get(clientID) ?? "") !== typed);
  return robbed.length ? `The letters of ${robbed.length} of ${typists.length} people are not all there.` : null;
}

function counted() {
  const refused = everybody.flatMap(({ line }) => line.refusals);
  return {
    typed: everybody.reduce((sum, { typed }) => sum + typed.length, 0),
    updates: everybody.reduce((sum, { heard }) => sum + heard, 0),
    refused: refused.length,
    refusal: refused[0] ?? null,
  };
}

function groups(addresses) {
  const found = new Map();
  for (const address of addresses) found.set(address.document, [...(found.get(address.document) ?? []), address]);
  return [...found.values()];
}

function sortedVector(vector) {
  return JSON.stringify([...Y.decodeStateVector(vector)].sort(([a], [b]) => a - b));
}

/** The same numbers each time (mulberry32), so that both servers get the same moments. */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function until(isSo) {
  for (const end = performance.now() + PATIENCE_S * 1000; performance.now() < end; await pause(0.05)) {
    if (isSo()) return true;
  }
  return false;
}

function pause(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** The last line. */
function end(line) {
  if (!hasBegun) say({ began: false });
  process.stdout.write(`${JSON.stringify(line)}\n`, () => process.exit(0));
}
