// Secrets and settings of the demo installation: made once, kept in var/ (never in git).
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Words for a password that is easily typed from the terminal into the browser. */
const SYLLABLES = [
  "ba",
  "de",
  "fi",
  "go",
  "ku",
  "la",
  "me",
  "ni",
  "po",
  "ra",
  "se",
  "ti",
  "vu",
  "wo",
  "ya",
  "zu",
];

/** @returns {string} four words of three syllables: 48 bits */
function speakablePassword() {
  const syllables = [...randomBytes(12)].map((byte) => SYLLABLES[byte & 15]);
  return [0, 3, 6, 9].map((at) => syllables.slice(at, at + 3).join("")).join("-");
}

/**
 * The settings of a demo installation; those that are secret are made at the first call and kept.
 *
 * @param {string} file where the secrets are kept
 * @param {{ port: number, smtpPort: number, dataDir: string }} place
 * @returns {Record<string, string>} environment variables, as backend/config.py reads them
 */
export function demoSettings(file, { port, smtpPort, dataDir }) {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    const secrets = {
      FILMJACKET_SECRET_KEY: randomBytes(48).toString("base64url"),
      FILMJACKET_DEMO_PASSWORD: speakablePassword(),
    };
    const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(file, lines.join(""), { mode: 0o600 });
  }
  return {
    ...readSettings(file),
    FILMJACKET_DEMO: "1",
    FILMJACKET_DATA_DIR: dataDir,
    FILMJACKET_PUBLIC_URL: `http://127.0.0.1:${port}`,
    FILMJACKET_BIND: `127.0.0.1:${port}`,
    FILMJACKET_SMTP_HOST: "127.0.0.1",
    FILMJACKET_SMTP_PORT: String(smtpPort),
    FILMJACKET_DEMO_EMAIL: "demo@filmjacket.example",
  };
}

/**
 * @param {string} file lines of NAME=value
 * @returns {Record<string, string>}
 */
function readSettings(file) {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}
