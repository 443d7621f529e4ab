// What the tests need from the system: a browser, nginx, PostgreSQL, fonts, a PDF reader.
// On Debian and Ubuntu, run by root, they install themselves; elsewhere it is said what is missing.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { venvProgram } from "./paths.mjs";
import { runQuietly } from "./run.mjs";
import { Explained } from "./say.mjs";

const FONTS = "/usr/share/fonts";
const POSTGRESQL = "/usr/lib/postgresql";

/** @type {{ name: string, use: string, present: () => boolean }[]} */
const PACKAGES = [
  { name: "python3-venv", use: "the Python environment", present: hasVenv },
  {
    name: "chromium",
    use: "the end-to-end tests' browser",
    present: () => hasProgram(process.env.CHROMIUM ?? "chromium"),
  },
  { name: "nginx-light", use: "the tests of nginx.conf", present: () => hasProgram("nginx") },
  { name: "postgresql", use: "the data tests' second database", present: hasPostgresql },
  {
    name: "redis-server",
    use: "the tests of several app machines",
    present: () => hasProgram("redis-server"),
  },
  { name: "poppler-utils", use: "the tests of printed pages", present: () => hasProgram("pdftoppm") },
  {
    name: "fonts-noto-core",
    use: "Arabic and other scripts",
    present: () => existsSync(`${FONTS}/truetype/noto/NotoSansArabic-Regular.ttf`),
  },
  {
    name: "fonts-noto-cjk",
    use: "Chinese and Japanese names",
    present: () => existsSync(`${FONTS}/opentype/noto/NotoSansCJK-Regular.ttc`),
  },
];

/** @param {string} program a name or a path */
function hasProgram(program) {
  if (program.includes("/")) return existsSync(program);
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.some((folder) => existsSync(join(folder, program)));
}

function hasVenv() {
  return existsSync(venvProgram("python")) || spawnSync("python3", ["-c", "import ensurepip"]).status === 0;
}

function hasPostgresql() {
  const versions = existsSync(POSTGRESQL) ? readdirSync(POSTGRESQL) : [];
  return (
    versions.some((version) => existsSync(`${POSTGRESQL}/${version}/bin/initdb`)) || hasProgram("initdb")
  );
}

/**
 * @returns {Promise<string>} the outcome, in words
 * @throws {Explained} when something is missing that cannot be installed from here
 */
export async function debianPackages() {
  const missing = PACKAGES.filter(({ present }) => !present());
  if (!missing.length) return "all there";
  const names = missing.map(({ name }) => name);
  if (process.getuid?.() !== 0 || !hasProgram("apt-get")) throw new Explained(whatIsMissing(missing));
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runQuietly("apt-get", ["update", "-q"], { env });
  await runQuietly("apt-get", ["install", "-q", "-y", "--no-install-recommends", ...names], { env });
  const still = missing.filter(({ present }) => !present());
  if (still.length) throw new Explained(whatIsMissing(still));
  return `installed ${names.join(", ")}`;
}

/** @param {typeof PACKAGES} missing */
function whatIsMissing(missing) {
  const lines = missing.map(({ name, use }) => `  ${name.padEnd(16)} ${use}`);
  return (
    `The tests need what is not on this machine:\n${lines.join("\n")}\n\n` +
    `On Debian and Ubuntu: sudo apt-get install ${missing.map(({ name }) => name).join(" ")}\n` +
    "Elsewhere install the same programs; a browser elsewhere is named by CHROMIUM=/path/to/chromium."
  );
}
