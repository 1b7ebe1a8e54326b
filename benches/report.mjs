// The tables of the benchmarks.

/**
 * A comparison. `ratio` is ours over theirs where less is better, and how many times faster ours is where `isFaster`.
 * @typedef {object} Row
 * @property {string} work
 * @property {string} against
 * @property {number} ours nanoseconds
 * @property {number} theirs nanoseconds
 * @property {number} ratio
 * @property {{ most?: number, least?: number }} [target]
 * @property {boolean} [isFaster]
 */

/** @param {number} nanoseconds */
export function time(nanoseconds) {
  if (nanoseconds < 1e3) return `${nanoseconds.toFixed(0)} ns`;
  if (nanoseconds < 1e6) return `${(nanoseconds / 1e3).toPrecision(3)} µs`;
  return `${(nanoseconds / 1e6).toPrecision(3)} ms`;
}

/**
 * A target beside what was measured.
 * @param {number} value
 * @param {{ most?: number, least?: number } | undefined} target
 * @param {string} [unit]
 */
export function judged(value, target, unit = "") {
  if (target?.most !== undefined) return `≤ ${target.most}${unit} | ${value <= target.most ? "met" : "**missed**"}`;
  if (target?.least !== undefined) return `≥ ${target.least}${unit} | ${value >= target.least ? "met" : "**missed**"}`;
  return " | ";
}

/** @param {string[]} heads @param {string[][]} rows */
export function table(heads, rows) {
  return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** @param {Row[]} rows */
export function comparisons(rows) {
  const heads = ["work", "against", "ours", "theirs", rows[0]?.isFaster ? "times faster" : "ratio", "target", ""];
  return table(
    heads,
    rows.map(({ work, against, ours, theirs, ratio, target }) => [
      ...[work, against, time(ours), time(theirs), ratio.toFixed(2)],
      judged(Number(ratio.toFixed(2)), target),
    ]),
  );
}
