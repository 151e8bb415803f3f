// From the keystroke to the other replicas: when each was typed, and when those that are watched had applied it.
//
// A keystroke is told by who typed it and by its number in their own count (Yjs' client and clock), so that nothing
// has to be sent along with it, and the same code measures every server.

export class Stopwatch {
  #typed = new Map(); // client -> moments, by clock
  #waits = []; // [moment of the keystroke, ms until a watched replica had it]
  #acknowledged = [];

  /** A key is pressed now. */
  type(client, clock, at) {
    if (!this.#typed.has(client)) this.#typed.set(client, []);
    this.#typed.get(client)[clock] = at;
  }

  /** Look at what this replica gets from others. */
  watch(doc) {
    doc.on("afterTransaction", ({ local, beforeState, afterState }) => {
      if (local) return;
      const now = performance.now();
      for (const [client, clock] of afterState) this.#apply(client, beforeState.get(client) ?? 0, clock, now);
    });
  }

  acknowledge(moments) {
    const now = performance.now();
    for (const at of moments) this.#acknowledged.push([at, now - at]);
  }

  /** Percentiles of what was typed between two moments. */
  between(from, to) {
    const waits = within(this.#waits, from, to);
    const acks = within(this.#acknowledged, from, to);
    return {
      samples: waits.length,
      p50_ms: at(waits, 0.5),
      p95_ms: at(waits, 0.95),
      p99_ms: at(waits, 0.99),
      most_ms: waits.at(-1) ?? null,
      ack_p50_ms: at(acks, 0.5),
      ack_p99_ms: at(acks, 0.99),
    };
  }

  #apply(client, before, after, now) {
    const moments = this.#typed.get(client);
    if (!moments) return;
    for (let clock = before; clock < after; clock++) {
      if (moments[clock] !== undefined) this.#waits.push([moments[clock], now - moments[clock]]);
    }
  }
}

function within(waits, from, to) {
  return waits
    .filter(([moment]) => from <= moment && moment < to)
    .map(([, wait]) => wait)
    .sort((a, b) => a - b);
}

function at(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}
