import type { components } from "@/api/schema";
import type { Patient } from "@/uploads/check";
import { ApiError, type DeliveryApi } from "@/uploads/delivery-api";
import { tag } from "./language";

type Schemas = components["schemas"];
export type Visit = Schemas["Visit"];
export type Delivery = Schemas["Delivery"];
export type DeliveryFile = Schemas["DeliveryFile"];
export type Receipt = Schemas["Receipt"];
export type Installation = Schemas["Installation"];

/** Says that a write comes from our own page: no form of another site can send this header. */
const OWN_PAGE = { "X-Requested-With": "Filmjacket" };

interface Answer<T> {
  body: T;
  /** The server's clock, since a guest's may be wrong by hours. */
  now: number;
}

/** `path` is below `/api/guest`. */
export async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer<T>> {
  const headers: Record<string, string> = { ...OWN_PAGE, "Accept-Language": tag() };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(`/api/guest${path}`, {
      method,
      headers,
      credentials: "same-origin",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, "network", "");
  }
  if (!response.ok) throw await errorIn(response);
  const date = Date.parse(response.headers.get("Date") ?? "");
  const now = Number.isNaN(date) ? Date.now() : date;
  return { body: response.status === 204 ? (undefined as T) : ((await response.json()) as T), now };
}

async function errorIn(response: Response): Promise<ApiError> {
  const text = await response.text();
  const isProblem = response.headers.get("Content-Type")?.includes("json") ?? false;
  const problem = isProblem ? (JSON.parse(text) as Schemas["Problem"]) : {};
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const field = Object.values(problem.errors ?? {}).flat()[0];
  return new ApiError(
    response.status,
    problem.code ?? "",
    typeof field === "string" ? field : (problem.title ?? ""),
    Number.isFinite(seconds) ? seconds * 1000 : null,
  );
}

/** Opens the link: says who asks, and sets the guest's cookie. The token travels in a body, never in a path. */
export const openLink = (token: string): Promise<Answer<Visit>> => call("POST", "/visits", { token });

export const readVisit = (link: string): Promise<Answer<Visit>> => call("GET", `/links/${link}`);

export const provePassword = (link: string, password: string): Promise<Answer<Visit>> =>
  call("POST", `/links/${link}/password`, { password });

export const sendCode = (link: string): Promise<Answer<Visit>> => call("POST", `/links/${link}/code-mails`);

export const proveCode = (link: string, code: string): Promise<Answer<Visit>> =>
  call("POST", `/links/${link}/code`, { code });

export const leave = (link: string): Promise<Answer<void>> => call("DELETE", `/links/${link}/proof`);

export const listDeliveries = async (link: string): Promise<Delivery[]> =>
  (await call<Schemas["DeliveryList"]>("GET", `/links/${link}/deliveries`)).body.items;

/** For each patient, in their order, whether it is the one who is expected. */
export const checkPatients = async (link: string, patients: readonly Patient[]): Promise<boolean[]> =>
  (
    await call<Schemas["PatientAnswers"]>("POST", `/links/${link}/patient-checks`, {
      patients: patients.map(({ PatientName, PatientID, PatientBirthDate }) => ({
        PatientName,
        PatientID,
        PatientBirthDate,
      })),
    })
  ).body.items;

export const openDelivery = async (link: string): Promise<Delivery> =>
  (await call<Delivery>("POST", `/links/${link}/deliveries`)).body;

/** What anyone may know of this installation, for the pages on which no link speaks. */
export async function readInstallation(): Promise<Installation | null> {
  try {
    const response = await fetch("/api/installation", { headers: { "Accept-Language": tag() } });
    return response.ok ? ((await response.json()) as Installation) : null;
  } catch (error) {
    // Only an ornament of a page that says what went wrong: no second error for it.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** The operations on one delivery of a link. */
export class DeliveryClient implements DeliveryApi {
  readonly uploadsUrl: string;
  private readonly path: string;

  constructor(link: string, delivery: string) {
    this.path = `/links/${link}/deliveries/${delivery}`;
    this.uploadsUrl = `/api/guest${this.path}/uploads`;
  }

  get headers(): Record<string, string> {
    return { ...OWN_PAGE, "Accept-Language": tag() };
  }

  declare: DeliveryApi["declare"] = async (files, signal) =>
    (await call<Schemas["DeliveryFiles"]>("POST", `${this.path}/files`, { files }, signal)).body.items;

  plan: DeliveryApi["plan"] = async (signal) =>
    (await call<Schemas["Plan"]>("GET", `${this.path}/plan`, undefined, signal)).body.uploads;

  read = async (): Promise<Delivery> => (await call<Delivery>("GET", this.path)).body;

  /** Replaces what was said before. */
  say = async (statement: Schemas["Statement"]): Promise<void> =>
    (await call<void>("PUT", `${this.path}/statement`, statement)).body;

  close = async (): Promise<Delivery> => (await call<Delivery>("PUT", `${this.path}/receipt`)).body;

  receipt = async (): Promise<Receipt> => (await call<Receipt>("GET", `${this.path}/receipt`)).body;

  /** Every line of the manifest, or those in one state. */
  async files(state?: DeliveryFile["state"]): Promise<DeliveryFile[]> {
    const lines: DeliveryFile[] = [];
    let cursor: string | null = null;
    do {
      const query = new URLSearchParams({ limit: "500" });
      if (state) query.set("state", state);
      if (cursor) query.set("cursor", cursor);
      const answer: Answer<Schemas["DeliveryFiles"]> = await call("GET", `${this.path}/files?${query}`);
      lines.push(...answer.body.items);
      cursor = answer.body.next_cursor;
    } while (cursor);
    return lines;
  }
}
