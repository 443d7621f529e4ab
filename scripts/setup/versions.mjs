// What has to be on the machine beforehand: Node 20.19 and Python 3.11, or newer. Nothing else.
import { collect } from "./run.mjs";
import { Explained } from "./say.mjs";

const NODE_LEAST = [20, 19];
const PYTHON_LEAST = [3, 11];

/**
 * @param {number[]} version
 * @param {number[]} least
 */
function isAtLeast(version, least) {
  const [major = 0, minor = 0] = version;
  const [leastMajor = 0, leastMinor = 0] = least;
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/** @throws {Explained} when this machine cannot run Filmjacket */
export function checkNode() {
  if (process.platform === "win32") {
    throw new Explained("Filmjacket runs on Linux and macOS. On Windows, run it in WSL (wsl --install).");
  }
  if (!isAtLeast(process.versions.node.split(".").map(Number), NODE_LEAST)) {
    throw new Explained(
      `Filmjacket needs Node ${NODE_LEAST.join(".")} or newer; this is Node ${process.versions.node}.\n` +
        "Please install a current Node (https://nodejs.org) and run the command again.",
    );
  }
}

/**
 * Finds a Python that is new enough.
 *
 * @returns {Promise<{ program: string, version: string }>}
 * @throws {Explained} when there is none
 */
export async function findPython() {
  const candidates = process.env.FILMJACKET_PYTHON
    ? [process.env.FILMJACKET_PYTHON]
    : ["python3", "python3.13", "python3.12", "python3.11", "python"];
  const found = [];
  for (const program of candidates) {
    const version = await pythonVersion(program);
    if (!version) continue;
    if (isAtLeast(version.split(".").map(Number), PYTHON_LEAST)) return { program, version };
    found.push(`${program} is ${version}`);
  }
  throw new Explained(
    `Filmjacket needs Python ${PYTHON_LEAST.join(".")} or newer` +
      `${found.length ? `; here ${found.join(", ")}` : ", and no Python was found"}.\n` +
      "Please install one (Debian, Ubuntu: apt-get install python3 python3-venv; macOS: brew install python),\n" +
      "or name it: FILMJACKET_PYTHON=/path/to/python npm start",
  );
}

/**
 * @param {string} program
 * @returns {Promise<string | undefined>} such as "3.11.2"; undefined if there is no such program
 */
export async function pythonVersion(program) {
  try {
    const { code, stdout } = await collect(program, [
      "-c",
      "import platform; print(platform.python_version())",
    ]);
    return code === 0 ? stdout.trim() : undefined;
  } catch {
    return undefined; // ENOENT: there is no such program
  }
}
