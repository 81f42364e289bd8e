// A second press while the first is on its way sends nothing. The server refuses repeats too.
const RELEASE_MILLISECONDS = 8000;

export function guardForms() {
  const sent = new Set();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.hasAttribute("data-once")) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    setTimeout(() => sent.delete(form), RELEASE_MILLISECONDS);
  });
  // Back from another page: the form may be sent again.
  window.addEventListener("pageshow", () => sent.clear());
}
