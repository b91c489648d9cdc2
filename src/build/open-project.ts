import type { PreparedAsset } from "../core/request.ts";
import { DiagnosticsError, notAllowed } from "./diagnostics-error.ts";
import type { ManifestEdit } from "./edit-manifest.ts";
import type { Session } from "./session.ts";

/** Opens the project, as it is or as it would be with another text of a file. The caller closes it. */
export type OpenSession = (overlay?: (file: string, text: string) => string) => Promise<Session>;

/** Opens the project as it is, or as it would be after an edit, for as long as `body` needs it. */
export async function withSession<Result>(
  open: OpenSession,
  edit: ManifestEdit | undefined,
  body: (session: Session) => Promise<Result>,
): Promise<Result> {
  const session = await open(edit && ((file, text) => (file === edit.file ? edit.after : text)));
  try {
    return await body(session);
  } finally {
    await session.close();
  }
}

/** @throws DiagnosticsError for a manifest that cannot be used, which is why an asset may be missing; or for one that is */
export function assetOf(session: Session, name: string): PreparedAsset {
  const errors = session.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new DiagnosticsError(errors);
  const asset = session.assets.find((prepared) => prepared.asset.name === name);
  if (asset === undefined) throw notAllowed(`there is no asset ${name} any more`, "look at the manifest");
  return asset;
}
