import { defineConfig } from "vitest/config";

/** A poll waits for a program of its own, on a machine that may do other things as well. */
const expect = { poll: { timeout: 15_000 } };

const define = { IMAGEGEN_VERSION: JSON.stringify("0.0.0-test") };

export default defineConfig({
  test: {
    reporters: [process.env["CI"] ? "dot" : "default", "./test/support/closing-line.ts"],
    // Two cores: a test that drives the built binary competes with its own children.
    maxWorkers: 2,
    projects: [
      {
        define,
        test: {
          expect,
          name: "parts",
          include: ["test/**/*.test.ts"],
          exclude: ["**/node_modules/**", "test/cli/built/**"],
          testTimeout: 30_000,
        },
      },
      {
        define,
        test: {
          expect,
          name: "built",
          include: ["test/cli/built/**/*.test.ts"],
          globalSetup: ["./test/support/build-once.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
