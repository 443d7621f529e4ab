import { type APIRequestContext, expect } from "@playwright/test";

/** A mail as the mailbox gives it. */
export interface Mail {
  id: string;
  subject: string;
  text: string;
  html: string;
}

/** Where the mails of the tested installation arrive (`filmjacket mailbox`). */
export class Mailbox {
  readonly #request: APIRequestContext;
  readonly #url: string;

  constructor(request: APIRequestContext, url: string) {
    this.#request = request;
    this.#url = url;
  }

  /** Waits until `recipient` has got `count` mails, and gives them, oldest first. */
  async mails(recipient: string, count: number): Promise<Mail[]> {
    let ids: string[] = [];
    await expect(async () => {
      const answer = await this.#request.get(`${this.#url}/api/mails`, { params: { to: recipient } });
      const { mails } = (await answer.json()) as { mails: { id: string; received_at: string }[] };
      ids = mails.sort((a, b) => a.received_at.localeCompare(b.received_at)).map((mail) => mail.id);
      expect(ids).toHaveLength(count);
    }).toPass({ timeout: 30_000 });
    return Promise.all(ids.map((id) => this.#mail(id)));
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
  return found(/\b\d{3} ?\d{3}\b/.exec(mail.text), mail).replace(" ", "");
}

function found(match: RegExpExecArray | null, mail: Mail): string {
  if (!match) throw new Error(`not found in the mail “${mail.subject}”:\n${mail.text}`);
  return match[0];
}
