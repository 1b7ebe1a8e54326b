// Interleaved medians: all candidates run in one process, a short burst each in turn, so that a busy machine slows all of
// them down.

const BURST_MS = 4;
const ROUNDS = 31;

/** Keeps the result of a call, so that nothing is optimized away. */
export const sink = { last: /** @type {unknown} */ (undefined) };

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1 + (sorted.length % 2)], sorted[middle]];
  return (low + high) / 2;
}

/**
 * Measures the nanoseconds per call of each candidate, by name.
 * @template {string} Name
 * @param {Record<Name, () => unknown>} candidates
 * @param {number} [rounds]
 * @returns {Record<Name, number>}
 */
export function interleaved(candidates, rounds = ROUNDS) {
  const runners = /** @type {[Name, () => unknown][]} */ (Object.entries(candidates)).map(([name, run]) => {
    const times = /** @type {number[]} */ ([]);
    return { name, run, times, calls: callsPerBurst(run) };
  });
  for (let round = 0; round < rounds; round += 1) {
    for (const { run, times, calls } of runners) times.push(burst(run, calls) / calls);
  }
  return /** @type {any} */ (Object.fromEntries(runners.map(({ name, times }) => [name, median(times)])));
}

/** Warms up, and returns how many calls fill a burst. @param {() => unknown} run */
function callsPerBurst(run) {
  let calls = 1;
  for (const end = performance.now() + 150; performance.now() < end; ) {
    if (burst(run, calls) < BURST_MS * 1e6) calls = Math.max(calls + 1, Math.ceil(calls * 1.3));
  }
  return Math.max(1, Math.round((calls * BURST_MS * 1e6) / burst(run, calls)));
}

/** The nanoseconds that a number of calls takes. @param {() => unknown} run @param {number} calls */
function burst(run, calls) {
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call += 1) sink.last = run();
  return Number(process.hrtime.bigint() - start);
}

/**
 * Calls `run` with `frames` more frames on the stack.
 * @template T
 * @param {() => T} run
 * @param {number} [frames]
 * @returns {T}
 */
export function deep(run, frames = 10) {
  return frames === 0 ? run() : deep(run, frames - 1);
}
