// The fields of a table: its caption, a row of headings, rows of cells, and where it is from.
import { make, makeArea, makeButton, makeLine, label } from "./making.js";

const MOST_COLUMNS = 12;
const FULL = `A table has at most ${MOST_COLUMNS} columns.`;

// announce: says what was done, once the table is drawn again.
export function fillTable(part, box, announce) {
  const width = Math.max(1, ...part.rows.map((row) => row.length));
  const takenOff = (part.takenOff ??= []);
  const again = (said, find) => {
    box.replaceChildren(...fillTable(part, box, announce));
    box.querySelector(find)?.focus();
    announce(said);
  };
  const acts = {
    "Add a row": () => {
      part.rows.push(Array(width).fill(""));
      again(`Row ${part.rows.length - 1} added.`, "fieldset:last-of-type input");
    },
    "Remove the last row": () => {
      if (part.rows.length < 3) return announce("A table keeps one row.");
      takenOff.push({ row: part.rows.pop() });
      again("The last row is removed.", "[data-act='Put it back']");
    },
    "Add a column": () => {
      if (width >= MOST_COLUMNS) return announce(FULL);
      part.rows = part.rows.map((row) => pad(row, width + 1));
      again(`Column ${width + 1} added.`, "fieldset > div:last-child input");
    },
    "Remove the last column": () => {
      if (width < 2) return announce("A table keeps one column.");
      takenOff.push({ column: part.rows.map((row) => row[width - 1] ?? "") });
      part.rows = part.rows.map((row) => row.slice(0, width - 1));
      again("The last column is removed.", "[data-act='Put it back']");
    },
    ...(takenOff.length && {
      "Put it back": () => {
        if (takenOff.at(-1).column && width >= MOST_COLUMNS) return announce(FULL);
        again(putBack(part, takenOff.pop(), width), "input");
      },
    }),
  };
  const buttons = Object.entries(acts).map(([text, press]) => {
    const button = makeButton(text, press);
    button.dataset.act = text;
    return button;
  });
  return [
    label("Caption", makeLine(part.caption), (value) => (part.caption = value)),
    ...part.rows.map((_, row) => makeRow(part, row, width, box)),
    make("div", { class: "button-row block__buttons" }, ...buttons),
    label("Source (optional)", makeLine(part.source), (value) => (part.source = value)),
  ];
}

// Beyond what was typed or added since.
function putBack(part, { row, column }, width) {
  if (row) part.rows.push(row);
  else part.rows = part.rows.map((cells, place) => [...pad(cells, width), column[place] ?? ""]);
  return row ? "The row is back." : "The column is back.";
}

function pad(cells, width) {
  return [...cells, ...Array(width - cells.length).fill("")];
}

function makeRow(part, row, width, box) {
  const legend = make("legend", { class: "govuk-fieldset__legend" }, row ? `Row ${row}` : "Headings");
  const name = (column) => part.rows[0][column] || `Column ${column + 1}`;
  const cells = Array.from({ length: width }, (_, column) => {
    const value = part.rows[row][column] ?? "";
    const field = value.includes("\n") ? makeArea(value) : makeLine(value);
    const cell = label(row ? name(column) : `Column ${column + 1}`, field, (typed) => {
      part.rows[row][column] = typed;
      // A cell is named by the heading above it.
      const below = row ? [] : box.querySelectorAll(`[data-column="${column}"] label`);
      for (const one of below) one.textContent = name(column);
    });
    if (row) cell.dataset.column = column;
    return cell;
  });
  return make("fieldset", { class: "govuk-fieldset block__row" }, legend, ...cells);
}
