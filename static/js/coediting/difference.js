// Where two texts differ, and where the letters of a text went while others wrote in it.

const isHigh = (text, at) => /[\ud800-\udbff]/.test(text.charAt(at));

/**
 * The stretch in which `after` differs from `before`: what stood at from…to became `text`; null where they are equal.
 * Of several possible places it is the one before the caret, and no letter of two units is cut apart.
 */
export function difference(before, after, caret = after.length) {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  const sameEnd = () => before[before.length - 1 - end] === after[after.length - 1 - end];
  let end = 0;
  let from = 0;
  while (end < Math.min(most, after.length - caret) && sameEnd()) end++;
  while (from < most - end && before[from] === after[from]) from++;
  while (end < most - from && sameEnd()) end++;
  if (isHigh(before, from - 1)) from--;
  if (end && (isHigh(before, before.length - end - 1) || isHigh(after, after.length - end - 1))) end--;
  return { from, to: before.length - end, text: after.slice(from, after.length - end) };
}

/** The same as Yjs tells of a change. */
export function deltaOf(change) {
  return change ? [{ retain: change.from }, { delete: change.to - change.from }, { insert: change.text }] : [];
}

/** Call `replace(from, to, text)` for each step of a delta. */
export function eachStep(delta, replace) {
  let at = 0;
  for (const { retain = 0, insert = "", delete: gone = 0 } of delta) {
    at += retain;
    if (gone || insert) replace(at, at + gone, insert);
    at += insert.length;
  }
}

/** The letters of a text by their numbers; those that others put between have none. */
export class Letters {
  #now;

  constructor(length) {
    this.#now = Array.from({ length }, (_, number) => number);
  }

  follow(delta) {
    eachStep(delta, (from, to, text) => this.#now.splice(from, to - from, ...Array(text.length).fill(null)));
  }

  /** Make a change of the former text in what it is now by `replace`; returns where its end is. */
  change({ from, to, text }, replace) {
    const gone = this.#now.flatMap((number, at) => (number !== null && number >= from && number < to ? at : []));
    while (gone.length) {
      const end = gone.at(-1) + 1;
      let at = end;
      while (gone.at(-1) === at - 1) at = gone.pop();
      this.#now.splice(at, end - at);
      replace(at, end, "");
    }
    const at = this.#placeOf(from);
    if (text) replace(at, at, text);
    return at + text.length;
  }

  /** Behind the nearest letter before it that is left, else before the first one after it. */
  #placeOf(from) {
    const before = this.#now.findLastIndex((number) => number !== null && number < from);
    const after = this.#now.findIndex((number) => number !== null);
    return before >= 0 ? before + 1 : after >= 0 ? after : this.#now.length;
  }
}
