// The fields of one part of a section, by its kind. Each changes the part that it is given.
import { fillTable } from "./block_table.js";
import { make, makeArea, makeChoice, makeLine, label } from "./making.js";

export const KINDS = {
  heading: "Heading",
  paragraph: "Paragraph",
  list: "List",
  table: "Table",
  footnote: "Footnote",
  reference: "Figure, table or quotation",
};
const REFERENCES = { statement: "Figure", table: "Table of the program", quotation: "Quotation" };
const PLACES = [
  ["", "A paragraph"],
  ["- ", "An item of a list"],
  ["+ ", "Goes on with the paragraph before"],
];
const LEVELS = [1, 2, 3].map((level) => [String(level), `Level ${level}`]);
const OPTION_CHARACTERS = 70;

export function nameKind(part) {
  return REFERENCES[part.reference?.split(" ")[0]] ?? KINDS[part.kind];
}

export function makePart(kind, text = "") {
  const [first, ...others] = text.split("\n");
  const source = others.join(" ");
  if (kind === "heading") return { kind, level: 2, text: text.replaceAll("\n", " ") };
  if (kind === "list") return { kind, items: [first, ...others] };
  if (kind === "table") return { kind, caption: first, rows: [["", ""], ["", ""]], source };
  if (kind === "footnote") return { kind, mark: "", text };
  if (kind === "reference") return { kind, place: "", reference: "", text };
  return { kind, text };
}

// What a part says, for when its kind is changed: no word is lost.
export function readText(part) {
  if (part.kind === "list") return part.items.join("\n");
  if (part.kind !== "table") return part.text;
  const rows = part.rows.map((row) => row.join(" ").trim());
  return [part.caption, ...rows, part.source].filter(Boolean).join("\n");
}

// known: what may be referred to, by how it is written: its words, with their language.
export function makeFields(part, known, announce) {
  const box = make("div", { class: "block__fields" });
  const words = () => label("Words", makeArea(part.text), (value) => (part.text = value));
  const fill = {
    heading: () => [
      label("Heading", makeLine(part.text), (value) => (part.text = value)),
      label("Level", makeChoice(LEVELS, String(part.level)), (value) => (part.level = Number(value))),
    ],
    paragraph: () => [words()],
    list: () => [
      label(
        "Items",
        makeArea(writeItems(part.items)),
        (value) => (part.items = readItems(value)),
        "One on each line.",
      ),
    ],
    footnote: () => [
      label(
        "Mark",
        makeLine(part.mark, "govuk-input--width-10"),
        (value) => (part.mark = value.trim()),
        "Such as 1. Put [^1] where it belongs in a paragraph or a list.",
      ),
      words(),
    ],
    reference: () => fillReference(part, known),
    table: () => fillTable(part, box, announce),
  };
  box.replaceChildren(...fill[part.kind]());
  return box;
}

function writeItems(items) {
  return items.map((item) => item.replaceAll("\n", "\n  ")).join("\n");
}

function readItems(text) {
  return text.split(/\n(?! {2})/).map((item) => item.replaceAll("\n  ", "\n"));
}

function fillReference(part, known) {
  const words = make("div", { class: "block__words" });
  const places = label("Where it stands", makeChoice(PLACES, part.place), (value) => (part.place = value));
  const show = () => {
    words.replaceChildren(...(known.get(part.reference) ?? []).map((one) => one.cloneNode(true)));
    places.hidden = !part.reference.startsWith("statement ");
    if (places.hidden) part.place = "";
  };
  show();
  if (part.reference) return [words, places];
  const listed = [...known].map(([key, said]) => [key, said[0].textContent.slice(0, OPTION_CHARACTERS)]);
  const choose = (value) => {
    part.reference = value;
    show();
  };
  return [label("Which", makeChoice([["", "Choose"], ...listed], ""), choose), words, places];
}
