import { afterEach, beforeEach } from "vitest";
import { Project, togetherAt } from "./project.ts";
import { startTogetherServer, type TogetherServer, type TogetherServerOptions } from "./together-server.ts";

/** The API of the test that runs; each test has its own. */
export let server: TogetherServer;

/** The project of the test that runs, where the file asked for one with `serveProject`. */
export let project: Project;

const projects: Project[] = [];

/** Gives each test of the file a server; what `newProject` made goes with it. */
export function serve(options: TogetherServerOptions = {}): void {
  beforeEach(async () => {
    server = await startTogetherServer({ pictures: "png", ...options });
  });
  afterEach(async () => {
    for (const made of projects.splice(0)) made.dispose();
    await server.close();
  });
}

interface ServedProjectOptions extends TogetherServerOptions {
  readonly environment?: Readonly<Record<string, string>>;
}

/** Gives each test of the file a server and a project that builds with it. */
export function serveProject(manifest?: string, { environment, ...options }: ServedProjectOptions = {}): void {
  serve(options);
  beforeEach(() => {
    project = newProject(manifest, environment);
  });
}

/** A project that builds with the server of the test, and is gone after it. */
export function newProject(manifest?: string, environment: Readonly<Record<string, string>> = {}): Project {
  const made = new Project(manifest, { ...togetherAt(server.url), ...environment });
  projects.push(made);
  return made;
}

/** Runs a command and tells how many calls it took. */
export async function callsOf(
  words: string,
  { code = 0, project: runner = project }: { readonly code?: number; readonly project?: Project } = {},
): Promise<number> {
  const before = server.calls();
  await runner.expectRun(words, code);
  return server.calls() - before;
}
