/** A node of the reference graph, as far as its order matters. */
export interface Dependent {
  readonly name: string;
  readonly needs: readonly string[];
}

export interface Order {
  /** Indexes into the input: each after those it needs, otherwise in the order given. */
  readonly order: readonly number[];
  /** Each as the names along it, the first one repeated at the end: `a`, `b`, `a`. */
  readonly cycles: readonly (readonly string[])[];
}

/**
 * Puts assets after those they need. Linear, and without recursion: a chain may be as long as the catalogue. Names
 * that are not there are left to the caller.
 */
export function dependencyOrder(nodes: readonly Dependent[]): Order {
  const indexOf = new Map(nodes.map(({ name }, index) => [name, index]));
  const state = new Uint8Array(nodes.length);
  const order: number[] = [];
  const cycles: string[][] = [];
  for (let start = 0; start < nodes.length; start += 1) {
    if (state[start] !== UNSEEN) continue;
    const path: { readonly index: number; next: number }[] = [{ index: start, next: 0 }];
    state[start] = OPEN;
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const needed = (nodes[frame.index] as Dependent).needs[frame.next];
      frame.next += 1;
      if (needed === undefined) {
        state[frame.index] = DONE;
        order.push(frame.index);
        path.pop();
        continue;
      }
      const index = indexOf.get(needed);
      if (index === undefined) continue;
      if (state[index] === OPEN) {
        const from = path.findIndex((step) => step.index === index);
        cycles.push([...path.slice(from).map((step) => (nodes[step.index] as Dependent).name), needed]);
      } else if (state[index] === UNSEEN) {
        state[index] = OPEN;
        path.push({ index, next: 0 });
      }
    }
  }
  return { order, cycles };
}

const UNSEEN = 0;
/** On the path that is being followed. */
const OPEN = 1;
const DONE = 2;
