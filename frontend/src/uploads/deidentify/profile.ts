import table from "./basic-profile.json";

/** What is done with an attribute (PS3.15 E.1.1): kept, emptied, given a dummy or another UID; all others are removed. */
export type Action = "K" | "Z" | "D" | "U";

export interface Rule {
  action: Action;
  /** Its value representation, for data sets that don't say it. */
  vr: string;
}

const rules = new Map<number, Rule>();
for (const [action, byVr] of Object.entries(table.actions)) {
  for (const [vr, tags] of Object.entries(byVr)) {
    for (const tag of tags.split(" ")) rules.set(Number.parseInt(tag, 16), { action: action as Action, vr });
  }
}
const keywords: Readonly<Record<string, string>> = table.keywords;

/** The rule for a tag (group in the upper 16 bits); undefined: the attribute is removed. */
export function ruleOf(tag: number): Rule | undefined {
  return rules.get(tag);
}

/** The keyword of an attribute that is taken out and that a person can read. */
export function removedKeyword(tag: number): string | undefined {
  return keywords[tag.toString(16).padStart(8, "0")];
}
