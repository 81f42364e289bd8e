// Edit a section as its parts: add, move, delete and change each with ordinary fields and buttons. The form
// has one text all the time: without this script, and where it cannot be taken apart, that text is edited.
import { KINDS, makeFields, makePart, nameKind, readText } from "./block_fields.js";
import { keepsAll, readParts, writeParts } from "./block_text.js";
import { make, makeButton, makeChoice, label } from "./making.js";

export function editBlocks() {
  for (const place of document.querySelectorAll("[data-blocks]")) new Editor(place, listKnown());
}

class Editor {
  constructor(place, known) {
    [this.plain, this.known] = [place, known];
    this.text = place.querySelector("textarea");
    this.list = make("ol", { class: "blocks" });
    this.said = make("p", { class: "govuk-visually-hidden", role: "status" });
    const add = makeButton("Add a part at the end", () => this.add(this.list.children.length));
    this.box = make("section", { "aria-label": "Parts of the section", hidden: "" }, this.list, add);
    this.turn = makeButton("Edit as parts", () => (this.box.hidden ? this.open() : this.close()));
    place.before(this.turn, this.said, this.box);
    this.list.addEventListener("input", () => this.keep());
    this.list.addEventListener("keydown", (event) => {
      // Enter in a line would save the whole section.
      if (event.key === "Enter" && event.target.tagName === "INPUT") event.preventDefault();
    });
    if (place.dataset.blocks !== "text") this.open(false);
  }

  open(isAsked = true) {
    const parts = readParts(this.text.value);
    if (keepsAll(this.text.value, parts)) {
      this.list.replaceChildren(...parts.map((part) => this.makeItem(part)));
      this.show(true);
      if (isAsked) this.say(`The section has ${parts.length} parts.`);
    } else if (isAsked) {
      this.say("This text cannot be taken apart. Edit it as text.");
    }
  }

  close() {
    this.show(false);
    this.say("The section is one text.");
  }

  show(isParts) {
    [this.box.hidden, this.plain.hidden] = [!isParts, isParts];
    this.turn.firstChild.data = isParts ? "Edit as text" : "Edit as parts";
    this.number();
  }

  keep() {
    if (!this.box.hidden) this.text.value = writeParts(this.listStanding().map((item) => item.holds));
  }

  listStanding() {
    return [...this.list.children].filter((item) => !item.isGone);
  }

  say(words) {
    this.said.textContent = this.said.textContent === words ? `${words}\u00a0` : words;
  }

  makeItem(part) {
    const item = make("li", { class: "block" });
    item.holds = part;
    this.fill(item);
    return item;
  }

  fill(item) {
    const legend = make("legend", { class: "govuk-fieldset__legend block__legend" });
    const fields = makeFields(item.holds, this.known, (words) => {
      this.number();
      this.say(words);
    });
    const buttons = make(
      "div",
      { class: "button-row block__buttons" },
      makeButton("Move up", (event) => this.move(item, -1, event.currentTarget)),
      makeButton("Move down", (event) => this.move(item, 1, event.currentTarget)),
      makeButton("Add below", () => this.add([...this.list.children].indexOf(item) + 1)),
      makeButton("Delete", () => this.remove(item)),
    );
    const kind = makeChoice(Object.entries(KINDS), item.holds.kind);
    const chooser = item.holds.reference ? [] : [label("Kind", kind, (wanted) => this.change(item, wanted))];
    item.replaceChildren(make("fieldset", { class: "govuk-fieldset" }, legend, ...chooser, fields, buttons));
  }

  // After every change: the form's text says the same at once, so that nothing is lost with the page.
  number() {
    this.keep();
    const items = this.listStanding();
    items.forEach((item, place) => {
      const kind = nameKind(item.holds);
      item.name = `${kind} ${place + 1}`;
      item.querySelector(".block__legend").textContent = `${kind}, ${place + 1} of ${items.length}`;
      for (const button of item.querySelectorAll("button")) button.lastChild.textContent = ` (${item.name})`;
    });
  }

  move(item, step, button) {
    const items = this.listStanding();
    const place = items.indexOf(item) + step;
    if (!items[place]) return this.say(`It is the ${step < 0 ? "first" : "last"} part already.`);
    if (step < 0) items[place].before(item);
    else items[place].after(item);
    this.number();
    button.focus();
    this.say(`Moved. It is now ${place + 1} of ${items.length}.`);
  }

  add(place) {
    const item = this.makeItem(makePart("paragraph"));
    this.list.insertBefore(item, this.list.children[place] ?? null);
    this.number();
    item.querySelector("textarea").focus();
    this.say(`${item.name} is added. Its kind can be changed.`);
  }

  remove(item) {
    const back = makeButton("Put it back", () => this.bringBack(item), item.name);
    item.isGone = true;
    item.replaceChildren(make("p", { class: "govuk-body" }, `${item.name} is deleted.`), back);
    this.number();
    back.focus();
    this.say(`${item.name} is deleted.`);
  }

  bringBack(item) {
    item.isGone = false;
    this.fill(item);
    this.number();
    item.querySelector("input, select, textarea, button").focus();
    this.say(`${item.name} is back.`);
  }

  change(item, kind) {
    const words = readText(item.holds);
    const staysApart = kind === "reference" && words.trim();
    if (staysApart) item.before(this.makeItem(makePart("paragraph", words)));
    item.holds = makePart(kind, staysApart ? "" : words);
    this.fill(item);
    this.number();
    item.querySelector("select").focus();
    this.say(`It is now: ${KINDS[kind]}.${staysApart ? " The words stay, as the part above." : ""}`);
  }
}

// What may be referred to, from the list that the page shows beside the form.
function listKnown() {
  const known = new Map();
  for (const term of document.querySelectorAll(".draft-references dt")) {
    const words = [];
    for (let next = term.nextElementSibling; next?.tagName === "DD"; next = next.nextElementSibling) {
      const copy = make("p", { class: "govuk-body as-written" }, next.textContent);
      for (const name of ["lang", "dir"]) {
        if (next.hasAttribute(name)) copy.setAttribute(name, next.getAttribute(name));
      }
      words.push(copy);
    }
    known.set(term.textContent.slice(2, -2), words);
  }
  return known;
}
