import { join } from "node:path";
import { expect, it } from "vitest";
import type * as Library from "../../../src/index.ts";
import { Project } from "../../support/project.ts";

const BUNDLE = join(import.meta.dirname, "../../../dist/index.js");

it("builds as a library, with what it is handed and nothing else (T27)", async () => {
  const project = new Project(
    "version: 1\nprovider: sketch\nassets: { a: { prompt: a lake, width: 64, height: 64 } }\n",
  );
  try {
    const { openSession, runBuild, PROVIDER_KIT } = (await import(BUNDLE)) as typeof Library;
    const never = new AbortController().signal;
    const runs = [];
    for (let run = 0; run < 2; run += 1) {
      const events: string[] = [];
      const session = await openSession({
        cwd: project.root,
        kit: PROVIDER_KIT,
        listener: ({ type }) => events.push(type),
        environment: () => undefined,
      });
      const { exit } = await runBuild(session, { frozen: false, stop: never, abort: never });
      await session.close();
      runs.push({ exit, calls: events.filter((type) => type === "call-started").length });
    }
    expect(runs).toEqual([
      { exit: 0, calls: 1 },
      { exit: 0, calls: 0 },
    ]);
    expect(project.has("images/a.png")).toBe(true);
  } finally {
    project.dispose();
  }
});
