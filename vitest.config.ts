import os from "node:os";
import { defineConfig, mergeConfig } from "vitest/config";
import viteConfig from "./vite.config.ts";

export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      restoreMocks: true,
      // Says that something hangs, not that the machine does other things as well
      testTimeout: 60_000,
      // All cores: vitest would leave one for an editor beside it
      maxWorkers: os.availableParallelism(),
      reporters: process.env.VITEST_JSON
        ? ["default", ["json", { outputFile: process.env.VITEST_JSON }]]
        : ["default"],
      projects: [
        // What draws needs a page, whose making costs more than most tests of what doesn't. A test of the latter kind
        // that needs one all the same begins with `// @vitest-environment jsdom`.
        { extends: true, test: { name: "pages", environment: "jsdom", include: ["src/**/*.test.tsx"] } },
        { extends: true, test: { name: "logic", environment: "node", include: ["src/**/*.test.ts"] } },
      ],
    },
  }),
);
