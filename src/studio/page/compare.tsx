import { useState } from "preact/hooks";
import type { Picture } from "../protocol.ts";

interface CompareProps {
  readonly before: Picture;
  readonly after: Picture;
  readonly title: string;
}

/** Two pictures in one place; the slider, which is also the keyboard's, says how much of each. */
export function Compare({ before, after, title }: CompareProps) {
  const [at, setAt] = useState(50);
  const ratio =
    after.width === undefined || after.height === undefined ? undefined : `${after.width} / ${after.height}`;
  return (
    <figure>
      <div class="picture large compare" style={{ "--at": `${at}%`, ...(ratio && { aspectRatio: ratio }) }}>
        <img src={`whole/${after.sha256}`} alt="now" />
        <img class="before" src={`whole/${before.sha256}`} alt={title} />
        <span class="edge" />
        <input
          type="range"
          min={0}
          max={100}
          value={at}
          aria-label="How much of the other picture is shown"
          onInput={(event) => setAt(Number(event.currentTarget.value))}
        />
      </div>
      <figcaption>left: {title}; right: as it is now</figcaption>
    </figure>
  );
}
