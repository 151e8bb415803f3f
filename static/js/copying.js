// Buttons that copy: `navigator.clipboard` needs https, which a laptop in a room does not have.

const SAID_MS = 2000;

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copies]");
  if (!button) return;
  if (await copy(button.dataset.copies)) sayCopied(button);
  else offerText(button);
});

/** Put text on the clipboard; true when it is there. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text) {
  const focused = document.activeElement;
  const field = fieldOf(text);
  field.className = "visually-hidden";
  document.body.append(field);
  selectAll(field);
  const done = document.execCommand("copy");
  field.remove();
  focused.focus({ preventScroll: true });
  return done;
}

/** The button says it for a moment; pressed again meanwhile it still knows its own word. */
function sayCopied(button) {
  const word = button.querySelector("span") ?? button;
  const before = word.textContent;
  if (before === button.dataset.done) return;
  word.textContent = button.dataset.done;
  setTimeout(() => (word.textContent = before), SAID_MS);
}

/** Where the browser does not let us, the text takes the button's place, selected, to be copied by hand. */
function offerText(button) {
  const field = fieldOf(button.dataset.copies);
  field.ariaLabel = button.textContent.trim();
  button.replaceWith(field);
  selectAll(field);
}

function fieldOf(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  return field;
}

function selectAll(field) {
  field.select();
  field.setSelectionRange(0, field.value.length); // iOS
}
