import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const COMPRESSIBLE = /\.(?:js|mjs|css|svg|json|wasm)$/;

/** Smaller files fit into one packet anyway. */
const LEAST_BYTES = 1_000;

/** Lays a .gz beside each hashed file, so that nginx (gzip_static) compresses nothing while it serves. */
export function precompress(): Plugin {
  return {
    name: "filmjacket:precompress",
    apply: "build",
    writeBundle(options, bundle) {
      for (const output of Object.values(bundle)) {
        if (!output.fileName.startsWith("assets/") || !COMPRESSIBLE.test(output.fileName)) continue;
        const content = Buffer.from(output.type === "chunk" ? output.code : output.source);
        if (content.length < LEAST_BYTES) continue;
        const compressed = gzipSync(content, { level: constants.Z_BEST_COMPRESSION });
        writeFileSync(join(options.dir ?? "", `${output.fileName}.gz`), compressed);
      }
    },
  };
}
