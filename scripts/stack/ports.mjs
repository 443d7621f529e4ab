// Says in words when something else has a port already.
import { createServer } from "node:net";
import { Explained } from "../setup/say.mjs";

/**
 * @param {number} port
 * @param {string} use what the port is for, such as "the application"
 * @param {string} setting the environment variable that chooses it
 * @throws {Explained} when the port is taken
 */
export function checkPortIsFree(port, use, setting) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      const taken = "code" in error && error.code === "EADDRINUSE";
      reject(
        new Explained(
          taken
            ? `Port ${port}, meant for ${use}, is taken by another program on this machine` +
                " (perhaps a Filmjacket that is still running).\n" +
                `End that program, or choose another port: ${setting}=${port + 1000} npm start`
            : `Port ${port}, meant for ${use}, cannot be used: ${error.message}`,
        ),
      );
    });
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/**
 * @param {string} setting an environment variable
 * @param {number} otherwise
 * @throws {Explained} when the variable holds no port number
 */
export function portFromEnvironment(setting, otherwise) {
  const text = process.env[setting];
  if (text === undefined || text === "") return otherwise;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Explained(`${setting} must be a port number between 1 and 65535, not "${text}".`);
  }
  return port;
}
