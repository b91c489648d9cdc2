import type { Answer, DeedName, Deeds, Details, Patch, Row, Status } from "../protocol.ts";

/** All that the page knows of the project; replaced whenever anything changes. */
export interface Project {
  readonly status: Status;
  readonly rows: ReadonlyMap<string, Row>;
  readonly order: readonly string[];
  /** False while the server cannot be reached: what is shown may be old. */
  readonly connected: boolean;
}

/** Listens to the server, and goes on listening when it comes back. */
export function listen(hear: (project: Project) => void): () => void {
  const source = new EventSource("events");
  let project: Project | undefined;
  const put = (next: Project) => hear((project = next));
  source.addEventListener("message", ({ data }: MessageEvent<string>) => {
    const patch = JSON.parse(data) as Patch;
    put(afterPatch(project, patch));
  });
  source.addEventListener("error", () => {
    if (project !== undefined) put({ ...project, connected: false });
  });
  return () => source.close();
}

function afterPatch(project: Project | undefined, { status, rows, order }: Patch): Project {
  const known = new Map(project?.rows);
  for (const row of rows) known.set(row.name, row);
  const names = order ?? project?.order ?? [];
  if (order !== undefined) {
    const wanted = new Set(order);
    for (const name of known.keys()) if (!wanted.has(name)) known.delete(name);
  }
  return { status, rows: known, order: names, connected: true };
}

/** Asks for something to be done. Never rejects: a server that is gone is an answer too. */
export async function ask<Name extends DeedName>(name: Name, body: Deeds[Name]): Promise<Answer> {
  try {
    const response = await fetch(`do/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (response.ok) return (await response.json()) as Answer;
    return { ok: false, message: await response.text() };
  } catch {
    return { ok: false, message: "imagegen does not answer: is it still running?" };
  }
}

/** Undefined for an asset that is no longer there, and while the server cannot be reached. */
export async function fetchDetails(name: string, signal: AbortSignal): Promise<Details | undefined> {
  try {
    const response = await fetch(`asset/${encodeURIComponent(name)}`, { signal });
    return response.ok ? ((await response.json()) as Details) : undefined;
  } catch {
    return undefined;
  }
}
