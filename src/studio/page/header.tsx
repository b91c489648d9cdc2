import { useLayoutEffect, useRef } from "preact/hooks";
import { ask, type Project } from "./connection.ts";
import type { Tell } from "./notices.tsx";
import { limitOf, NO_FILTER, phaseText, priceSuffix, STATES, type Filter } from "./words.ts";

interface HeaderProps {
  readonly project: Project;
  readonly filter: Filter;
  readonly setFilter: (filter: Filter) => void;
  readonly shown: number;
  readonly tell: Tell;
}

export function Header({ project, filter, setFilter, shown, tell }: HeaderProps) {
  const { status, rows, connected } = project;
  const search = useRef<HTMLInputElement>(null);
  // Before it is painted: who sees it may press a key.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event.target)) return;
      event.preventDefault();
      search.current?.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  const all = [...rows.values()];
  const states = [...new Set(all.map(({ state }) => STATES[state].word))].sort();
  const tags = [...new Set(all.flatMap((row) => row.tags))].sort();
  const folders = [...new Set(all.map(({ folder }) => folder))].filter((folder) => folder !== "").sort();
  const choose = (field: keyof Filter) => (event: Event) =>
    setFilter({ ...filter, [field]: (event.currentTarget as HTMLSelectElement).value });
  const { waiting, spent } = status;
  return (
    <header>
      <div class="line">
        <h1>{status.title}</h1>
        <span class={`phase ${connected && !status.broken ? status.phase : "gone"}`}>
          {connected ? phaseText(status) : "imagegen has stopped; what you see is the last it said"}
        </span>
        <span class="grow" />
        <span title="estimated, since the studio was started">{spent.text} this session</span>
        {status.follows && (
          <button type="button" onClick={() => void ask("pause", {}).then(tell)}>
            {status.paused ? "Go on" : "Pause"}
          </button>
        )}
        {!status.follows && (
          <button type="button" onClick={() => void ask("look", {}).then(tell)}>
            Look again
          </button>
        )}
        {waiting.assets > 0 && (
          <button type="button" class="pay" onClick={() => void ask("make", limitOf(waiting.price)).then(tell)}>
            Make {waiting.assets} {waiting.assets === 1 ? "picture" : "pictures"}
            {priceSuffix(waiting.price.text)}
          </button>
        )}
      </div>
      <div class="line">
        <input
          ref={search}
          type="search"
          placeholder="Search names, prompts, tags ( / )"
          aria-label="Search names, prompts and tags"
          value={filter.text}
          onInput={(event) => setFilter({ ...filter, text: event.currentTarget.value })}
        />
        <Choice label="state" value={filter.state} all={states} onInput={choose("state")} />
        <Choice label="tag" value={filter.tag} all={tags} onInput={choose("tag")} />
        <Choice label="folder" value={filter.folder} all={folders} onInput={choose("folder")} />
        <span>
          {shown} of {rows.size}
        </span>
        {shown < rows.size && (
          <button type="button" onClick={() => setFilter(NO_FILTER)}>
            Show all
          </button>
        )}
        <span class="grow" />
        <span class="soft">
          {status.budget === undefined ? "pays only when asked" : `pays ${status.budget} without being asked`}
        </span>
      </div>
    </header>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly all: readonly string[];
  readonly onInput: (event: Event) => void;
}

function Choice({ label, value, all, onInput }: ChoiceProps) {
  if (all.length < 2 && value === "") return null;
  return (
    <select aria-label={label} value={value} onInput={onInput}>
      <option value="">every {label}</option>
      {all.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select") !== null;
}
