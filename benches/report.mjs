// Writes the tables of the benchmarks.

/**
 * A comparison. `ratio` is ours divided by theirs; if `isFaster`, it is theirs divided by ours: how many times faster ours is.
 * @typedef {object} Row
 * @property {string} work
 * @property {string} against
 * @property {number} ours nanoseconds
 * @property {number} theirs nanoseconds
 * @property {number} ratio
 * @property {{ most?: number, least?: number }} [target]
 * @property {boolean} [isFaster]
 */

/** A duration with its unit. @param {number} nanoseconds */
export function time(nanoseconds) {
  if (nanoseconds < 1e3) return `${nanoseconds.toFixed(0)} ns`;
  if (nanoseconds < 1e6) return `${(nanoseconds / 1e3).toPrecision(3)} µs`;
  return `${(nanoseconds / 1e6).toPrecision(3)} ms`;
}

/**
 * The last two cells of a row: the target, and whether the value meets it.
 * @param {number} value
 * @param {{ most?: number, least?: number } | undefined} target
 * @param {string} [unit]
 */
export function targetCells(value, target, unit = "") {
  if (target?.most !== undefined) return `≤ ${target.most}${unit} | ${value <= target.most ? "met" : "**missed**"}`;
  if (target?.least !== undefined) return `≥ ${target.least}${unit} | ${value >= target.least ? "met" : "**missed**"}`;
  return " | ";
}

/** A table in Markdown. @param {string[]} heads @param {string[][]} rows */
export function table(heads, rows) {
  return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The table of some comparisons. @param {Row[]} rows */
export function comparisons(rows) {
  const heads = ["work", "against", "ours", "theirs", rows[0]?.isFaster ? "times faster" : "ratio", "target", ""];
  return table(
    heads,
    rows.map(({ work, against, ours, theirs, ratio, target }) => [
      ...[work, against, time(ours), time(theirs), ratio.toFixed(2)],
      targetCells(Number(ratio.toFixed(2)), target),
    ]),
  );
}
