import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { openSession, type Session, type SessionOptions } from "../../src/build/session.ts";
import { PROVIDER_KIT } from "../../src/providers/kit.ts";
import { workspace } from "../store/workspace.ts";
import { togetherAt } from "./project.ts";
import { startTogetherServer, type TogetherServer } from "./together-server.ts";

/** The API of the test that runs, where the parts are driven without the command. */
export let server: TogetherServer;

/** Gives each test of the file a server. */
export function serveSessions(): void {
  beforeEach(async () => {
    server = await startTogetherServer({ pictures: "png" });
  });
  afterEach(() => server.close());
}

/** A project of one picture. `settings`: lines of its manifest besides. */
export function onePicture(settings = ""): string {
  const root = workspace();
  const asset = "{ prompt: A lake, model: black-forest-labs/FLUX.2-dev, width: 256, height: 256 }";
  const manifest = `version: 1\nprovider: together\noutput: out/{name}.png\n${settings}assets:\n  hero: ${asset}\n`;
  writeFileSync(join(root, "images.config.yaml"), manifest);
  return root;
}

export function openAt(cwd: string, listener: SessionOptions["listener"] = () => undefined): Promise<Session> {
  const environment: Readonly<Record<string, string>> = togetherAt(server.url);
  return openSession({ cwd, kit: PROVIDER_KIT, environment: (name) => environment[name], listener });
}
