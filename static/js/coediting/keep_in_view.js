// The line being written stays in sight: over a phone's keyboard, which covers the page without its knowing, and over
// the foot, which gives way to the keyboard.

const MARGIN = 24;
const view = window.visualViewport;

function keep() {
  document.documentElement.toggleAttribute("data-keyboard", view.height < 0.8 * window.innerHeight);
  const line = lineBeingWritten();
  if (!line) return;
  const foot = document.querySelector(".seat-foot")?.getBoundingClientRect();
  const bar = document.querySelector(".seat-bar")?.getBoundingClientRect();
  const bottom = Math.min(view.offsetTop + view.height, foot?.top ?? Infinity) - MARGIN;
  const top = Math.max(view.offsetTop, bar?.bottom ?? 0) + MARGIN;
  if (line.bottom > bottom) window.scrollBy(0, line.bottom - bottom);
  else if (line.top < top) window.scrollBy(0, line.top - top);
}

/** Where the caret is: in a text box the mirror knows, elsewhere the browser. */
function lineBeingWritten() {
  const box = document.activeElement;
  if (box.isContentEditable) return lineOf(document.getSelection().getRangeAt(0));
  const mirror = box.closest(".written")?.querySelector(".mirror");
  if (!mirror) return null;
  const walker = document.createTreeWalker(mirror, NodeFilter.SHOW_TEXT);
  let left = box.selectionEnd;
  while (walker.nextNode()) {
    const { length } = walker.currentNode;
    if (left <= length) {
      const range = document.createRange();
      range.setStart(walker.currentNode, left);
      return lineOf(range);
    }
    left -= length;
  }
  return null;
}

const lineOf = (range) => [...range.getClientRects()].at(-1) ?? null;

if (view) {
  view.addEventListener("resize", keep);
  document.addEventListener("input", () => requestAnimationFrame(keep));
  document.addEventListener("focusin", () => setTimeout(keep, 300)); // when the keyboard has come
}
