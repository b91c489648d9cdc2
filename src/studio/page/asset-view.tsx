import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Details, Picture, Row } from "../protocol.ts";
import { AssetDeeds } from "./asset-deeds.tsx";
import { Candidates } from "./candidates.tsx";
import { Compare } from "./compare.tsx";
import { fetchDetails } from "./connection.ts";
import { useDraft } from "./draft.ts";
import { EditForm } from "./edit-form.tsx";
import { isTyping } from "./header.tsx";
import { History } from "./history.tsx";
import type { Tell } from "./notices.tsx";
import { Badge, Problems, Section, Whole } from "./parts.tsx";
import { usePrice } from "./price.ts";
import { bytesText } from "./words.ts";

interface AssetViewProps {
  readonly row: Row;
  readonly revision: number;
  readonly close: () => void;
  readonly stepBy: (step: number) => void;
  readonly tell: Tell;
  readonly follows: boolean;
}

/** What is on the stage. */
export type Stage =
  | { readonly kind: "output"; readonly path: string }
  | { readonly kind: "picture"; readonly picture: Picture; readonly title: string }
  | { readonly kind: "compare"; readonly before: Picture; readonly sample: number; readonly title: string };

export function AssetView({ row, revision, close, stepBy, tell, follows }: AssetViewProps) {
  const details = useDetails(row.name, revision);
  const [stage, setStage] = useState<Stage>();
  const heading = useRef<HTMLHeadingElement>(null);
  // Before it is painted: who sees it may press a key.
  useLayoutEffect(() => {
    scrollTo({ top: 0 });
    heading.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") return isTyping(event.target) ? (event.target as HTMLElement).blur() : close();
      if (isTyping(event.target)) return;
      if (event.key === "ArrowRight") stepBy(1);
      if (event.key === "ArrowLeft") stepBy(-1);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [close, stepBy]);
  const now = largestOf(details) ?? row.picture;
  return (
    <div class="asset" role="region" aria-label={row.name}>
      <div class="line">
        <button type="button" onClick={close}>
          ← All
        </button>
        <h2 ref={heading} tabIndex={-1}>
          {row.name}
        </h2>
        <Badge row={row} />
        <span class="grow" />
        <AssetDeeds row={row} details={details} tell={tell} />
      </div>
      <p class="soft">{row.state === "fresh" ? "" : row.reason}</p>
      <div class="columns">
        <div class="stage">
          <StageView stage={stage} details={details} now={now} alt={row.name} show={setStage} />
          {details !== undefined && <Outputs details={details} stage={stage} setStage={setStage} />}
        </div>
        <div class="side">
          {details === undefined ? (
            <p class="empty">Looking…</p>
          ) : (
            <>
              <Problems problems={details.problems} />
              <Workbench details={details} row={row} tell={tell} follows={follows} show={setStage} />
              <History details={details} tell={tell} show={setStage} />
              <Request details={details} />
              <Copies details={details} tell={tell} />
            </>
          )}
        </div>
      </div>
    </div>
  );
}

/** Fields as somebody has them just now: to be saved, or to be tried. */
function Workbench(props: {
  readonly details: Details;
  readonly row: Row;
  readonly tell: Tell;
  readonly follows: boolean;
  readonly show: (stage: Stage) => void;
}) {
  const { details, row, tell, follows, show } = props;
  const draft = useDraft(details.name, details.fields);
  const price = usePrice(details.name, draft.changes);
  return (
    <>
      <EditForm details={details} draft={draft} price={price} tell={tell} follows={follows} />
      <Candidates details={details} draft={draft} price={price} row={row} tell={tell} show={show} />
    </>
  );
}

/** What shows most of the picture. */
function largestOf(details: Details | undefined): Picture | undefined {
  const sample = details?.samples[0];
  const whole = sample?.original?.width ?? 0;
  const pictures = sample?.outputs.flatMap(({ picture }) => picture ?? []) ?? [];
  return pictures.toSorted((left, right) => (right.width ?? whole) - (left.width ?? whole))[0];
}

/** Fetched again whenever anything of it may have changed; what was there stays until the new ones are. */
function useDetails(name: string, revision: number): Details | undefined {
  const [details, setDetails] = useState<Details>();
  useEffect(() => {
    const leave = new AbortController();
    void fetchDetails(name, leave.signal).then((found) => {
      if (found !== undefined) setDetails(found);
    });
    return () => leave.abort();
  }, [name, revision]);
  return details;
}

function StageView(props: {
  readonly stage: Stage | undefined;
  readonly details: Details | undefined;
  readonly now: Picture | undefined;
  readonly alt: string;
  readonly show: (stage: Stage) => void;
}) {
  const { stage, details, now, alt, show } = props;
  const original = details?.samples[stage?.kind === "compare" ? stage.sample : 0]?.original;
  if (stage?.kind === "compare" && original !== undefined)
    return <Compare before={stage.before} after={original} title={stage.title} />;
  const outputs = details?.samples.flatMap((sample) => sample.outputs) ?? [];
  const shown =
    stage?.kind === "picture"
      ? stage.picture
      : stage?.kind === "output"
        ? outputs.find(({ path }) => path === stage.path)?.picture
        : now;
  return (
    <figure>
      <div class="picture large">
        <Whole picture={shown} alt={alt} />
      </div>
      {stage?.kind === "picture" && (
        <figcaption class="line">
          {stage.title}
          {original !== undefined && original.sha256 !== stage.picture.sha256 && !original.clip && (
            <button
              type="button"
              onClick={() => show({ kind: "compare", before: stage.picture, sample: 0, title: stage.title })}
            >
              Compare with the present one
            </button>
          )}
        </figcaption>
      )}
    </figure>
  );
}

function Outputs(props: {
  readonly details: Details;
  readonly stage: Stage | undefined;
  readonly setStage: (stage: Stage) => void;
}) {
  const { details, stage, setStage } = props;
  const several = details.samples.length > 1;
  return (
    <table>
      <caption>Files</caption>
      {details.samples.flatMap(({ index, outputs }) =>
        outputs.map(({ path, state, bytes, size }) => (
          <tr key={path} class={stage?.kind === "output" && stage.path === path ? "chosen" : ""}>
            <td>
              <button type="button" class="link" onClick={() => setStage({ kind: "output", path })}>
                {path}
              </button>
              {several && ` (${index + 1})`}
            </td>
            <td>{size}</td>
            <td>{bytesText(bytes)}</td>
            <td class="soft">{state}</td>
          </tr>
        )),
      )}
    </table>
  );
}

function Request({ details }: { readonly details: Details }) {
  return (
    <Section title="Request">
      <table class="request">
        {details.request.map(({ name, value, origin }) => (
          <tr key={name}>
            <th>{name}</th>
            <td>
              {value}
              {origin !== "" && <span class="soft"> {origin}</span>}
            </td>
          </tr>
        ))}
        {details.references.map((reference) => (
          <tr key={reference}>
            <th>uses</th>
            <td>{reference}</td>
          </tr>
        ))}
      </table>
      {details.reasons.length > 0 && (
        <ul>
          {details.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Copies({ details, tell }: { readonly details: Details; readonly tell: Tell }) {
  if (details.copies.length === 0) return null;
  return (
    <Section title="Copy">
      <p class="line">
        {details.copies.map(({ label, text }) => (
          <button
            key={label}
            type="button"
            title={text}
            onClick={() =>
              void navigator.clipboard.writeText(text).then(
                () => tell({ ok: true, message: `${label} copied` }),
                () => tell({ ok: false, message: `the browser does not let it be copied: ${text}` }),
              )
            }
          >
            {label}
          </button>
        ))}
      </p>
    </Section>
  );
}
