// <photo-pick>: a photo beside the words of a form. The form carries only its key; photos.js sends the photo itself.

import { dropPhoto, keepPhoto, photoOf, waitingPhotos } from "../photos.js";

class PhotoPick extends HTMLElement {
  #stop = new AbortController();

  connectedCallback() {
    const { signal } = this.#stop;
    this.#file.removeAttribute("name"); // else the outbox would carry its name
    this.addEventListener("change", () => this.#chosen(), { signal });
    this.addEventListener("click", (event) => event.target.closest("[data-drop]") && this.#drop(), { signal });
    this.closest("form").addEventListener("reset", () => this.#show((this.#key.value = "")), { signal });
    document.addEventListener("draft:returned", () => this.#show(this.#key.value), { signal });
    document.addEventListener("photos:changed", () => this.#say(), { signal });
    this.#show(this.#key.value);
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  get #file() {
    return this.querySelector("[type=file]");
  }

  get #key() {
    return this.querySelector("[name=photo_key]");
  }

  async #chosen() {
    const [file] = this.#file.files;
    if (file) this.#keep(await keepPhoto(file));
  }

  #drop() {
    dropPhoto(this.#key.value);
    this.#keep("");
  }

  /** The draft keeps the key with the words. */
  #keep(key) {
    this.#key.value = key;
    this.#key.dispatchEvent(new Event("input", { bubbles: true }));
    this.#show(key);
  }

  async #show(key) {
    const blob = key ? await photoOf(key) : undefined;
    const picture = this.querySelector("img");
    URL.revokeObjectURL(picture.src);
    if (blob) picture.src = URL.createObjectURL(blob);
    picture.hidden = !blob && !picture.src.includes("/photos/");
    this.querySelector("[data-drop]").hidden = !blob;
    if (!key) this.#file.value = "";
    this.#say();
  }

  #say() {
    this.querySelector("[data-state]").textContent = waitingPhotos() ? this.dataset.waiting : "";
  }
}

customElements.define("photo-pick", PhotoPick);
