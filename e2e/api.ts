import type { APIRequestContext } from "@playwright/test";
import createClient, { type Client } from "openapi-fetch";
import type { paths } from "../frontend/src/api/schema";

/** Says that a write comes from our own page, as the app says it. */
const ownPage = { "X-Requested-With": "Filmjacket" };

export type Api = Client<paths>;

/** The typed client of the app's contract, over the cookies and certificates of Playwright's requests. */
export function apiOver(request: APIRequestContext, baseUrl: string): Api {
  const api = createClient<paths>({
    baseUrl,
    fetch: async (asked) => {
      const data = Buffer.from(await asked.arrayBuffer());
      const answer = await request.fetch(asked.url, {
        method: asked.method,
        headers: { ...Object.fromEntries(asked.headers), ...ownPage },
        ...(data.length > 0 ? { data } : {}),
      });
      const content = await answer.body();
      return new Response(content.length > 0 ? new Uint8Array(content) : null, {
        status: answer.status(),
        headers: answer.headers(),
      });
    },
  });
  api.use({
    onResponse: async ({ response, request: asked }) => {
      if (response.ok) return;
      throw new Error(`${asked.method} ${asked.url}: ${response.status} ${await response.text()}`);
    },
  });
  return api;
}

/** The body of an answer that has one by contract. */
export function body<T>(answer: { data?: T }): T {
  if (answer.data === undefined) throw new Error("an answer without its body");
  return answer.data;
}
