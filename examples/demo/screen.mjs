// Prints to the terminal: colors if it wants them, lines that fit its width.

import * as util from "node:util";

/** @typedef {Parameters<typeof util.styleText>[0]} Format */
/** @typedef {string | [format: Format | "", text: string]} Piece */

const hasColor = wantsColor();

/** The width of the terminal in columns, within readable bounds. */
export const WIDTH = Math.min(Math.max(process.stdout.columns ?? 100, 64), 112);

function wantsColor() {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0";
  return process.stdout.isTTY === true && TERM !== "dumb";
}

/** @param {Format | ""} format @param {string} text */
function paint(format, text) {
  // The first releases of Node 20 have no styleText.
  if (!hasColor || format === "" || util.styleText === undefined) return text;
  return util.styleText(format, text, { validateStream: false });
}

/**
 * Wraps pieces of text into lines of `width` columns, after a space or punctuation if possible.
 * @param {readonly Piece[]} pieces
 * @param {number} width
 * @returns {string[]}
 */
function wrap(pieces, width) {
  const chars = pieces.flatMap((piece) => {
    const [format, text] = typeof piece === "string" ? /** @type {const} */ (["", piece]) : piece;
    return [...text].map((char) => ({ format, char }));
  });
  const lines = [];
  while (chars.length > 0) {
    let end = Math.min(width, chars.length);
    if (end < chars.length) {
      const fitting = chars.slice(0, end + 1);
      const space = fitting.findLastIndex(({ char }) => char === " ");
      const mark = fitting.slice(0, end).findLastIndex(({ char }) => ",?&".includes(char));
      const last = space > width * 0.6 ? space : mark;
      if (last > width / 2) end = last + 1;
    }
    lines.push(chars.splice(0, end));
  }
  return lines.map((line) => {
    let out = "";
    for (let at = 0; at < line.length; ) {
      const { format } = line[at];
      let end = at;
      while (end < line.length && line[end].format === format) end += 1;
      out += paint(
        format,
        line
          .slice(at, end)
          .map(({ char }) => char)
          .join(""),
      );
      at = end;
    }
    return out.replaceAll(NO_BREAK_SPACE, " ").trimEnd();
  });
}

/** Prints a paragraph. @param {...Piece} pieces */
export function print(...pieces) {
  console.log(wrap(pieces, WIDTH).join("\n"));
}

/** A space at which lines do not break. */
export const NO_BREAK_SPACE = "\u00a0";

const LABEL = 11;

/**
 * Prints a label and its text.
 * @param {Format | ""} format of the label
 * @param {string} label
 * @param {...Piece} pieces
 */
export function row(format, label, ...pieces) {
  const lines = wrap(pieces, WIDTH - LABEL);
  const rest = " ".repeat(LABEL);
  console.log(
    lines.map((line, at) => (at === 0 ? `  ${paint(format, label.padEnd(LABEL - 2))}` : rest) + line).join("\n"),
  );
}

/**
 * Prints a headline, filled with a rule.
 * @param {string} left
 * @param {string} [right]
 */
export function headline(left, right = "") {
  const end = right === "" ? "" : ` ${paint("cyan", right)}`;
  const taken = left.length + 1 + (right === "" ? 0 : right.length + 1);
  console.log(`\n${paint("bold", left)} ${paint("dim", "─".repeat(Math.max(WIDTH - taken, 3)))}${end}`);
}

/**
 * Prints a table; the first row is the header.
 * @param {readonly (readonly Piece[])[]} rows
 * @param {number} spare the column to leave out if the terminal is too narrow
 */
export function table(rows, spare) {
  const textOf = (/** @type {Piece} */ cell) => (typeof cell === "string" ? cell : cell[1]);
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => textOf(cells[column]).length)));
  const total = widths.reduce((sum, width) => sum + width + 2, 0);
  const kept = [...widths.keys()].filter((column) => column !== spare || total <= WIDTH);
  for (const [at, cells] of rows.entries()) {
    const line = kept.map((column) => {
      const cell = cells[column];
      const format = at === 0 ? "dim" : typeof cell === "string" ? "" : cell[0];
      return paint(format, textOf(cell)) + " ".repeat(widths[column] - textOf(cell).length);
    });
    console.log(`  ${line.join("  ").trimEnd()}`);
    if (at === 0) console.log(paint("dim", `  ${kept.map((column) => "─".repeat(widths[column])).join("  ")}`));
  }
}
