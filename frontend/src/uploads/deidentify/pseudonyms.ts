import type { InstanceHeader } from "../header";

const encoder = new TextEncoder();
/** Without letters that are taken for digits. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** UIDs below it name things of the standard, such as kinds of objects, and stay. */
const STANDARD = "1.2.840.10008.";

/** New UIDs and names, always the same for the same ones, by a key that is the link's alone. */
export class Pseudonyms {
  private readonly key: Promise<CryptoKey>;
  private readonly known = new Map<string, Promise<string>>();

  constructor(key: string) {
    this.key = crypto.subtle.importKey("raw", encoder.encode(key), { name: "HMAC", hash: "SHA-256" }, false, [
      "sign",
    ]);
  }

  /** A UID that is derived from a UUID (PS3.5 B.2). */
  uid(original: string): Promise<string> {
    if (original === "" || original.startsWith(STANDARD)) return Promise.resolve(original);
    return this.once(`uid ${original}`, (digest) => {
      const uuid = digest.slice(0, 16);
      // RFC 9562: version 8, the variant of that document
      uuid[6] = ((uuid[6] ?? 0) & 0x0f) | 0x80;
      uuid[8] = ((uuid[8] ?? 0) & 0x3f) | 0x80;
      const hex = [...uuid].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      return `2.25.${BigInt(`0x${hex}`)}`;
    });
  }

  /** What a patient is called instead. An ID tells more than a name, which is written in many ways. */
  patient({ PatientID, IssuerOfPatientID, PatientName, PatientBirthDate }: InstanceHeader): Promise<string> {
    const identity = PatientID ? [PatientID, IssuerOfPatientID] : [PatientName, PatientBirthDate];
    return this.once(`patient ${JSON.stringify(identity)}`, (digest) => {
      const letters = [...digest.slice(0, 8)].map((byte) => ALPHABET[byte % ALPHABET.length]);
      return `DEID-${letters.join("")}`;
    });
  }

  private once(text: string, write: (digest: Uint8Array) => string): Promise<string> {
    const known = this.known.get(text);
    if (known) return known;
    const made = this.key
      .then((key) => crypto.subtle.sign("HMAC", key, encoder.encode(text)))
      .then((digest) => write(new Uint8Array(digest)));
    this.known.set(text, made);
    return made;
  }
}
