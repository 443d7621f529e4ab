/** Addresses as people paste them: from a mail's "To", a table's column, one a line, with names around them. */
export function splitAddresses(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((part) => part.replace(/^[<("']+|[>)"']+$/g, "").replace(/^mailto:/i, ""))
    .filter((part) => part.includes("@"));
}

/** What is left of a pasted text when all addresses are taken out: it would get lost silently. */
export function isOnlyAddresses(text: string): boolean {
  return text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .every((part) => part.includes("@"));
}

/** The server's rule (RFC 5321, dot-string form): plain letters before the @, a domain of any script after it. */
const local = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domain = /^([\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?\.)+[\p{N}-]*\p{L}[\p{L}\p{M}\p{N}-]*$/u;

/** Whether mail could be sent there, as far as its form says. */
export function isAddress(text: string): boolean {
  const at = text.lastIndexOf("@");
  const [name, host] = [text.slice(0, at), text.slice(at + 1)];
  return at > 0 && text.length <= 254 && name.length <= 64 && local.test(name) && domain.test(host);
}

/** Adds addresses to a list; the same mailbox twice (whatever its capitals) stays one. */
export function withAddresses(list: readonly string[], more: readonly string[]): string[] {
  const result = [...list];
  for (const address of more) {
    if (!result.some((known) => sameAddress(known, address))) result.push(address);
  }
  return result;
}

export function sameAddress(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
