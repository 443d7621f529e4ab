/** How fast bytes go, smoothed so that the figure can be read. */
export interface SpeedMeter {
  /** Tells the meter how many bytes have gone in all, and when (milliseconds). */
  record(bytes: number, now: number): void;
  /** Forgets the past: after a pause it says nothing of the present. */
  reset(): void;
  /** Bytes a second, or `null` while there is too little to go by. */
  bytesPerSecond(): number | null;
}

/** Moments closer together than this are noise. */
const SHORTEST_STEP = 250;
/** After this long an old measurement weighs a third. */
const MEMORY = 6000;
/** Nothing is said before this much has been seen. */
const WARM_UP = 1500;

export function createSpeedMeter(): SpeedMeter {
  let last: { bytes: number; now: number } | undefined;
  let rate: number | null = null;
  let observed = 0;
  return {
    record(bytes, now) {
      if (!last || bytes < last.bytes) {
        // An upload went back to what the server holds: measure from there.
        last = { bytes, now };
        return;
      }
      const step = now - last.now;
      if (step < SHORTEST_STEP) return;
      const current = ((bytes - last.bytes) / step) * 1000;
      const weight = 1 - Math.exp(-step / MEMORY);
      // Weighed by what has been seen at first, or the start from nothing would show for long.
      rate = rate === null ? current : rate + (current - rate) * Math.max(weight, step / (observed + step));
      observed += step;
      last = { bytes, now };
    },
    reset() {
      last = undefined;
      rate = null;
      observed = 0;
    },
    bytesPerSecond: () => (observed < WARM_UP ? null : rate),
  };
}
