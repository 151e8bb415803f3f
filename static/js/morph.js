// Brings elements of the page into the form in which the server drew them, without losing typing, focus or caret.

let morphNode;

htmx.registerExtension("quickwins-morph", {
  init(api) {
    morphNode = api.morph;
  },
});

/** Apply each top-level element of `html`: take it away, morph the one with its id, or put it into its list. */
export function apply(html) {
  for (const drawn of [...parse(html).children]) {
    const shown = document.getElementById(drawn.id);
    if ("gone" in drawn.dataset) shown?.remove();
    else if (shown) morph(shown, drawn);
    else insertInOrder(drawn);
  }
}

/** Bring the whole page into the form of another drawing of it. */
export function applyPage(html) {
  const drawn = new DOMParser().parseFromString(html, "text/html");
  for (const part of [...drawn.body.children]) {
    const shown = part.id && document.getElementById(part.id);
    if (shown) morph(shown, part);
  }
  return drawn;
}

/** Bring what stands inside `element` into the form of `html`. */
export function applyInside(element, html) {
  morphNode(element, parse(html), true);
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

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
