// The long field under somebody's hands: ProseMirror on the shared text, with its tools above it.

import * as pm from "../../vendor/prosemirror.min.js";
import { mark, say, sayTyping, writersIn } from "./others.js";
import { LONG, mayWrite, textOf } from "./shared_text.js";

const LINK = /^(https?:\/\/|mailto:)\S/i;
const NOWHERE = { field: null, typing: false, cursor: null };
const node = (tag, content, group) => ({ content, group, parseDOM: [{ tag }], toDOM: () => [tag, 0] });
const format = (tag, other) => ({ parseDOM: [{ tag }, { tag: other }], toDOM: () => [tag, 0] });

// The server takes these and nothing else.
const schema = new pm.Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: node("p", "text*", "block"),
    bullet_list: node("ul", "list_item+", "block"),
    ordered_list: node("ol", "list_item+", "block"),
    list_item: node("li", "paragraph (paragraph | bullet_list | ordered_list)*"),
    text: {},
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (a) => LINK.test(a.getAttribute("href")) && { href: a.getAttribute("href") } }],
      toDOM: ({ attrs: { href } }) => ["a", { href, rel: "noopener nofollow" }, 0],
    },
    strong: format("strong", "b"),
    em: format("em", "i"),
  },
});
const { list_item: item, bullet_list: bullets, ordered_list: numbers } = schema.nodes;
const { strong, em, link } = schema.marks;

const COMMANDS = { strong: pm.toggleMark(strong), em: pm.toggleMark(em), bullet_list: listOf(bullets), ordered_list: listOf(numbers) };

const KEYS = {
  "Mod-b": COMMANDS.strong,
  "Mod-i": COMMANDS.em,
  "Mod-z": pm.undoCommand,
  "Mod-y": pm.redoCommand,
  "Shift-Mod-z": pm.redoCommand,
  "Mod-]": pm.sinkListItem(item), // not Tab: it leads on to the next field
  "Mod-[": pm.liftListItem(item),
  Enter: pm.splitListItem(item),
};

/** Make a list; of one that is there already, plain paragraphs again. */
function listOf(kind) {
  return (state, dispatch) => (isIn(state, kind) ? pm.liftListItem(item) : pm.wrapInList(kind))(state, dispatch);
}

const isIn = ({ selection: { $from } }, kind) => $from.depth > 2 && $from.node(-2).type === kind;

// Drawn anew when others move or write; while this person writes they move with the text, of which Yjs knows later.
const carets = new pm.Plugin({
  state: {
    init: () => pm.DecorationSet.empty,
    apply: (change, before, _former, state) =>
      change.getMeta(carets) || change.getMeta(pm.ySyncPluginKey)?.isChangeOrigin
        ? pm.DecorationSet.create(change.doc, writersIn(LONG).flatMap((writer) => caretOf(state, writer)))
        : before.map(change.mapping, change.doc),
  },
  props: { decorations: (state) => carets.getState(state) },
});

function caretOf(state, { client, cursor, person: { palette } }) {
  const places = placesIn(state, cursor);
  if (!places.every((at) => Number.isInteger(at) && at <= state.doc.content.size)) return [];
  const [anchor, head] = places;
  return [
    pm.Decoration.widget(head, () => caretIn(palette), { key: `${client} ${palette}`, side: 10 }),
    pm.Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), { class: "selected", "data-palette": palette }),
  ];
}

/** Null where there is none, or none that can be read: the others may send anything. */
function placesIn(state, cursor) {
  const { doc, type, binding } = pm.ySyncPluginKey.getState(state);
  const at = (place) => pm.relativePositionToAbsolutePosition(doc, type, place, binding.mapping);
  try {
    return [at(cursor.anchor), at(cursor.head)];
  } catch {
    return [null];
  }
}

/** With a letter without width in it: Chrome moves nobody's caret over an empty element. */
function caretIn(palette) {
  const caret = mark("i", "caret", palette);
  caret.textContent = "\u2060";
  return caret;
}

export class RichText {
  #stop = new AbortController();
  #tools;
  #view;

  /** Open it in the place of what stood there, with the caret where the finger was. */
  constructor(field, at) {
    const { signal } = this.#stop;
    const place = field.querySelector(".rich");
    const on = (target, name, react) => target.addEventListener(name, react, { signal });
    this.#tools = field.querySelector(".tools");
    place.hidden = this.#tools.hidden = false;
    const heard = (view, change) => this.#apply(view, change);
    this.#view = new pm.EditorView(
      { mount: place },
      {
        dispatchTransaction(change) {
          heard(this, change); // the first ones come before the view is ours
        },
        state: pm.EditorState.create({
          schema,
          plugins: [pm.ySyncPlugin(textOf(LONG)), pm.yUndoPlugin(), pm.keymap(KEYS), pm.keymap(pm.baseKeymap), carets],
        }),
        editable: mayWrite,
        scrollMargin: 96,
        scrollThreshold: 96,
        handleDOMEvents: { beforeinput: (view, event) => this.#turnBack(event), focus: () => this.#sayPlace(), blur: () => say(NOWHERE) },
      },
    );
    on(document, "text:others", () => setTimeout(() => signal.aborted || this.#drawCarets())); // after what the browser has still to tell of ours
    on(document, "text:rights", () => this.#view.setProps({}));
    on(window.visualViewport, "resize", () => this.#view.hasFocus() && this.#view.dispatch(this.#view.state.tr.scrollIntoView()));
    on(this.#tools, "mousedown", (event) => event.preventDefault()); // the caret stays in the text
    on(this.#tools, "click", (event) => this.#press(event.target.closest("button")?.dataset.command));
    on(this.#dialog, "close", () => this.#link(this.#dialog.returnValue));
    const found = at && this.#view.posAtCoords({ left: at.clientX, top: at.clientY });
    this.#drawCarets();
    this.#view.focus();
    if (found) this.#putCaret(found.pos);
  }

  #drawCarets() {
    this.#view.dispatch(this.#view.state.tr.setMeta(carets, true));
  }

  close() {
    this.#stop.abort();
    this.#view.dom.hidden = this.#tools.hidden = true;
    this.#view.destroy();
    say(NOWHERE);
  }

  #putCaret(at) {
    const { tr, doc } = this.#view.state;
    this.#view.dispatch(tr.setSelection(pm.TextSelection.near(doc.resolve(at))));
  }

  #apply(view, change) {
    const after = view.state.apply(change);
    view.updateState(after);
    if (change.docChanged && !change.getMeta(pm.ySyncPluginKey)) sayTyping(LONG);
    if (change.docChanged || change.selectionSet) this.#sayPlace();
    for (const button of this.#tools.querySelectorAll("[data-command]")) {
      button.setAttribute("aria-pressed", isOn(after, button.dataset.command));
    }
  }

  #sayPlace() {
    if (!this.#view?.hasFocus()) return;
    const { type, binding } = pm.ySyncPluginKey.getState(this.#view.state);
    const { anchor, head } = this.#view.state.selection;
    const place = (at) => JSON.parse(JSON.stringify(pm.absolutePositionToRelativePosition(at, type, binding.mapping)));
    say({ field: LONG, cursor: { anchor: place(anchor), head: place(head) } });
  }

  /** From the menu of a phone, or by shaking it. */
  #turnBack(event) {
    const wanted = { historyUndo: pm.undoCommand, historyRedo: pm.redoCommand }[event.inputType];
    if (!wanted) return false;
    event.preventDefault();
    return wanted(this.#view.state, this.#view.dispatch);
  }

  #press(command) {
    if (!command || !mayWrite()) return;
    if (command === "link") return this.#askForLink();
    COMMANDS[command](this.#view.state, this.#view.dispatch);
    this.#view.focus();
  }

  #askForLink() {
    this.#dialog.querySelector("input").value = linkAt(this.#view.state)?.attrs.href ?? "";
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
  }

  /** The words chosen lead there, or the address stands for itself. */
  #link(wanted) {
    const { tr, selection } = this.#view.state;
    const href = this.#dialog.querySelector("input").value.trim();
    const [from, to] = selection.empty ? stretchOf(selection.$from) : [selection.from, selection.to];
    if (wanted === "remove") tr.removeMark(from, to, link);
    if (wanted === "set" && LINK.test(href)) {
      if (from === to) tr.insertText(href, from);
      tr.addMark(from, from === to ? from + href.length : to, link.create({ href }));
    }
    this.#view.dispatch(tr);
    this.#view.focus();
  }

  get #dialog() {
    return document.getElementById("link-dialog");
  }
}

const linkAt = ({ selection: { $from } }) => link.isInSet($from.marks()) ?? link.isInSet($from.nodeAfter?.marks ?? []);

/** From where to where the link goes in which a caret stands. */
function stretchOf($from) {
  const start = $from.start();
  let [from, to] = [$from.pos, $from.pos];
  $from.parent.forEach((child, offset) => {
    const [begin, end] = [start + offset, start + offset + child.nodeSize];
    if (link.isInSet(child.marks) && begin <= $from.pos && $from.pos <= end) [from, to] = [begin, end];
  });
  return [from, to];
}

function isOn(state, command) {
  if (command === "bullet_list" || command === "ordered_list") return isIn(state, schema.nodes[command]);
  const { from, to, empty, $from } = state.selection;
  const type = schema.marks[command];
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
}
