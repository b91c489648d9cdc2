import { basename, join, resolve } from "node:path";
import { galleryFiles, keepOriginal, policyHash, writeGallery } from "../../build/gallery.ts";
import { historyOf, readArrivals } from "../../build/history.ts";
import type { Begun, Session } from "../../build/session.ts";
import { EXIT } from "../../core/exit.ts";
import { recipeChanges } from "../../core/reason.ts";
import { galleryPage, type GalleryPast } from "../../report/gallery/page.ts";
import { jsonLine } from "../../report/json-line.ts";
import { count } from "../../report/units.ts";
import type { Context } from "../context.ts";
import { formerOriginalsReader } from "../former-originals.ts";
import type { Invocation } from "../option-spec.ts";
import { wantedProfile } from "../profile.ts";
import { selectNames, withProject } from "../project.ts";
import type { GALLERY_OPTIONS } from "./options.ts";

/** Shows what is there; makes, pays and changes nothing. */
export function run(context: Context, invocation: Invocation<typeof GALLERY_OPTIONS>): Promise<number> {
  const profile = wantedProfile(invocation.options);
  return withProject(context, { profile, about: invocation }, async ({ session }) => {
    const selected = selectNames(session, invocation);
    const begun = await session.begin(selected === undefined ? {} : { selected });
    const folder = resolve(context.cwd, invocation.options.out ?? "gallery");
    const files = await galleryFiles(session, begun, folder);
    const title = invocation.options.title ?? `${basename(session.root)}: generated images`;
    const history = await pastPictures(session, begun, folder);
    await writeGallery(folder, galleryPage({ title, plan: begun.plan, files, history, hash: policyHash }));
    const page = join(folder, "index.html");
    const assets = begun.plan.assets.length;
    if (context.globals.json === true)
      context.stdout.write(jsonLine({ type: "gallery", path: page, assets, files: files.size }));
    else if (context.detail !== "quiet")
      context.stdout.write(`${page}: ${count(assets, "asset")}, ${count(files.size, "file")}\n`);
    return EXIT.done;
  });
}

/** Former pictures of an asset that a page shows: more of them is for the studio. */
const MOST_PAST = 8;

/** What each asset was before: of what the store holds, the latest. */
async function pastPictures(
  session: Session,
  begun: Begun,
  folder: string,
): Promise<ReadonlyMap<string, readonly GalleryPast[]>> {
  const arrivals = readArrivals(session);
  const former = await formerOriginalsReader()(session.root);
  const pictures = new Map<string, readonly GalleryPast[]>();
  for (const { name, samples } of begun.plan.assets) {
    const shown: GalleryPast[] = [];
    for (const past of historyOf(session, begun, name, { former, arrivals })) {
      const { recipe, source } = samples[past.sample] ?? {};
      const now = source !== undefined && "original" in source ? source.original.sha256 : undefined;
      const { sha256 } = past.original;
      if (sha256 === now || shown.length === MOST_PAST) continue;
      const kept = await keepOriginal(begun.store, sha256, folder);
      const changes = recipe === undefined ? [] : recipeChanges(past.recipe, recipe);
      if (kept !== undefined) shown.push({ ...kept, at: past.at, sample: past.sample, changes });
    }
    if (shown.length > 0) pictures.set(name, shown);
  }
  return pictures;
}
