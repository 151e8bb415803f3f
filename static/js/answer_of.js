/** What a request to IndexedDB comes to. */
export function answerOf(asked) {
  return new Promise((answer, fail) => {
    asked.onsuccess = () => answer(asked.result);
    asked.onerror = fail;
  });
}
