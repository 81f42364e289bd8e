// The text of a section as its parts, and back again; services/drafts/draft_notation.py has the rules.
const REFERENCE = /^(- |\+ |)\[\[((?:statement|table|quotation) .+)\]\]$/;
const HEADING = /^(#{1,3}) (.*\S.*)$/;
const NOTE = /^\[\^([\p{L}\p{N}_-]{1,30})\]: ?(.*)$/u;
const MARKED = /^(?:\\|#{1,3} |- |\+ \[\[|\[\[|\||\[\^[\p{L}\p{N}_-]{1,30}\]:)/u;
const CELL = /((?:\\.|[^\\|])*\\?)(?:\||$)/g;
const ESCAPES = { "\\": "\\\\", "|": "\\|", "\n": "\\n" };

export function readParts(text) {
  const parts = [];
  let open = null;
  const begin = (part) => (parts.push(part), part);
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const [reference, heading, note] = [REFERENCE, HEADING, NOTE].map((one) => line.match(one));
    const goesOn = open && (open.kind === "list" || open.kind === "footnote");
    if (!line.trim()) {
      open = null;
    } else if (reference) {
      open = null;
      begin({ kind: "reference", place: reference[1], reference: reference[2] });
    } else if (heading) {
      open = null;
      begin({ kind: "heading", level: heading[1].length, text: heading[2] });
    } else if (note) {
      open = begin({ kind: "footnote", mark: note[1], text: note[2] });
    } else if (line.startsWith("|")) {
      if (open?.kind !== "table" || line.startsWith("|=")) {
        open = begin({ kind: "table", caption: "", rows: [], source: "" });
      }
      readRow(open, line);
    } else if (line.startsWith("  \\") && goesOn) {
      goOn(open, line.slice(3));
    } else if (line.startsWith("- ")) {
      if (open?.kind !== "list") open = begin({ kind: "list", items: [] });
      open.items.push(line.slice(2).replace(/^\\/, ""));
    } else {
      if (open?.kind !== "paragraph") open = begin({ kind: "paragraph", lines: [] });
      open.lines.push(line.replace(/^\\/, ""));
    }
  }
  return parts.map(({ lines, ...part }) => (lines ? { ...part, text: lines.join("\n") } : part));
}

export function writeParts(parts) {
  return parts.map(writePart).filter(Boolean).join("\n\n");
}

// True where no letter of a text is lost between its parts and the text made of them; empty parts are.
export function keepsAll(text, parts) {
  const bare = (given) => given.replace(/^- *$/gm, "").replace(/[\s\\|]/g, "");
  return bare(text) === bare(writeParts(parts));
}

function goOn(part, line) {
  if (part.kind === "footnote") part.text += `\n${line}`;
  else part.items.push(`${part.items.pop()}\n${line}`);
}

function readRow(table, line) {
  if (line.startsWith("|=")) table.caption = readCell(line.slice(2));
  else if (line.startsWith("|~")) table.source = readCell(line.slice(2));
  else {
    const cells = [...line.slice(1).trimEnd().matchAll(CELL)].map((one) => one[1]);
    if (cells.length > 1 && !cells.at(-1)) cells.pop();
    table.rows.push(cells.map(readCell));
  }
}

function readCell(text) {
  return text.trim().replace(/\\(.)/g, (_, sign) => (sign === "n" ? "\n" : sign)).trim();
}

function writePart(part) {
  const isEmpty = (text) => !text.trim();
  if (part.reference) return `${part.place}[[${part.reference}]]`;
  if (part.kind === "table") return writeTable(part);
  if (part.kind === "list") return part.items.filter((one) => !isEmpty(one)).map(writeItem).join("\n");
  if (isEmpty(part.text + (part.mark ?? ""))) return "";
  if (part.kind === "footnote") return `[^${part.mark}]: ${indent(part.text)}`;
  if (part.kind === "heading") return `${"#".repeat(part.level)} ${part.text.replaceAll("\n", " ")}`;
  return part.text.split("\n").map(escapeLine).join("\n");
}

function writeItem(item) {
  return `- ${item.startsWith("\\") || item.startsWith("[[") ? "\\" : ""}${indent(item)}`;
}

function indent(text) {
  return text.replaceAll("\n", "\n  \\");
}

function escapeLine(line) {
  return !line.trim() || MARKED.test(line) || line.startsWith("  \\") ? `\\${line}` : line;
}

function writeTable({ caption, rows, source }) {
  const write = (text) => text.trim().replace(/[\\|\n]/g, (sign) => ESCAPES[sign]);
  if (!(caption + source + rows.flat().join("")).trim()) return "";
  const lines = [`|= ${write(caption)}`, ...rows.map((row) => `| ${row.map(write).join(" | ")} |`)];
  return [...lines, ...(source.trim() ? [`|~ ${write(source)}`] : [])].join("\n");
}
