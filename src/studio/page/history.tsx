import type { Details } from "../protocol.ts";
import type { Stage } from "./asset-view.tsx";
import { ask } from "./connection.ts";
import type { Tell } from "./notices.tsx";
import { Section, Thumbnail } from "./parts.tsx";
import { timeText } from "./words.ts";

interface HistoryProps {
  readonly details: Details;
  readonly tell: Tell;
  readonly show: (stage: Stage) => void;
}

/** Every picture that the asset had and that is still there; taking one back costs nothing. */
export function History({ details, tell, show }: HistoryProps) {
  const { name, history, samples } = details;
  if (history.length === 0) return null;
  return (
    <Section title="History">
      <ol class="history">
        {history.map(({ picture, at, current, sample, changes }) => {
          const title = `${timeText(at)}${samples.length > 1 ? `, picture ${sample + 1}` : ""}`;
          return (
            <li key={`${sample} ${picture.sha256}`} class={current ? "chosen" : ""}>
              <button
                type="button"
                class="bare"
                aria-label={`Look at the picture of ${title}`}
                onClick={() => show({ kind: "picture", picture, title })}
              >
                <Thumbnail picture={picture} alt={title} />
              </button>
              <div>
                <b>{title}</b>
                {changes.map(({ field, was, now }) => (
                  <p key={field} class="change">
                    {field}: <ins>{was}</ins>, now <del>{now}</del>
                  </p>
                ))}
                {changes.length === 0 && <p class="soft">made for the present request</p>}
                {current ? (
                  <span class="soft">in use</span>
                ) : (
                  <p class="line">
                    {!picture.clip && (
                      <button type="button" onClick={() => show({ kind: "compare", before: picture, sample, title })}>
                        Compare
                      </button>
                    )}
                    <button
                      type="button"
                      aria-label={`Take back the picture of ${title}`}
                      onClick={() => void ask("back", { asset: name, sample, sha256: picture.sha256 }).then(tell)}
                    >
                      Take this one back
                    </button>
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
