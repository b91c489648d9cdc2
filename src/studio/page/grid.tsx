import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Row } from "../protocol.ts";
import { ask, type Project } from "./connection.ts";
import { isTyping } from "./header.tsx";
import type { Tell } from "./notices.tsx";
import { Badge, Thumbnail } from "./parts.tsx";
import { limitOf, priceSuffix } from "./words.ts";

/** Pixels: the least width of a card, the gap between two, and what is under its picture. */
const CARD = { width: 220, gap: 16, text: 66 } as const;

/** Rows of cards above and below what is seen. */
const MARGIN = 2;

interface GridProps {
  readonly project: Project;
  readonly names: readonly string[];
  readonly open: (name: string) => void;
  readonly hidden: boolean;
  readonly tell: Tell;
}

/** Cards for what is seen and a little more, however many assets there are; the rest is room. */
export function Grid({ project, names, open, hidden, tell }: GridProps) {
  const place = useRef<HTMLElement>(null);
  const [view, setView] = useState({ width: 1000, top: 0, height: 800 });
  const [cursor, setCursor] = useState(0);
  useLayoutEffect(() => {
    const look = () => {
      const element = place.current;
      if (element === null || element.clientWidth === 0) return;
      const { top } = element.getBoundingClientRect();
      setView({ width: element.clientWidth, top: -top, height: innerHeight });
    };
    look();
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look);
    return () => {
      removeEventListener("scroll", look);
      removeEventListener("resize", look);
    };
  }, [hidden]);
  const columns = Math.max(1, Math.floor((view.width + CARD.gap) / (CARD.width + CARD.gap)));
  const width = (view.width - CARD.gap * (columns - 1)) / columns;
  const height = Math.round(width * 0.75) + CARD.text;
  const step = height + CARD.gap;
  const rows = Math.ceil(names.length / columns);
  const first = Math.max(0, Math.floor(view.top / step) - MARGIN);
  const last = Math.min(rows, Math.ceil((view.top + view.height) / step) + MARGIN);
  const at = Math.min(cursor, Math.max(0, names.length - 1));
  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(names.length - 1, index));
    setCursor(next);
    const element = place.current;
    if (element === null) return;
    const top = element.getBoundingClientRect().top + scrollY + Math.floor(next / columns) * step;
    if (top < scrollY + 120) scrollTo({ top: top - 140 });
    else if (top + height > scrollY + innerHeight) scrollTo({ top: top + height - innerHeight + CARD.gap });
    const focus = () => {
      const card = element.querySelector<HTMLElement>(`[data-index="${next}"]`);
      card?.focus({ preventScroll: true });
      return card !== null;
    };
    // A card that was out of sight is only there after the scrolling has been seen.
    if (!focus()) requestAnimationFrame(() => requestAnimationFrame(focus));
  };
  useLayoutEffect(() => {
    if (hidden) return undefined;
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns,
      ArrowUp: -columns,
    };
    const onKey = (event: KeyboardEvent) => {
      // From the search down to what it found.
      const isSearching = event.target instanceof HTMLInputElement && event.target.type === "search";
      if (isSearching && event.key === "ArrowDown") {
        event.preventDefault();
        return goTo(0);
      }
      const move = moves[event.key];
      if (move === undefined || isTyping(event.target)) return;
      event.preventDefault();
      const focused = document.activeElement?.getAttribute("data-index");
      goTo(focused === null || focused === undefined ? at : Number(focused) + move);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
  const seen = names.slice(first * columns, last * columns);
  return (
    <main ref={place} hidden={hidden} style={{ height: `${Math.max(0, rows * step - CARD.gap)}px` }}>
      {names.length === 0 && <p class="empty">no asset is like this</p>}
      {seen.map((name, index) => {
        const row = project.rows.get(name);
        const number = first * columns + index;
        if (row === undefined) return null;
        const style = {
          width: `${width}px`,
          height: `${height}px`,
          transform: `translate(${(number % columns) * (width + CARD.gap)}px, ${Math.floor(number / columns) * step}px)`,
        };
        return (
          <article key={name} style={style}>
            <button
              type="button"
              class="card"
              data-index={number}
              tabIndex={number === at ? 0 : -1}
              onFocus={() => setCursor(number)}
              onClick={() => open(name)}
            >
              <Thumbnail picture={row.picture} alt={name} />
              <span class="name">
                <b title={name}>{name}</b>
                <Badge row={row} />
              </span>
            </button>
            <CardDeed row={row} tell={tell} />
          </article>
        );
      })}
    </main>
  );
}

/** What a person would most likely want of an asset in this state. */
function CardDeed({ row, tell }: { readonly row: Row; readonly tell: Tell }) {
  const { name, state, price } = row;
  if (state === "queued")
    return (
      <button type="button" class="deed" onClick={() => void ask("withdraw", { asset: name }).then(tell)}>
        Take back
      </button>
    );
  const isWaiting = state === "generate" || state === "maybe" || state === "failed" || state === "withdrawn";
  if (!isWaiting) return null;
  const wish = { assets: [name], ...limitOf(price) };
  return (
    <button type="button" class="deed pay" onClick={() => void ask("make", wish).then(tell)}>
      Make{priceSuffix(price.text)}
    </button>
  );
}
