/** In how many parts a password comes, and of what: to say how it is read out. */
export interface Passphrase {
  password: string;
  kind: "words" | "digits";
  parts: number;
  /** Whose words they are. */
  language: string;
}

interface WordList {
  words: readonly string[];
}

/** Each gives more than 2^50 possibilities: 5 of at least 1,024 words, or 6 of at least 324. */
const lists: Record<string, { parts: number; load: () => Promise<WordList> }> = {
  en: { parts: 5, load: () => import("./words/en") },
  de: { parts: 5, load: () => import("./words/de") },
  ar: { parts: 6, load: () => import("./words/ar") },
};

/** 16 digits: more than 2^53 possibilities. */
const digitGroups = 4;
const digitsInGroup = 4;

/**
 * A password that can be read out on the phone: words of the recipient's language where we have a list, else groups of
 * digits, which every language and every keyboard knows.
 */
export async function makePassphrase(language: string): Promise<Passphrase> {
  const list = lists[language];
  if (!list) {
    const password = Array.from({ length: digitGroups }, digits).join("-");
    return { password, kind: "digits", parts: digitGroups, language };
  }
  const { words } = await list.load();
  const chosen = Array.from({ length: list.parts }, () => words[below(words.length)]);
  return { password: chosen.join("-"), kind: "words", parts: list.parts, language };
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
