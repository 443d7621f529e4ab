/**
 * The words of a title that stand in one of the names as well: a folder often bears its patient's. Short words and numbers
 * say nothing.
 */
export function namesIn(title: string, names: readonly string[]): string {
  const known = new Set(names.flatMap(wordsOf).map((word) => word.toLocaleLowerCase()));
  return wordsOf(title)
    .filter((word) => known.has(word.toLocaleLowerCase()))
    .join(" ");
}

function wordsOf(text: string): string[] {
  return text.match(/\p{L}[\p{L}\p{M}'’-]{2,}/gu) ?? [];
}
