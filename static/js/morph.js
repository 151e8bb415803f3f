// Brings elements of the page into the form in which the server drew them, without losing typing, focus or caret.

const TAKES_FOCUS = "a[href], button:enabled, input, textarea, select, summary, dialog, [tabindex], [contenteditable=true]";

let morphNode;

htmx.registerExtension("quickwins-morph", {
  init(api) {
    morphNode = api.morph;
  },
});

/** Apply each top-level element of `html`: take it away, morph the one with its id, or put it into its list. */
export function apply(html) {
  keepFocus(() => {
    for (const drawn of [...parse(html).children]) {
      const shown = document.getElementById(drawn.id);
      if ("gone" in drawn.dataset) shown?.remove();
      else if (shown) morph(shown, drawn);
      else insertInOrder(drawn);
    }
  });
}

/** Bring the whole page into the form of another drawing of it, a document. */
export function applyPage(drawn) {
  keepFocus(() => {
    for (const part of [...drawn.body.children]) {
      const shown = part.id && document.getElementById(part.id);
      if (shown) morph(shown, part);
    }
  });
}

/** Bring what stands inside `element` into the form of `html`. */
export function applyInside(element, html) {
  keepFocus(() => morphNode(element, parse(html), true));
  htmx.process(element);
}

function morph(shown, drawn) {
  const fragment = document.createDocumentFragment();
  fragment.append(drawn);
  morphNode(shown, fragment, false);
  htmx.process(shown);
}

/** A new member of a list names the list and its place there; order is text, so that it compares as it reads. */
function insertInOrder(drawn) {
  const list = document.getElementById(drawn.dataset.list ?? "");
  if (!list) return;
  const after = [...list.children].find((member) => member.dataset.order > drawn.dataset.order);
  list.insertBefore(drawn, after ?? null);
  drawn.classList.add("arrived");
  htmx.process(drawn);
}

/** A button that has done its work may be gone: whoever pressed it goes on where it stood, not at the page's beginning. */
function keepFocus(change) {
  const focused = document.activeElement;
  const homes = [];
  for (let up = focused; up; up = up.parentElement) if (up.id) homes.push(up.id);
  change();
  if (!homes.length || hasFocus(focused)) return;
  for (const id of homes) if (focusOn(document.getElementById(id))) return;
}

const hasFocus = (element) =>
  element === document.activeElement && element.checkVisibility() && element.matches(TAKES_FOCUS);

/** Its heading says what stands there now; a place without one is focused itself. */
function focusOn(place) {
  const target = place?.querySelector("h1, h2, h3") ?? place;
  if (!target?.checkVisibility()) return false;
  if (!target.matches(TAKES_FOCUS)) {
    target.tabIndex = -1;
    target.addEventListener("blur", () => target.removeAttribute("tabindex"), { once: true });
  }
  target.focus({ preventScroll: true });
  return document.activeElement === target;
}

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
