import { connect } from "node:net";
import type { Answer, DeedName, Deeds, Details, Patch, Row } from "../../src/studio/protocol.ts";

/** What a page does, without a browser. */
export interface StudioClient {
  /** Asks for something to be done, as the page does. */
  ask<Name extends DeedName>(name: Name, body: Deeds[Name]): Promise<Answer>;
  details(name: string): Promise<Details>;
  /** Resolves when the rows are as wanted. */
  until(isWanted: (rows: ReadonlyMap<string, Row>) => boolean): Promise<ReadonlyMap<string, Row>>;
  close(): void;
}

export function openStudio(address: string): StudioClient {
  const rows = new Map<string, Row>();
  const leave = new AbortController();
  let wake: () => void = () => undefined;
  const hearing = hear(address, leave.signal, (patch) => {
    for (const row of patch.rows) rows.set(row.name, row);
    const order = patch.order === undefined ? undefined : new Set(patch.order);
    for (const name of rows.keys()) if (order !== undefined && !order.has(name)) rows.delete(name);
    wake();
  });
  return {
    async ask(name, body) {
      const response = await fetch(`${address}do/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: new URL(address).origin },
        body: JSON.stringify(body),
      });
      if (response.status !== 200) throw new Error(`${name}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Answer;
    },
    async details(name) {
      const response = await fetch(`${address}asset/${encodeURIComponent(name)}`);
      return (await response.json()) as Details;
    },
    async until(isWanted) {
      while (!isWanted(rows)) {
        await Promise.race([new Promise<void>((resolve) => (wake = resolve)), hearing]);
      }
      return rows;
    },
    close: () => leave.abort(),
  };
}

/** Rejects when the stream ends, so that nobody waits in vain. */
async function hear(address: string, signal: AbortSignal, onPatch: (patch: Patch) => void): Promise<never> {
  try {
    const response = await fetch(`${address}events`, { signal });
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString("utf8");
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) if (event.startsWith("data: ")) onPatch(JSON.parse(event.slice(6)) as Patch);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return new Promise(() => undefined);
}

/** Sends bytes as they are, which `fetch` would normalise; the whole answer. */
export function sendRaw(address: string, request: string): Promise<string> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(request));
    socket.on("data", (chunk) => (answer += chunk.toString("latin1")));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}
