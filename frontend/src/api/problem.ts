/** What the server says went wrong (RFC 9457): `title` is a sentence for a person, `code` a word for programs. */
export class Problem extends Error {
  override name = "Problem";

  constructor(
    readonly status: number,
    readonly title: string,
    readonly code: string,
    readonly detail: string | undefined,
    /** For each field of the form, one sentence. */
    readonly fields: Readonly<Record<string, string>>,
    /** Seconds to wait before trying again, if the server asks for it. */
    readonly retryAfter: number | undefined,
    /** What else the answer holds, such as a suggestion. */
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(title);
  }

  /** Read an error answer; one that is no problem+json (a proxy's page, say) still becomes a Problem. */
  static async from(response: Response): Promise<Problem> {
    const text = await response.text();
    const said = response.headers.get("Content-Type")?.includes("json") ? parse(text) : {};
    const retryAfter = Number(response.headers.get("Retry-After") ?? Number.NaN);
    return new Problem(
      response.status,
      typeof said.title === "string" ? said.title : "",
      typeof said.code === "string" ? said.code : `http_${response.status}`,
      typeof said.detail === "string" ? said.detail : undefined,
      fieldSentences(said.errors),
      Number.isFinite(retryAfter) ? retryAfter : undefined,
      said,
    );
  }
}

/** No answer came: the network is down, the server restarts, a filter stands between. */
export class ServerUnreachable extends Error {
  override name = "ServerUnreachable";

  constructor(cause: unknown) {
    super("The server could not be reached", { cause });
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch (error) {
    // A body cut short is no reason to hide the status that came before it
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function fieldSentences(errors: unknown): Record<string, string> {
  if (!isRecord(errors)) return {};
  return Object.fromEntries(Object.entries(errors).map(([field, said]) => [field, firstSentence(said)]));
}

/** marshmallow gives a list of sentences, and for lists a map from index to such a list. */
function firstSentence(said: unknown): string {
  if (typeof said === "string") return said;
  if (Array.isArray(said)) return said.map(firstSentence).join(" ");
  if (isRecord(said)) return Object.values(said).map(firstSentence).join(" ");
  return "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
