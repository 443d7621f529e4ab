// What a person at the terminal reads: one short line for each step, with the time it took.

/** A failure that is explained already; shown without a stack trace. */
export class Explained extends Error {}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * Runs one step of a set-up and reports it.
 *
 * @param {string} what the step's name, such as "Python packages"
 * @param {() => Promise<string>} work returns the outcome in a word or two
 */
export async function step(what, work) {
  const begin = Date.now();
  if (process.stdout.isTTY) process.stdout.write(`  … ${what}`);
  let outcome;
  try {
    outcome = await work();
  } finally {
    if (process.stdout.isTTY) process.stdout.write("\r\x1b[2K");
  }
  const spent = Date.now() - begin;
  say(`  ✓ ${what}: ${outcome}${spent < 500 ? "" : ` (${duration(spent)})`}`);
}

/**
 * Ends the process with the reason; without a stack trace when the reason is explained already.
 *
 * @param {unknown} error
 * @returns {never}
 */
export function fail(error) {
  const text =
    error instanceof Explained ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`\n${text}\n`);
  process.exit(1);
}
