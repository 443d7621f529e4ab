/**
 * Words of another language within a sentence, kept from mixing with its direction (Unicode bidirectional isolates).
 * What has no letters at all, a phone number say, reads from left to right.
 */
export function isolate(words: string): string {
  const mark = /\p{L}/u.test(words) ? "\u2068" : "\u2066";
  return words ? `${mark}${words}\u2069` : words;
}
