/**
 * Text of a DICOM element, decoded by its Specific Character Set (0008,0005).
 *
 * PS3.3 C.12.1.1.2 lists the defined terms, PS3.5 6.1.2.5 the escape sequences. Everything is mapped onto what a
 * browser's own TextDecoder knows, so that no tables have to be loaded.
 */

/** Defined terms without code extensions, and the encoding that holds them. */
const SINGLE_SETS: Readonly<Record<string, string>> = {
  "ISO_IR 100": "iso-8859-1",
  "ISO_IR 101": "iso-8859-2",
  "ISO_IR 109": "iso-8859-3",
  "ISO_IR 110": "iso-8859-4",
  "ISO_IR 144": "iso-8859-5",
  "ISO_IR 127": "iso-8859-6",
  "ISO_IR 126": "iso-8859-7",
  "ISO_IR 138": "iso-8859-8",
  "ISO_IR 148": "iso-8859-9",
  "ISO_IR 203": "iso-8859-15",
  "ISO_IR 166": "windows-874",
  "ISO_IR 13": "shift_jis",
  "ISO_IR 192": "utf-8",
  GB18030: "gb18030",
  GBK: "gbk",
};

/** How the bytes of one code element are turned into characters. */
interface CodeElement {
  encoding: string;
  /** G0 multi-byte sets travel in seven bits; the browser's EUC decoders want the eighth. */
  raise?: "euc" | "euc-third";
}

/** Escape sequences (without ESC) that designate G0, the seven-bit half. */
const G0_ESCAPES: Readonly<Record<string, CodeElement>> = {
  "(B": { encoding: "ascii" },
  "(J": { encoding: "ascii" },
  $B: { encoding: "euc-jp", raise: "euc" },
  "$@": { encoding: "euc-jp", raise: "euc" },
  "$(D": { encoding: "euc-jp", raise: "euc-third" },
};

/** Escape sequences (without ESC) that designate G1, the half with the eighth bit set. */
const G1_ESCAPES: Readonly<Record<string, CodeElement>> = {
  "-A": { encoding: "iso-8859-1" },
  "-B": { encoding: "iso-8859-2" },
  "-C": { encoding: "iso-8859-3" },
  "-D": { encoding: "iso-8859-4" },
  "-L": { encoding: "iso-8859-5" },
  "-G": { encoding: "iso-8859-6" },
  "-F": { encoding: "iso-8859-7" },
  "-H": { encoding: "iso-8859-8" },
  "-M": { encoding: "iso-8859-9" },
  "-b": { encoding: "iso-8859-15" },
  "-T": { encoding: "windows-874" },
  ")I": { encoding: "shift_jis" },
  "$)C": { encoding: "euc-kr" },
  "$)A": { encoding: "gb18030" },
};

const ESC = 0x1b;
const decoders = new Map<string, TextDecoder>();

function decode(encoding: string, bytes: Uint8Array): string {
  let decoder = decoders.get(encoding);
  if (!decoder) {
    decoder = new TextDecoder(encoding);
    decoders.set(encoding, decoder);
  }
  return decoder.decode(bytes);
}

/** The defined term as the standard writes it: many devices write `ISO-IR 100`, `ISO_IR_100` or `iso_ir 100`. */
function normalTerm(term: string): string {
  return term
    .trim()
    .toUpperCase()
    .replace(/^ISO[-_ ]?(IR|2022)[-_ ]?(IR)?[-_ ]*(\d+)$/, (_all, _kind, _ir, number) => `ISO_IR ${number}`);
}

/**
 * Files that name no character set are ASCII by the standard, yet real ones hold UTF-8 or Latin-1. UTF-8 is hard to
 * mistake for anything else, so it is tried first.
 */
function decodeUndeclared(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return decode("iso-8859-1", bytes);
  }
}

function raised(bytes: Uint8Array, third: boolean): Uint8Array {
  const step = third ? 3 : 2;
  const pairs = Math.floor(bytes.length / 2);
  const out = new Uint8Array(pairs * step);
  for (let pair = 0; pair < pairs; pair += 1) {
    const at = pair * step;
    if (third) out[at] = 0x8f;
    out[at + step - 2] = (bytes[pair * 2] ?? 0) | 0x80;
    out[at + step - 1] = (bytes[pair * 2 + 1] ?? 0) | 0x80;
  }
  return out;
}

/** The designation that begins at `at` (just behind ESC), longest first. */
function designationAt(bytes: Uint8Array, at: number): string {
  const intermediates = 0x2f;
  let end = at;
  while (end < bytes.length && (bytes[end] ?? 0) <= intermediates) end += 1;
  return String.fromCharCode(...bytes.subarray(at, Math.min(end + 1, bytes.length)));
}

function decodeRun(run: Uint8Array, g0: CodeElement, g1: CodeElement): string {
  let text = "";
  let at = 0;
  while (at < run.length) {
    const high = (run[at] ?? 0) >= 0x80;
    let end = at + 1;
    while (end < run.length && (run[end] ?? 0) >= 0x80 === high) end += 1;
    const part = run.subarray(at, end);
    if (high) text += decode(g1.encoding, part);
    else if (g0.raise) text += decode(g0.encoding, raised(part, g0.raise === "euc-third"));
    else text += decode("ascii", part);
    at = end;
  }
  return text;
}

function decodeWithExtensions(bytes: Uint8Array, initial: CodeElement): string {
  let g0: CodeElement = { encoding: "ascii" };
  let g1 = initial;
  let text = "";
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === ESC) {
      const designation = designationAt(bytes, at + 1);
      g0 = G0_ESCAPES[designation] ?? g0;
      g1 = G1_ESCAPES[designation] ?? g1;
      at += 1 + designation.length;
      continue;
    }
    const next = bytes.indexOf(ESC, at);
    const end = next < 0 ? bytes.length : next;
    text += decodeRun(bytes.subarray(at, end), g0, g1);
    at = end;
  }
  return text;
}

/**
 * The text in `bytes`. `characterSet` is the value of (0008,0005) as it stands in the file, several terms parted by
 * backslashes, or an empty string.
 */
export function decodeText(bytes: Uint8Array, characterSet: string): string {
  const terms = characterSet.split("\\").map(normalTerm);
  const first = SINGLE_SETS[terms[0] ?? ""];
  if (bytes.includes(ESC) && first !== "utf-8") {
    return decodeWithExtensions(bytes, { encoding: first ?? "iso-8859-1" });
  }
  return first ? decode(first, bytes) : decodeUndeclared(bytes);
}
