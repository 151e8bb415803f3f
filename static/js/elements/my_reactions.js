// <my-reactions data-pressed data-own>: marks on the shared list what this person has said, and which are their own.
// Problems and comments come by the frame, equal for all; this element alone knows who looks at them.

import { post, waiting } from "../outbox.js";

const BUTTON = "button[data-reaction]";

class MyReactions extends HTMLElement {
  static observedAttributes = ["data-pressed", "data-own"];

  #stop = new AbortController();

  connectedCallback() {
    const { signal } = this.#stop;
    for (const name of ["live:frame", "own-part", "outbox:changed", "outbox:refused"]) {
      document.addEventListener(name, () => this.#mark(), { signal });
    }
    document.addEventListener("outbox:sent", (event) => this.#arrived(event.detail.command), { signal });
    this.#mark();
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#mark();
  }

  /** The server has it: until the own part comes anew, it stands here. */
  #arrived(command) {
    const id = command.path.match(/^\/(?:problems|comments)\/([^/]+)\/reactions$/)?.[1];
    if (!id) return;
    const pressed = new Set(this.dataset.pressed.split(" "));
    const held = document.getElementById(`problem-${id}`)?.dataset.holds?.split(" ") ?? [];
    for (const one of [id, ...held]) pressed.delete(`${kindOf(command)}:${one}`);
    if (isOn(command)) pressed.add(`${kindOf(command)}:${id}`);
    this.dataset.pressed = [...pressed].join(" ");
  }

  /** What the server knows, and over it the taps that are still on their way. */
  #mark() {
    const pressed = new Set(this.dataset.pressed.split(" "));
    const taps = waiting().filter((command) => command.path.endsWith("/reactions"));
    const own = new Set(this.dataset.own.split(" "));
    for (const button of document.querySelectorAll(BUTTON)) {
      const path = button.form.getAttribute("action");
      const tap = taps.findLast((command) => command.path === path && kindOf(command) === button.value);
      const problem = button.closest("li");
      const ids = [button.dataset.reaction, ...(problem.dataset.holds ?? "").split(" ")]; // what is merged into it, too
      const isPressed = tap ? isOn(tap) : ids.some((id) => pressed.has(`${button.value}:${id}`));
      button.setAttribute("aria-pressed", isPressed);
      const isOwn = ids.some((id) => id && own.has(id));
      button.disabled = "looksOn" in this.dataset || (isOwn && "notOwn" in button.dataset);
      problem.toggleAttribute("data-own", isOwn);
    }
  }
}

/** The list may stand there before this person's own part: a tap in between must not load the page anew. */
document.addEventListener("click", (event) => {
  const button = event.target.closest?.(BUTTON);
  if (!button) return;
  event.preventDefault();
  const on = button.getAttribute("aria-pressed") === "true" ? 0 : 1;
  post(button.form.getAttribute("action"), new URLSearchParams({ kind: button.value, on }));
});

const kindOf = (command) => new URLSearchParams(command.body).get("kind");
const isOn = (command) => new URLSearchParams(command.body).get("on") === "1";

customElements.define("my-reactions", MyReactions);
