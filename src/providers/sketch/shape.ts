import { clamp, distance as length, cosine, sine } from "./arithmetic.ts";

/**
 * A shape is the signed distance to its edge: negative inside. Edges are smoothed, softened and cut from that one
 * number. Coordinates are the drawing's own; where it stands on the canvas is the brush's business.
 */
export interface Shape {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  distance(x: number, y: number): number;
}

export type Point = readonly [x: number, y: number];

export function circle(x: number, y: number, radius: number): Shape {
  return {
    ...around(x, y, radius, radius),
    distance: (px, py) => length(px - x, py - y) - radius,
  };
}

/** The distance is an estimate, exact at the edge. */
export function ellipse(x: number, y: number, across: number, down: number): Shape {
  return {
    ...around(x, y, across, down),
    distance(px, py) {
      const dx = (px - x) / across;
      const dy = (py - y) / down;
      const near = length(dx, dy);
      if (near < 1e-6) return -Math.min(across, down);
      return (near * (near - 1)) / length(dx / across, dy / down);
    },
  };
}

/** An ellipse for soft shadows: its fading edge keeps the ellipse's form. `soft` up to twice the smaller radius. */
export function spot(x: number, y: number, across: number, down: number): Shape {
  const small = Math.min(across, down);
  return {
    ...around(x, y, across * 2, down * 2),
    distance: (px, py) => (length((px - x) / across, (py - y) / down) - 1) * small,
  };
}

/** A box around a centre by half its sides, with rounded corners. */
export function box(x: number, y: number, halves: Point, round = 0): Shape {
  const [across, down] = halves;
  return {
    ...around(x, y, across, down),
    distance(px, py) {
      const dx = Math.abs(px - x) - across + round;
      const dy = Math.abs(py - y) - down + round;
      return length(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - round;
    },
  };
}

/** A thick line with round ends, whose thickness may change from end to end. */
export function limb(from: Point, to: Point, radius: number, endRadius = radius): Shape {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const square = dx * dx + dy * dy || 1e-9;
  const widest = Math.max(radius, endRadius);
  return {
    left: Math.min(from[0], to[0]) - widest,
    right: Math.max(from[0], to[0]) + widest,
    top: Math.min(from[1], to[1]) - widest,
    bottom: Math.max(from[1], to[1]) + widest,
    distance(px, py) {
      const along = clamp(((px - from[0]) * dx + (py - from[1]) * dy) / square, 0, 1);
      return length(px - from[0] - dx * along, py - from[1] - dy * along) - radius - (endRadius - radius) * along;
    },
  };
}

/** A closed outline with straight sides. */
export function polygon(points: readonly Point[]): Shape {
  const count = points.length;
  const xs = Float64Array.from(points, ([x]) => x);
  const ys = Float64Array.from(points, ([, y]) => y);
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
    distance(px, py) {
      let nearest = Number.POSITIVE_INFINITY;
      let inside = false;
      for (let index = 0, previous = count - 1; index < count; previous = index, index += 1) {
        const ax = xs[previous] ?? 0;
        const ay = ys[previous] ?? 0;
        const ex = (xs[index] ?? 0) - ax;
        const ey = (ys[index] ?? 0) - ay;
        const wx = px - ax;
        const wy = py - ay;
        const along = clamp((wx * ex + wy * ey) / (ex * ex + ey * ey || 1e-9), 0, 1);
        const dx = wx - ex * along;
        const dy = wy - ey * along;
        nearest = Math.min(nearest, dx * dx + dy * dy);
        if (wy >= 0 !== wy - ey >= 0 && wx < (ex * wy) / ey) inside = !inside;
      }
      return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
    },
  };
}

/** A closed outline that runs smoothly through all points (Catmull-Rom). */
export function blob(points: readonly Point[], steps = 6): Shape {
  const at = (index: number): Point => points[(index + points.length) % points.length] ?? [0, 0];
  const outline: Point[] = [];
  for (let index = 0; index < points.length; index += 1) {
    const [a, b, c, d] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    for (let step = 0; step < steps; step += 1) {
      const t = step / steps;
      const along = (p: number, q: number, r: number, s: number) =>
        0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t);
      outline.push([along(a[0], b[0], c[0], d[0]), along(a[1], b[1], c[1], d[1])]);
    }
  }
  return polygon(outline);
}

/** A regular star or, with `inner` equal to `outer`, a regular polygon; the first tip points up. */
export function star(tips: number, outer: number, inner: number): Shape {
  const points: Point[] = [];
  for (let index = 0; index < tips * 2; index += 1) {
    const radius = index % 2 === 0 ? outer : inner;
    const turn = index / (tips * 2);
    points.push([radius * sine(turn), -radius * cosine(turn)]);
  }
  return polygon(points);
}

export function union(...shapes: readonly Shape[]): Shape {
  return {
    left: Math.min(...shapes.map(({ left }) => left)),
    right: Math.max(...shapes.map(({ right }) => right)),
    top: Math.min(...shapes.map(({ top }) => top)),
    bottom: Math.max(...shapes.map(({ bottom }) => bottom)),
    distance(x, y) {
      let nearest = Number.POSITIVE_INFINITY;
      for (const shape of shapes) nearest = Math.min(nearest, shape.distance(x, y));
      return nearest;
    },
  };
}

export function subtract(from: Shape, cut: Shape): Shape {
  return { ...from, distance: (x, y) => Math.max(from.distance(x, y), -cut.distance(x, y)) };
}

export function intersect(left: Shape, right: Shape): Shape {
  return { ...left, distance: (x, y) => Math.max(left.distance(x, y), right.distance(x, y)) };
}

export function grow(shape: Shape, by: number): Shape {
  return {
    left: shape.left - by,
    right: shape.right + by,
    top: shape.top - by,
    bottom: shape.bottom + by,
    distance: (x, y) => shape.distance(x, y) - by,
  };
}

/** Only the line of the edge. */
export function outline(shape: Shape, thickness: number): Shape {
  const half = thickness / 2;
  return { ...grow(shape, half), distance: (x, y) => Math.abs(shape.distance(x, y)) - half };
}

/** The shape and its mirror image across the y axis; the shape must lie on the right. */
export function both(shape: Shape): Shape {
  const reach = Math.max(Math.abs(shape.left), Math.abs(shape.right));
  return {
    left: -reach,
    right: reach,
    top: shape.top,
    bottom: shape.bottom,
    distance: (x, y) => shape.distance(Math.abs(x), y),
  };
}

/** The shape turned about its origin (clockwise, in turns), scaled, and moved there. */
export function place(shape: Shape, at: Point, scale = 1, turns = 0): Shape {
  const c = cosine(turns);
  const s = sine(turns);
  const corners = [
    [shape.left, shape.top],
    [shape.right, shape.top],
    [shape.left, shape.bottom],
    [shape.right, shape.bottom],
  ].map(([x = 0, y = 0]): Point => [at[0] + (x * c - y * s) * scale, at[1] + (x * s + y * c) * scale]);
  return {
    left: Math.min(...corners.map(([x]) => x)),
    right: Math.max(...corners.map(([x]) => x)),
    top: Math.min(...corners.map(([, y]) => y)),
    bottom: Math.max(...corners.map(([, y]) => y)),
    distance(px, py) {
      const x = (px - at[0]) / scale;
      const y = (py - at[1]) / scale;
      return shape.distance(x * c + y * s, y * c - x * s) * scale;
    },
  };
}

function around(x: number, y: number, across: number, down: number) {
  return { left: x - across, right: x + across, top: y - down, bottom: y + down };
}
