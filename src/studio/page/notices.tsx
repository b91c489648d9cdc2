import { useCallback, useRef, useState } from "preact/hooks";
import type { Answer } from "../protocol.ts";
import { Problems } from "./parts.tsx";

interface Notice extends Answer {
  readonly id: number;
}

/** Milliseconds that an answer is shown; one that says no is shown longer. */
const SHOWN = { yes: 4000, no: 12_000 } as const;

export type Tell = (answer: Answer) => void;

export function useNotices(): { readonly notices: readonly Notice[]; readonly tell: Tell } {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const count = useRef(0);
  const tell = useCallback((answer: Answer) => {
    const id = (count.current += 1);
    setNotices((before) => [...before.slice(-3), { ...answer, id }]);
    setTimeout(() => setNotices((before) => before.filter((one) => one.id !== id)), answer.ok ? SHOWN.yes : SHOWN.no);
  }, []);
  return { notices, tell };
}

export function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.map(({ id, ok, message, problems }) => (
        <div key={id} class={ok ? "notice" : "notice bad"}>
          {message}
          {!ok && <Problems problems={problems ?? []} />}
        </div>
      ))}
    </div>
  );
}
