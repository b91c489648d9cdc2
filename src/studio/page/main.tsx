import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { AssetView } from "./asset-view.tsx";
import { listen, type Project } from "./connection.ts";
import { Grid } from "./grid.tsx";
import { Header } from "./header.tsx";
import { Notices, useNotices } from "./notices.tsx";
import { Problems } from "./parts.tsx";
import { fits, NO_FILTER } from "./words.ts";

function Studio() {
  const [project, setProject] = useState<Project>();
  const [filter, setFilter] = useState(NO_FILTER);
  const [open, setOpen] = useOpenAsset();
  const { notices, tell } = useNotices();
  useEffect(() => listen(setProject), []);
  const shown = useMemo(
    () =>
      (project?.order ?? []).filter((name) => {
        const row = project?.rows.get(name);
        return row !== undefined && fits(row, filter);
      }),
    [project, filter],
  );
  useEffect(() => {
    if (project !== undefined) document.title = `${project.status.title}: studio`;
  }, [project?.status.title]);
  if (project === undefined) return <p class="empty">Looking…</p>;
  const row = open === undefined ? undefined : project.rows.get(open);
  const stepBy = (step: number) => {
    const at = shown.indexOf(open ?? "");
    const next = shown[Math.max(0, Math.min(shown.length - 1, at + step))];
    if (next !== undefined) setOpen(next);
  };
  return (
    <>
      <Header project={project} filter={filter} setFilter={setFilter} shown={shown.length} tell={tell} />
      <Problems problems={project.status.problems} />
      <Grid project={project} names={shown} open={setOpen} hidden={row !== undefined} tell={tell} />
      {row !== undefined && (
        <AssetView
          key={row.name}
          row={row}
          revision={project.status.revision}
          close={() => setOpen(undefined)}
          stepBy={stepBy}
          tell={tell}
          follows={project.status.follows}
        />
      )}
      <Notices notices={notices} />
    </>
  );
}

/** The asset that is open stands in the address, so that going back closes it. */
function useOpenAsset(): [string | undefined, (name: string | undefined) => void] {
  const read = () => (location.hash.startsWith("#/") ? decoded(location.hash.slice(2)) : undefined);
  const [open, setOpen] = useState(read);
  useEffect(() => {
    const onHash = () => setOpen(read());
    addEventListener("hashchange", onHash);
    return () => removeEventListener("hashchange", onHash);
  }, []);
  return [
    open,
    (name) => {
      location.hash = name === undefined ? "" : `/${encodeURIComponent(name)}`;
    },
  ];
}

/** An address that somebody typed may be no name at all. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const place = document.getElementById("studio");
if (place !== null) render(<Studio />, place);
