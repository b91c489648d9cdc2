import { basename, join, resolve } from "node:path";
import { galleryFiles, policyHash, writeGallery } from "../../build/gallery.ts";
import { galleryPage } from "../../report/gallery/page.ts";
import { jsonLine } from "../../report/json-line.ts";
import { count } from "../../report/units.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit.ts";
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
    await writeGallery(folder, galleryPage({ title, plan: begun.plan, files, hash: policyHash }));
    const page = join(folder, "index.html");
    const assets = begun.plan.assets.length;
    if (context.globals.json === true)
      context.stdout.write(jsonLine({ type: "gallery", path: page, assets, files: files.size }));
    else if (context.detail !== "quiet")
      context.stdout.write(`${page}: ${count(assets, "asset")}, ${count(files.size, "file")}\n`);
    return EXIT.done;
  });
}
