import { readFileSync } from "node:fs";
import { type APIRequestContext, expect } from "@playwright/test";
import type { components } from "../frontend/src/api/schema";
import { type Api, apiOver, body } from "./api";

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
  /** The guest sees what is in the folder. */
  maySee?: boolean;
}

export interface MadeLink {
  id: string;
  url: string;
}

type Row = components["schemas"]["Row"];

/** What a journey needs to be there before it begins, and its tidying up, by the API: the journey itself is on the pages. */
export class Clinic {
  readonly #request: APIRequestContext;
  readonly #api: Api;

  /** `request` bears the cookies of whoever acts. */
  constructor(request: APIRequestContext, baseUrl: string) {
    this.#request = request;
    this.#api = apiOver(request, baseUrl);
  }

  async logIn(credentials: Credentials): Promise<void> {
    await this.#api.POST("/api/session", { body: credentials });
  }

  /** A folder in another one, or among the clinician's own; gives its id. */
  async makeFolder(name: string, parentId?: string): Promise<string> {
    const parent = parentId ?? (await this.#rootId());
    return body(await this.#api.POST("/api/folders", { body: { parent_id: parent, name } })).id;
  }

  /** As another session would. */
  async renameFolder(id: string, name: string): Promise<void> {
    await this.#api.PATCH("/api/folders/{folder_id}", {
      params: { path: { folder_id: id } },
      body: { name },
    });
  }

  async trashFolders(...ids: string[]): Promise<void> {
    await this.#api.POST("/api/trash", { body: { folder_ids: ids, entry_ids: [] } });
  }

  async content(folderId: string): Promise<Row[]> {
    const answer = await this.#api.GET("/api/folders/{folder_id}/content", {
      params: { path: { folder_id: folderId }, query: { limit: 500 } },
    });
    return body(answer).items;
  }

  /** Lays what is in one folder, without its subfolders, into another folder of the same clinician as well. */
  async copyEntries(fromId: string, toId: string): Promise<void> {
    const rows = await this.content(fromId);
    await this.#api.POST("/api/folders/{folder_id}/copies", {
      params: { path: { folder_id: toId } },
      body: {
        entry_ids: rows.filter((row) => row.kind !== "folder").map((row) => row.id),
        keep_both: false,
      },
    });
  }

  /** Sends files as an upload does, by a delivery in one bundle, and waits until all is filed. */
  async deliver(folderId: string, paths: readonly string[]): Promise<void> {
    const delivery = body(await this.#api.POST("/api/deliveries", { body: { folder_id: folderId } }));
    const path = { delivery_id: delivery.id };
    const contents = paths.map((file) => readFileSync(file));
    const files = paths.map((file, index) => ({
      path: file.split("/").slice(-2).join("/"),
      size: contents[index]?.length ?? 0,
      last_modified: 0,
      left_out: null,
    }));
    await this.#api.POST("/api/deliveries/{delivery_id}/files", { params: { path }, body: { files } });
    const all = Buffer.concat(contents);
    const answer = await this.#request.post(`/api/deliveries/${delivery.id}/uploads`, {
      headers: {
        "X-Requested-With": "Filmjacket",
        "Tus-Resumable": "1.0.0",
        "Upload-Length": String(all.length),
        "Upload-Metadata": `members ${btoa(`0-${files.length - 1}`)}`,
        "Content-Type": "application/offset+octet-stream",
      },
      data: all,
    });
    expect(answer.status(), await answer.text()).toBe(201);
    await this.#api.PUT("/api/deliveries/{delivery_id}/receipt", { params: { path } });
    await expect
      .poll(
        async () => body(await this.#api.GET("/api/deliveries/{delivery_id}", { params: { path } })).state,
        {
          timeout: 60_000,
          intervals: [100, 250, 500],
        },
      )
      .toBe("closed");
  }

  /** Shares a folder; the mails go out as they do from the form. Gives the first recipient's link. */
  async share(wishes: LinkWishes): Promise<MadeLink> {
    const { folderId, twoFactor, language, description, maySee, ...same } = wishes;
    const inAWeek = new Date(Date.now() + 7 * 24 * 3_600_000).toISOString().slice(0, 10);
    const answer = await this.#api.POST("/api/links", {
      body: {
        ...same,
        description: description ?? "",
        folder_id: folderId,
        password_recipient: null,
        language: language ?? "en",
        two_factor: twoFactor ?? false,
        may_see: maySee ?? false,
        password_by: "told",
        expire_date: inAWeek,
        time_zone: "Europe/Berlin",
      },
    });
    const [link] = body(answer).links;
    if (!link) throw new Error("no link was made");
    return link;
  }

  async changeLink(linkId: string, changes: components["schemas"]["LinkChanges"]): Promise<void> {
    await this.#api.PATCH("/api/links/{link_id}", { params: { path: { link_id: linkId } }, body: changes });
  }

  /** The receipt of the link's last delivery, as its owner reads it. */
  async receiptOf(linkId: string): Promise<components["schemas"]["Receipt"]> {
    const link = body(await this.#api.GET("/api/links/{link_id}", { params: { path: { link_id: linkId } } }));
    const [last] = link.deliveries;
    if (!last) throw new Error("nothing has come by the link");
    return body(
      await this.#api.GET("/api/deliveries/{delivery_id}/receipt", {
        params: { path: { delivery_id: last.id } },
      }),
    );
  }

  async revoke(linkId: string): Promise<void> {
    await this.#api.DELETE("/api/links/{link_id}", { params: { path: { link_id: linkId } } });
  }

  /** Moves the folders whose names have `word` in them to the trash. */
  async tidy(word: string): Promise<void> {
    const rows = await this.content(await this.#rootId());
    const ids = rows.filter((row) => row.kind === "folder" && row.name.includes(word)).map((row) => row.id);
    if (ids.length > 0) await this.trashFolders(...ids);
  }

  async #rootId(): Promise<string> {
    return body(await this.#api.GET("/api/me")).root_folder_id;
  }
}
