import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** The database of the stack that the tests have started (scripts/serve-for-tests.mjs); null for a deployment. */
export function ownDatabase(baseUrl: string): string | null {
  const { hostname, port } = new URL(baseUrl);
  const database = join(root, "var", "e2e", port, "data", "filmjacket.sqlite");
  return hostname === "localhost" && existsSync(database) ? database : null;
}

/** Ends a link now, as if its last day were over. */
export function expireLink(baseUrl: string, linkId: string): void {
  const database = ownDatabase(baseUrl);
  if (!database) throw new Error("Time passes by itself in a deployment: leave out the tests with @stack");
  execFileSync(join(root, ".venv", "bin", "python"), ["-m", "tests.expire_link", database, linkId], {
    cwd: root,
  });
}
