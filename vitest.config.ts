import { defineConfig, mergeConfig } from "vitest/config";
import viteConfig from "./vite.config.ts";

export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      environment: "jsdom",
      include: ["src/**/*.test.{ts,tsx}"],
      restoreMocks: true,
      reporters: process.env.VITEST_JSON
        ? ["default", ["json", { outputFile: process.env.VITEST_JSON }]]
        : ["default"],
    },
  }),
);
