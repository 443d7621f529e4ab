// Notices that the person wants no more.

const LOOK_EVERY_MS = 500;

/**
 * Resolves on Ctrl-C, on SIGTERM, when the terminal closes, and when whoever started this script is gone:
 * npm hands a signal to the shell between it and the script, which dies of it and tells nobody.
 *
 * @returns {Promise<string>} a sentence, for the case that nothing was running yet
 */
export function interruption() {
  return new Promise((resolve) => {
    const end = () => resolve("Ended before it was ready.");
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && end(), LOOK_EVERY_MS).unref();
  });
}
