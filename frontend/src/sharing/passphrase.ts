/** 5 words of at least 1,024, or 16 digits: both more than 2^50 possibilities. */
const wordCount = 5;
const digitGroups = 4;
const digitsInGroup = 4;

const lists: Record<string, () => Promise<{ words: readonly string[] }>> = {
  en: () => import("./words/en"),
  de: () => import("./words/de"),
};

/**
 * A password that can be read out on the phone: words of the recipient's language where we have a list, else groups of
 * digits, which every language and every keyboard knows.
 */
export async function makePassphrase(language: string): Promise<string> {
  const list = lists[language];
  if (!list) return Array.from({ length: digitGroups }, digits).join("-");
  const { words } = await list();
  return Array.from({ length: wordCount }, () => words[below(words.length)]).join("-");
}

function digits(): string {
  return Array.from({ length: digitsInGroup }, () => below(10)).join("");
}

/** A whole number from 0 to `limit` - 1, each as likely as the other. */
function below(limit: number): number {
  const numbers = new Uint32Array(1);
  const fair = 2 ** 32 - (2 ** 32 % limit); // what lies above would make small numbers likelier
  do crypto.getRandomValues(numbers);
  while ((numbers[0] as number) >= fair);
  return (numbers[0] as number) % limit;
}
