// A button that copies the text of the field it names; without script the field is copied by hand.
export function offerCopies() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    const told = button.parentElement.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      told.textContent = (await copy(field.value)) ? "Copied" : "Press Ctrl and C to copy the marked text";
    });
  }
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand("copy"); // a site without HTTPS has no clipboard of its own
  }
}
