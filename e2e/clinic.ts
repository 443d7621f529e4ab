import type { APIRequestContext } from "@playwright/test";

export interface Credentials {
  email: string;
  password: string;
}

export interface LinkWishes {
  folderId: string;
  recipients: string[];
  password: string;
  title: string;
  description?: string;
  language?: "en" | "de" | "ar";
  twoFactor?: boolean;
}

export interface MadeLink {
  id: string;
  url: string;
}

/** What a journey needs to be there before it begins, and its tidying up, by the API: the journey itself is on the pages. */
export class Clinic {
  readonly #request: APIRequestContext;

  private constructor(request: APIRequestContext) {
    this.#request = request;
  }

  static async logIn(request: APIRequestContext, credentials: Credentials): Promise<Clinic> {
    const clinic = new Clinic(request);
    await clinic.#write("post", "/api/session", credentials);
    return clinic;
  }

  async makeFolder(name: string): Promise<string> {
    const folder = await this.#write("post", "/api/folders", { parent_id: await this.#rootId(), name });
    return (folder as { id: string }).id;
  }

  /** Shares a folder; the mails go out as they do from the form. Gives the first recipient's link. */
  async share(wishes: LinkWishes): Promise<MadeLink> {
    const { folderId, twoFactor, language, ...same } = wishes;
    const inAWeek = new Date(Date.now() + 7 * 24 * 3_600_000).toISOString().slice(0, 10);
    const answer = await this.#write("post", "/api/links", {
      ...same,
      folder_id: folderId,
      language: language ?? "en",
      two_factor: twoFactor ?? false,
      password_by: "told",
      expire_date: inAWeek,
      time_zone: "Europe/Berlin",
    });
    const [link] = (answer as { links: MadeLink[] }).links;
    if (!link) throw new Error("no link was made");
    return link;
  }

  async revoke(linkId: string): Promise<void> {
    await this.#write("delete", `/api/links/${linkId}`);
  }

  /** Moves the folders whose names have `word` in them to the trash. */
  async tidy(word: string): Promise<void> {
    const rootId = await this.#rootId();
    const answer = await this.#request.get(`/api/folders/${rootId}/content?limit=500`);
    const { items } = (await answer.json()) as { items: { kind: string; id: string; name: string }[] };
    const ids = items.filter((row) => row.kind === "folder" && row.name.includes(word)).map((row) => row.id);
    if (ids.length > 0) await this.#write("post", "/api/trash", { folder_ids: ids, entry_ids: [] });
  }

  async #rootId(): Promise<string> {
    const answer = await this.#request.get("/api/me");
    return ((await answer.json()) as { root_folder_id: string }).root_folder_id;
  }

  async #write(method: "post" | "delete", path: string, data?: unknown): Promise<unknown> {
    const answer = await this.#request[method](path, {
      headers: { "X-Requested-With": "Filmjacket" },
      ...(data === undefined ? {} : { data }),
    });
    const text = await answer.text();
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }
}
