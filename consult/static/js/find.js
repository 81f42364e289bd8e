// A long list of choices: while part of one is typed, what fits is listed under it. Without script it is asked for.
const WAIT_MILLISECONDS = 250;

export function offerChoices() {
  document.querySelectorAll("input[data-find]").forEach(improve);
}

function improve(input) {
  const list = document.createElement("ul");
  const said = document.createElement("p");
  let timer = 0;
  let asked = 0;
  list.id = `${input.id}-found`;
  list.className = "found-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.querySelector(`label[for="${input.id}"]`)?.innerText ?? "");
  list.hidden = true;
  said.className = "govuk-visually-hidden";
  said.setAttribute("role", "status");
  input.after(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) input.setAttribute(name, value);

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (option) => {
    input.value = option.textContent;
    close();
  };

  const mark = (option) => {
    list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  };

  const show = ({ found, count }) => {
    list.replaceChildren(...found.map((one, place) => makeOption(one, `${list.id}-${place}`)));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    input.removeAttribute("aria-activedescendant");
    said.textContent = found.length ? input.dataset.many.replace("%(count)s", count) : input.dataset.none;
  };

  async function look() {
    const turn = ++asked;
    if (!input.value.trim()) return close();
    const answer = await ask(input);
    if (answer && turn === asked && document.activeElement === input) show(answer);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT_MILLISECONDS);
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the input keeps the focus
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const options = [...list.children];
    const place = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(options[(place + step + options.length + (place < 0 && step < 0)) % options.length]);
    else if (event.key === "Enter" && place >= 0) choose(options[place]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}

function makeOption(one, id) {
  const option = document.createElement("li");
  option.id = id;
  option.textContent = one.text;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  if (one.lang) option.lang = one.lang;
  option.dir = "auto";
  return option;
}

async function ask(input) {
  const sent = new FormData(input.form);
  sent.set("_find_", input.dataset.find);
  try {
    const answer = await fetch(location.href, {
      method: "POST", body: sent, headers: { "X-Fragment": "found" }, cache: "no-store",
    });
    return answer.ok && !answer.redirected ? await answer.json() : null;
  } catch {
    return null; // without the network the list is asked for as without script
  }
}
