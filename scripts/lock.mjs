// `npm run lock`: writes the locks anew after a dependency was changed in package.json or pyproject.toml.
//
// The Python locks are universal: they name what any Python from 3.11 on any system needs (3.11.2, for
// one, needs a package that 3.11.7 does not), with the hash of every file. No lock names a registry.
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot, venvProgram } from "./setup/paths.mjs";
import { runQuietly } from "./setup/run.mjs";
import { fail, step } from "./setup/say.mjs";

const UV = [
  "pip",
  "compile",
  "--quiet",
  "--universal",
  "--python-version",
  "3.11",
  "--generate-hashes",
].concat(["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-config", "pyproject.toml"]);
const upgrade = process.argv.includes("--upgrade") ? ["--upgrade"] : [];

/**
 * In a folder without node_modules, for where that exists npm forgets the binaries of all other systems, and
 * `npm ci` then fails there.
 */
async function lockNodePackages() {
  const folder = mkdtempSync(join(tmpdir(), "filmjacket-lock-"));
  try {
    for (const name of ["package.json", "package-lock.json", ".npmrc"])
      copyFileSync(fromRoot(name), join(folder, name));
    await runQuietly("npm", ["install", "--package-lock-only"], { cwd: folder });
    copyFileSync(join(folder, "package-lock.json"), fromRoot("package-lock.json"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main() {
  await step("requirements.txt", async () => {
    await runQuietly(venvProgram("uv"), [...UV, ...upgrade, "--output-file", "requirements.txt"]);
    return "locked";
  });
  await step("requirements-dev.txt", async () => {
    const constraint = ["--extra", "dev", "--constraint", "requirements.txt"];
    await runQuietly(venvProgram("uv"), [
      ...UV,
      ...upgrade,
      ...constraint,
      "--output-file",
      "requirements-dev.txt",
    ]);
    return "locked";
  });
  await step("package-lock.json", async () => {
    await lockNodePackages();
    return "locked";
  });
}

main().catch(fail);
