import { Problem } from "@/api/problem";

/** Whether trying again may help: a lost connection and a busy server pass, a damaged image stays what it is. */
export function mayPass(error: unknown): boolean {
  return !(error instanceof Problem) || error.status >= 500 || error.status === 429;
}
