// Elements and labelled fields, made as the rest of the site has them.
const LINE_CHARACTERS = 60;
let made = 0;

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// about: what it acts on, for whoever hears the button and does not see where it stands.
export function makeButton(text, press, about = "") {
  const hidden = make("span", { class: "govuk-visually-hidden" }, about ? ` ${about}` : "");
  const classes = "govuk-button govuk-button--secondary block__button";
  const button = make("button", { type: "button", class: classes }, text, hidden);
  button.addEventListener("click", press);
  return button;
}

// field: an input, a textarea or a select; says is called with its value whenever that changes.
export function label(text, field, says, hint = "") {
  const id = `block-field-${(made += 1)}`;
  field.id = id;
  const name = make("label", { class: "govuk-label", for: id }, text);
  const group = make("div", { class: "govuk-form-group block__field" }, name);
  if (hint) {
    group.append(make("div", { class: "govuk-hint", id: `${id}-hint` }, hint));
    field.setAttribute("aria-describedby", `${id}-hint`);
  }
  group.append(field);
  field.addEventListener("input", () => says(field.value));
  return group;
}

export function makeLine(value, more = "") {
  const classes = `govuk-input ${more}`.trim();
  const field = make("input", { class: classes, type: "text", dir: "auto", autocomplete: "off" });
  field.value = value;
  return field;
}

export function makeArea(value) {
  const field = make("textarea", { class: "govuk-textarea block__area", dir: "auto", spellcheck: "true" });
  const fit = () => {
    const lines = field.value.split("\n").map((line) => Math.ceil((line.length + 1) / LINE_CHARACTERS));
    field.rows = Math.max(2, lines.reduce((sum, one) => sum + one, 0));
  };
  field.value = value;
  field.addEventListener("input", fit);
  fit();
  return field;
}

export function makeChoice(options, value) {
  const field = make("select", { class: "govuk-select" });
  for (const [key, text] of options) field.append(make("option", { value: key }, text));
  field.value = value;
  return field;
}
