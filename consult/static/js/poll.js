// Renew the parts of a running job from the server, which renders and translates them.
const FIRST_MILLISECONDS = 1000;
const SLOWEST_MILLISECONDS = 5000;

export function watchJobs() {
  for (const job of document.querySelectorAll("[data-poll]")) schedule(job, FIRST_MILLISECONDS);
}

function schedule(job, wait) {
  setTimeout(() => renew(job, Math.min(wait * 1.25, SLOWEST_MILLISECONDS)), wait);
}

async function renew(job, wait) {
  if (document.hidden) return schedule(job, wait);
  const fresh = await fetchPart(job.dataset.poll);
  if (!fresh) return schedule(job, SLOWEST_MILLISECONDS);
  copyParts(fresh, job);
  if (fresh.hasAttribute("data-poll-done")) return finish(fresh.getAttribute("data-poll-done"));
  schedule(job, wait);
}

async function fetchPart(address) {
  try {
    const answer = await fetch(address, { headers: { "X-Fragment": "progress" }, cache: "no-store" });
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("[data-poll], [data-poll-done]");
  } catch {
    return null; // the network may come back
  }
}

// Only what changed is touched, so that a screen reader says a step once and focus stays where it is.
function copyParts(fresh, job) {
  for (const part of job.querySelectorAll("[data-part]")) {
    const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!other) continue;
    if (part.textContent !== other.textContent) part.textContent = other.textContent;
    for (const name of ["value", "max"]) {
      const value = other.getAttribute(name);
      if (value === null) part.removeAttribute(name);
      else if (part.getAttribute(name) !== value) part.setAttribute(name, value);
    }
  }
}

function finish(address) {
  if (address) window.location.assign(address);
}
