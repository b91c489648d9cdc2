import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Picture, Problem, Row } from "../protocol.ts";
import { STATES } from "./words.ts";

/** What is wrong with the files that people write, as a terminal has it. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <div class="problems" role="alert">
      {problems.map(({ severity, text }) => (
        <pre key={text} class={severity}>
          {text}
        </pre>
      ))}
    </div>
  );
}

export function Badge({ row }: { readonly row: Row }) {
  const { word, kind } = STATES[row.state];
  return (
    <span class={`badge ${kind}`} title={row.reason}>
      {word}
      {row.since !== undefined && <Elapsed since={row.since} />}
      {row.trying > 0 && ` · trying ${row.trying}`}
    </span>
  );
}

function Elapsed({ since }: { readonly since: number }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <> {Math.max(0, Math.round((now - since) / 1000))} s</>;
}

/** A small picture on a checkerboard; its place is there before it is. */
export function Thumbnail({ picture, alt }: { readonly picture: Picture | undefined; readonly alt: string }) {
  return (
    <span class="picture">
      {picture === undefined ? (
        <span>no picture yet</span>
      ) : picture.clip ? (
        <span>a clip</span>
      ) : (
        <img src={`small/${picture.sha256}`} alt={alt} loading="lazy" decoding="async" />
      )}
    </span>
  );
}

/** The bytes themselves, at their size. */
export function Whole({ picture, alt }: { readonly picture: Picture | undefined; readonly alt: string }) {
  if (picture === undefined) return <span>no picture yet</span>;
  const address = `whole/${picture.sha256}`;
  return picture.clip ? <video src={address} controls loop muted /> : <img src={address} alt={alt} />;
}

export function Section({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
