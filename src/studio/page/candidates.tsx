import { useState } from "preact/hooks";
import type { Details, Row } from "../protocol.ts";
import type { Stage } from "./asset-view.tsx";
import { ask } from "./connection.ts";
import { draftOf } from "./draft.ts";
import type { Tell } from "./notices.tsx";
import { Section, Thumbnail } from "./parts.tsx";

interface CandidatesProps {
  readonly details: Details;
  readonly row: Row;
  readonly tell: Tell;
  readonly show: (stage: Stage) => void;
}

/** Several side by side, one to keep. Nothing of the project changes before that. */
export function Candidates({ details, row, tell, show }: CandidatesProps) {
  const [count, setCount] = useState(4);
  const { name, candidates, again, samples } = details;
  if (samples.length > 1) return null;
  const free = again.text === "free";
  const usd = again.usd === undefined ? undefined : again.usd * count;
  const price = free ? "" : usd === undefined ? " (price unknown)" : ` ($${usd.toFixed(usd < 0.1 ? 4 : 2)} est.)`;
  const tryThem = () => {
    const fields = draftOf(name);
    // With other fields a picture may cost more than what was shown: then as much as it says.
    const limit = Object.keys(fields).length === 0 && usd !== undefined ? { usd } : {};
    void withLimit(limit).then(tell);
    async function withLimit(known: { readonly usd?: number }) {
      if (Object.keys(fields).length === 0) return ask("try", { asset: name, count, fields, ...known });
      const answer = await ask("price", { asset: name, fields });
      if (!answer.ok) return answer;
      const each = answer.price?.usd;
      return ask("try", { asset: name, count, fields, ...(each !== undefined && each > 0 && { usd: each * count }) });
    }
  };
  return (
    <Section title="Try">
      <p class="line">
        <label>
          how many{" "}
          <input
            type="number"
            min={1}
            max={16}
            value={count}
            onInput={(event) => setCount(Math.max(1, Math.min(16, event.currentTarget.valueAsNumber || 1)))}
          />
        </label>
        <button type="button" class="pay" onClick={tryThem} disabled={row.trying > 0}>
          Try {count}
          {price}
        </button>
        <span class="soft">other seeds, with the fields above as they stand; the manifest stays</span>
      </p>
      {candidates.length > 0 && (
        <div class="tries">
          {candidates.toReversed().map((candidate) => {
            const title = [
              `candidate ${candidate.number}`,
              ...(candidate.seed === undefined ? [] : [`seed ${candidate.seed}`]),
              ...candidate.changes,
            ].join(", ");
            return (
              <div key={candidate.number} class={candidate.chosen ? "try chosen" : "try"}>
                <button
                  type="button"
                  class="bare"
                  title={title}
                  aria-label={`Look at ${title}`}
                  onClick={() => show({ kind: "picture", picture: candidate.picture, title })}
                >
                  <Thumbnail picture={candidate.picture} alt={title} />
                </button>
                <span class="line">
                  <b>{candidate.number}</b>
                  {candidate.chosen ? (
                    <span class="soft">kept</span>
                  ) : (
                    <button
                      type="button"
                      aria-label={`Keep ${title}`}
                      onClick={() => void ask("pick", { asset: name, number: candidate.number }).then(tell)}
                    >
                      Keep
                    </button>
                  )}
                </span>
                <span class="soft small">{[...candidate.changes].join(" ")}</span>
              </div>
            );
          })}
        </div>
      )}
    </Section>
  );
}
