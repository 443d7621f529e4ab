import { type APIRequestContext, expect } from "@playwright/test";

/** A mail as the mailbox gives it. */
export interface Mail {
  id: string;
  subject: string;
  text: string;
  html: string;
}

interface Summary {
  id: string;
  received_at: string;
}

/** The mails that one test got, as many as it asked for. */
type Mails<Count extends number> = Count extends 1 ? [Mail] : Count extends 2 ? [Mail, Mail] : Mail[];

/** Where the mails of the tested installation arrive (`filmjacket mailbox`). */
export class Mailbox {
  readonly #request: APIRequestContext;
  readonly #url: string;

  constructor(request: APIRequestContext, url: string) {
    this.#request = request;
    this.#url = url;
  }

  /** Waits until `recipient` has got `count` mails, and gives them, oldest first. */
  async mails<Count extends number>(recipient: string, count: Count): Promise<Mails<Count>> {
    let summaries: Summary[] = [];
    await expect(async () => {
      summaries = await this.#list(recipient);
      expect(summaries).toHaveLength(count);
    }).toPass({ timeout: 30_000 });
    return Promise.all(summaries.map(({ id }) => this.#mail(id))) as Promise<Mails<Count>>;
  }

  /** Waits for a mail to `recipient`, who may get many, with `text` in it. */
  async expectMail(recipient: string, text: string): Promise<void> {
    const seen = new Map<string, Mail>();
    await expect(async () => {
      for (const { id } of await this.#list(recipient)) {
        if (!seen.has(id)) seen.set(id, await this.#mail(id));
      }
      expect([...seen.values()].some((mail) => mail.text.includes(text))).toBe(true);
    }).toPass({ timeout: 30_000 });
  }

  async #list(recipient: string): Promise<Summary[]> {
    const answer = await this.#request.get(`${this.#url}/api/mails`, { params: { to: recipient } });
    const { mails } = (await answer.json()) as { mails: Summary[] };
    return mails.sort((a, b) => a.received_at.localeCompare(b.received_at));
  }

  async #mail(id: string): Promise<Mail> {
    const answer = await this.#request.get(`${this.#url}/api/mails/${id}`);
    return (await answer.json()) as Mail;
  }
}

/** The upload link in a mail. */
export function linkIn(mail: Mail): string {
  return found(/https?:\/\/\S+\/u\/[\w-]+/.exec(mail.text), mail);
}

/** The six digits in a mail. */
export function codeIn(mail: Mail): string {
  return found(/\b\d{3}\s?\d{3}\b/.exec(mail.text), mail).replace(/\s/, "");
}

function found(match: RegExpExecArray | null, mail: Mail): string {
  if (!match) throw new Error(`not found in the mail “${mail.subject}”:\n${mail.text}`);
  return match[0];
}
