import createClient, { type Middleware } from "openapi-fetch";
import { currentLanguage } from "@/i18n/language-store";
import { Problem, ServerUnreachable } from "./problem";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

/** Says that a write comes from our own page: no form of another site can send this header. */
export const ownPage = { "X-Requested-With": "Filmjacket" } as const;

type Listener = () => void;
const loggedOutListeners = new Set<Listener>();

/** Called whenever an answer says that nobody is logged in (any more). */
export function onLoggedOut(listener: Listener): () => void {
  loggedOutListeners.add(listener);
  return () => loggedOutListeners.delete(listener);
}

const house: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(ownPage)) request.headers.set(name, value);
    request.headers.set("Accept-Language", currentLanguage().id);
    return request;
  },
  async onResponse({ response, schemaPath }) {
    if (response.ok || response.status === 304) return response;
    const problem = await Problem.from(response);
    if (problem.status === 401 && schemaPath !== "/api/session") {
      for (const listener of loggedOutListeners) listener();
    }
    throw problem;
  },
  onError({ error }) {
    return error instanceof DOMException && error.name === "AbortError"
      ? error
      : new ServerUnreachable(error);
  },
};

/** The typed client. Every failure is thrown: a `Problem` in the server's words, or `ServerUnreachable`. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: "same-origin",
  fetch: (request) => window.fetch(request),
});
api.use(house);

/** The body of an answer that has one by contract. */
export function body<T>(answer: { data?: T }): T {
  if (answer.data === undefined)
    throw new Error("The server answered without the body that its contract promises");
  return answer.data;
}
