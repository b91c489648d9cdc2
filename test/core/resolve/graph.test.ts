import * as fc from "fast-check";
import { expect, it } from "vitest";
import { dependencyOrder } from "../../../src/core/resolve/graph.ts";

it("orders a chain of a hundred thousand without recursion", () => {
  const nodes = Array.from({ length: 100_000 }, (_, index) => ({ name: `${index}`, needs: [`${index + 1}`] }));
  const { order, cycles } = dependencyOrder(nodes);
  expect(cycles).toEqual([]);
  expect(order[0]).toBe(99_999);
  expect(order).toHaveLength(100_000);
});

it("puts each node once, after what it needs unless they are in a circle", () => {
  const graph = fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { maxLength: 9 });
  fc.assert(
    fc.property(graph, (edges) => {
      const nodes = edges.map((needs, index) => ({ name: `${index}`, needs: needs.map(String) }));
      const { order, cycles } = dependencyOrder(nodes);
      expect([...order].sort((left, right) => left - right)).toEqual(nodes.map((_, index) => index));
      const position = new Map(order.map((index, place) => [index, place]));
      const backwards = edges.some((needs, index) =>
        needs.some((needed) => needed < edges.length && (position.get(needed) ?? 0) >= (position.get(index) ?? 0)),
      );
      expect(backwards).toBe(cycles.length > 0);
      for (const cycle of cycles) {
        expect(cycle.at(-1)).toBe(cycle[0]);
        for (const [step, name] of cycle.slice(1).entries()) expect(nodes[Number(cycle[step])]?.needs).toContain(name);
      }
    }),
  );
});
