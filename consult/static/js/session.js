// Warn before a session ends, and prolong it on request.
const WARN_MILLISECONDS = 5 * 60 * 1000;

export function watchSession() {
  const warning = document.querySelector("[data-session-seconds]");
  if (!warning) return;
  const length = Number(warning.dataset.sessionSeconds) * 1000;
  let timers = [];
  const part = (name) => warning.querySelector(`[data-session-part="${name}"]`);

  function start() {
    timers.forEach(clearTimeout);
    warning.hidden = true;
    timers = [setTimeout(warn, Math.max(length - WARN_MILLISECONDS, length / 2)), setTimeout(end, length)];
  }

  function warn() {
    warning.hidden = false;
  }

  function end() {
    warning.hidden = false;
    part("ending").hidden = true;
    part("stay").hidden = true;
    part("ended").hidden = false;
  }

  async function stay() {
    const answer = await fetch(warning.dataset.sessionAddress, { cache: "no-store" }).catch(() => null);
    if (answer && answer.ok && !answer.redirected) start();
  }

  part("stay").addEventListener("click", stay);
  start();
}
