import { createEventLines } from "./event-lines.ts";
import { createLiveBlock } from "./live-block.ts";
import { colorPaint, plainPaint } from "./paint.ts";
import type { CreateReporter } from "./reporter.ts";
import { summaryLines } from "./summary-text.ts";

/** At most ten times a second: a terminal over a slow line must not become the bottleneck. */
const REDRAW = 100;

/**
 * Lines that stay scroll up; below them a block is rewritten in place. Each redraw is one write: go up over the old
 * block, clear to the end of the screen, say the new lines, draw the block again. Nothing else moves the cursor.
 */
export const createTerminalReporter: CreateReporter = (output) => {
  const lines = createEventLines(output);
  const block = createLiveBlock();
  const paint = output.color ? colorPaint : plainPaint;
  const { clock } = output;
  let waiting: string[] = [];
  let drawn: readonly string[] = [];
  let dirty = false;
  let hidden = false;
  let ended = false;

  const draw = (blockLines: readonly string[]) => {
    dirty = false;
    if (waiting.length === 0 && isSame(blockLines, drawn)) return;
    const erase = drawn.length > 0 ? `\u001B[${drawn.length}A\r\u001B[J` : "";
    const hide = !hidden && blockLines.length > 0 ? "\u001B[?25l" : "";
    hidden ||= hide !== "";
    const text = erase + hide + [...waiting, ...blockLines].map((line) => `${line}\n`).join("");
    output.stderr(text);
    drawn = blockLines;
    waiting = [];
  };
  const redraw = () => {
    if (!dirty && !block.moving) return;
    draw(output.detail === "quiet" ? [] : block.lines(clock.now(), { columns: output.columns(), paint }));
  };
  const cease = clock.every(REDRAW, redraw);

  return {
    listener(event) {
      if (ended) return;
      block.take(event, clock.now());
      waiting.push(...lines.of(event));
      dirty = true;
    },
    flush: redraw,
    end(summary) {
      if (ended) return;
      ended = true;
      cease();
      waiting.push(...lines.rest());
      if (summary !== undefined && output.detail !== "quiet") waiting.push(...summaryLines(summary));
      draw([]);
      if (hidden) output.stderr("\u001B[?25h");
    },
  };
};

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((line, index) => line === right[index]);
}
