import { Inflate } from "fflate";

/**
 * As many bytes of a deflate stream (PS3.5 A.5, no zlib header) as its beginning yields. A stream that is cut short
 * gives what stands before the cut.
 */
export function inflatePrefix(deflated: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const inflate = new Inflate((part) => parts.push(part));
  try {
    inflate.push(deflated, true);
  } catch (error) {
    // fflate marks its errors with a code; anything else is a fault of ours.
    if (!(error instanceof Error && "code" in error)) throw error;
  }
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
