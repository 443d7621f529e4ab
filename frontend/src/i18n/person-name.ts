/**
 * A DICOM person name as people write it: `Yamada^Tarou=山田^太郎` becomes `Yamada, Tarou (山田 太郎)`.
 *
 * PS3.5 6.2.1: up to three groups parted by `=` (alphabetic, ideographic, phonetic), each of family, given, middle,
 * prefix, suffix parted by `^`.
 */
export function formatPersonName(value: string): string {
  const [alphabetic = "", ideographic = ""] = value.split("=").map((group) => group.trim());
  const latin = formatAlphabetic(alphabetic);
  const local = components(ideographic).filter(Boolean).join(" ");
  if (latin && local && latin !== local) return `${latin} (${local})`;
  return latin || local;
}

function components(group: string): string[] {
  return group.split("^").map((part) => part.trim());
}

function formatAlphabetic(group: string): string {
  const [family = "", given = "", middle = "", prefix = "", suffix = ""] = components(group);
  const rest = [prefix, given, middle, suffix].filter(Boolean).join(" ");
  return [family, rest].filter(Boolean).join(", ");
}
