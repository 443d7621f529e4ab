import { ApiError } from "@/uploads/delivery-api";
import * as client from "../client";
import { change, current, type Screen, visitOrThrow } from "./state";

/** The secret of the link, from the page's own address. It is sent in bodies only. */
export function token(): string {
  return decodeURIComponent(window.location.pathname.split("/").filter(Boolean).at(-1) ?? "");
}

/** Nothing can be done until somebody does something elsewhere: said in full, with a way on. */
export async function giveUp(error: unknown): Promise<void> {
  if (!(error instanceof ApiError)) throw error;
  const installation = current().installation ?? (await client.readInstallation());
  change({ screen: "trouble", trouble: error, installation });
}

/** The link takes nobody in any more, as opposed to a delivery or an upload that is gone. */
export function isLinkClosed(error: ApiError): boolean {
  return error.code.startsWith("link_") && (error.status === 410 || error.status === 404);
}

/** The proof has ended (or a new password was set): asks for it again, and keeps all that was chosen. */
export async function proveAgain(error: ApiError): Promise<void> {
  const { screen } = current();
  const proving = screen === "password" || screen === "code";
  try {
    const { body: visit, now } = await client.openLink(token());
    change({ visit, clockAhead: now - Date.now(), proveAgain: !proving, failure: proving ? error : null });
    if (visit.stage !== "proved") change({ screen: screenOf(visit) });
    else change({ failure: error });
  } catch (again) {
    await giveUp(again);
  }
}

/** After much guessing by others a new browser begins with a mailed code: `code_first`. */
export function screenOf(visit: client.Visit): Screen {
  return visit.stage === "password" ? "password" : "code";
}

/** Runs something that the guest has asked for; what goes wrong is shown beside it. Answers whether it went well. */
export async function attempt(action: () => Promise<void>): Promise<boolean> {
  change({ failure: null });
  try {
    await action();
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (isLinkClosed(error)) await giveUp(error);
    else if (error.status === 401 || error.code === "code_first") await proveAgain(error);
    else change({ failure: error });
    return false;
  }
}

/**
 * Runs something that the view of the folder asks for, and answers what went wrong, if it did. A session that has ended is
 * begun anew here. Where the folder is closed the page goes on for an upload that may still finish, if there is one.
 */
export async function looking(action: () => Promise<void>): Promise<ApiError | null> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) await proveAgain(error);
    else if (isLinkClosed(error)) await attempt(lookAtVisit);
    return error;
  }
  return null;
}

/** What the link says now, such as whether the folder can still be seen. */
export async function lookAtVisit(): Promise<void> {
  const { body: visit } = await client.readVisit(visitOrThrow().link_id);
  change({ visit });
}
