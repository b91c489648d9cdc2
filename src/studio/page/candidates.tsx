import { useState } from "preact/hooks";
import type { Answer, Details, Money, Row } from "../protocol.ts";
import type { Stage } from "./asset-view.tsx";
import { ask } from "./connection.ts";
import type { Draft } from "./draft.ts";
import type { Tell } from "./notices.tsx";
import { Section, Thumbnail } from "./parts.tsx";

interface CandidatesProps {
  readonly details: Details;
  readonly draft: Draft;
  readonly price: Answer | undefined;
  readonly row: Row;
  readonly tell: Tell;
  readonly show: (stage: Stage) => void;
}

/** Several side by side, one to keep. Nothing of the project changes before that. */
export function Candidates({ details, draft, price, row, tell, show }: CandidatesProps) {
  const [count, setCount] = useState(4);
  const [isAsking, setAsking] = useState(false);
  const { name, candidates, again, samples } = details;
  if (samples.length > 1) return null;
  const fields = draft.changes;
  // With other fields a picture may cost more: nobody is asked to pay before it is shown how much.
  const each = Object.keys(fields).length === 0 ? again : price?.each;
  const usd = each?.usd === undefined ? undefined : each.usd * count;
  const tryThem = () => {
    setAsking(true);
    const limit = usd === undefined ? {} : { usd };
    void ask("try", { asset: name, count, fields, ...limit })
      .then(tell)
      .finally(() => setAsking(false));
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
        <button type="button" class="pay" onClick={tryThem} disabled={isAsking || row.trying > 0 || each === undefined}>
          Try {count}
          {each === undefined ? " …" : tryPrice(each, usd)}
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

function tryPrice({ text }: Money, usd: number | undefined): string {
  if (text === "free") return "";
  return usd === undefined ? ` (${text})` : ` ($${usd.toFixed(usd < 0.1 ? 4 : 2)} est.)`;
}
