// Where things are, so that no other script counts "..".
import { fileURLToPath } from "node:url";

/** The top of the repository. */
export const root = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");

/** @param {string} path relative to the top of the repository */
export const fromRoot = (path) => `${root}/${path}`;

/** @param {string} name a program of the Python environment, such as "python" or "gunicorn" */
export const venvProgram = (name) => `${root}/.venv/bin/${name}`;
