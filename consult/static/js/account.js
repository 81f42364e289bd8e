// Pages of "your experience": the way out first, and little else, for an old phone on a slow network.
import { ExitThisPage } from "../build/exit-this-page.js";
import { guardForms } from "./once.js";
import { watchSession } from "./session.js";

for (const way of document.querySelectorAll('[data-module="govuk-exit-this-page"]')) new ExitThisPage(way);

// A page that the browser kept whole is asked for again: what it showed may be gone, and should be.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.body.hidden = true;
  window.location.reload();
});

const mistakes = document.querySelector(".govuk-error-summary");
if (mistakes) {
  mistakes.tabIndex = -1;
  mistakes.focus();
}

guardForms();
watchSession();
