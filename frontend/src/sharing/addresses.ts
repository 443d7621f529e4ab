/**
 * The entries of a text as people paste them: a mail's "To" line, a table's column, one a line, with names around the
 * addresses. Words that stand alone are entries as well, if wrong ones: nothing gets lost silently.
 */
export function entriesIn(text: string): string[] {
  return text
    .replace(/"[^"\n]*"\s*(?=<)/g, " ") // a display name (RFC 5322 section 3.4) may hold any separator
    .replaceAll('"', " ")
    .split(/[;\n\r\t]+/)
    .flatMap(entriesOf);
}

/** In `Weber, Ana <ana@x.example>` what stands around the angles is a name, comma or not. */
function entriesOf(part: string): string[] {
  if (/<[^<>]*@[^<>]*>/.test(part)) return addressesAmong(part);
  return part.split(/[,،、，]+/).flatMap((entry) => {
    const found = addressesAmong(entry);
    const words = bare(entry.trim());
    if (found.length > 0) return found;
    return words === "" ? [] : [words];
  });
}

function addressesAmong(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .map(bare)
    .filter((word) => word.includes("@"));
}

function bare(word: string): string {
  const inner = word.replace(/^[<(['‘“„«]+|[>)\]'’“”».]+$/gu, "");
  return /^mailto:/i.test(inner) ? inner.slice("mailto:".length).replace(/\?.*$/, "") : inner;
}

/** The server's rule (RFC 5321, dot-string form): plain letters before the @, a domain of any script after it. */
const local = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domain = /^([\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?\.)+[\p{N}-]*\p{L}[\p{L}\p{M}\p{N}-]*$/u;

/** Why a text is no address, for a sentence that helps to mend it. */
export type Flaw = "no at" | "nothing before" | "nothing after" | "no ending" | "letters before" | "form";

/** What keeps a text from being an address to which mail could be sent, as far as its form says. */
export function flawOf(text: string): Flaw | undefined {
  const at = text.lastIndexOf("@");
  const [name, host] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 0) return "no at";
  if (name === "") return "nothing before";
  if (host === "") return "nothing after";
  if (!local.test(name)) return local.test(name.replace(/\p{L}/gu, "a")) ? "letters before" : "form";
  if (text.length > 254 || name.length > 64) return "form";
  if (domain.test(host)) return undefined;
  return host.includes(".") ? "form" : "no ending";
}

/** Whether mail could be sent there, as far as its form says. */
export function isAddress(text: string): boolean {
  return flawOf(text) === undefined;
}

/** Adds addresses to a list; the same mailbox twice (however it is written) stays one. */
export function withAddresses(list: readonly string[], more: readonly string[]): string[] {
  const result = [...list];
  for (const address of more) {
    if (!result.some((known) => sameAddress(known, address))) result.push(address);
  }
  return result;
}

/** Whether both mean one mailbox: no server in use tells capitals apart, and a domain has two ways of writing. */
export function sameAddress(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

function canonical(address: string): string {
  const text = address.trim().toLowerCase();
  const at = text.lastIndexOf("@");
  const host = at > 0 ? asciiDomain(text.slice(at + 1)) : undefined;
  return host ? `${text.slice(0, at)}@${host}` : text;
}

/** As the server does it (UTS 46, not transitional), which the browser's URLs do as well; undefined for no domain. */
function asciiDomain(domain: string): string | undefined {
  try {
    return new URL(`https://${domain}`).hostname;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
