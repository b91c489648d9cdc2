import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import PQueue from "p-queue";
import type { AssetPlan } from "../core/asset-plan.ts";
import type { Sha256 } from "../core/digest.ts";
import type { GalleryFile, GalleryOriginal } from "../core/gallery.ts";
import { sniffFormat } from "../core/sniff.ts";
import { thumbnailOf } from "../encode/thumbnail.ts";
import { copyInto, writeAtomically } from "../store/files.ts";
import { MachineError } from "../store/machine-error.ts";
import { makeFolders } from "../store/make-folders.ts";
import type { Store } from "../store/store.ts";
import type { Begun, Session } from "./session.ts";

/** What makes a folder a gallery that may be written over. */
const GENERATOR = 'name="generator" content="imagegen gallery"';

/**
 * Copies the outputs of a plan into a folder, with small pictures beside them. Files that were there before, of an
 * earlier gallery, are written over or left; a folder that holds anything else is refused.
 *
 * @throws MachineError
 */
export async function galleryFiles(
  session: Session,
  { plan, facts }: Begun,
  folder: string,
): Promise<ReadonlyMap<string, GalleryFile>> {
  refuseForeign(folder);
  makeFolders(folder);
  // A run that is broken off leaves a folder that the next one knows for a gallery.
  if (!existsSync(join(folder, "index.html"))) await writeGallery(folder, `<meta ${GENERATOR}>`);
  const files = new Map<string, GalleryFile>();
  const queue = new PQueue({ concurrency: 4 });
  const look = async (path: string, clip: boolean): Promise<GalleryFile> => {
    const fact = facts.file(path);
    const file = { path, bytes: fact.kind === "file" ? fact.bytes : 0, clip, width: undefined, height: undefined };
    const nothing = { ...file, address: undefined, thumbnail: undefined };
    if (fact.kind !== "file" || fact.pointer === true) return nothing;
    const source = join(session.root, path);
    const address = `files/${withoutFolder(path, session.profile?.folder)}`;
    const copied = await copyInto(source, join(folder, address), { root: folder, durable: false, expect: fact.sha256 });
    if (copied === "missing" || copied === "damaged") return nothing;
    const shown = { ...file, address: encodePath(address) };
    const small = clip ? undefined : await thumbnailOf(await readFile(source));
    if (small === undefined) return { ...shown, thumbnail: undefined };
    const thumbnail = `small/${fact.sha256}.webp`;
    await writeAtomically(join(folder, thumbnail), small.bytes, { root: folder, durable: false });
    return { ...shown, thumbnail, width: small.width, height: small.height };
  };
  const looks: Promise<GalleryFile>[] = [];
  for (const { path, clip } of outputsOf(plan.assets)) looks.push(queue.add(() => look(path, clip)));
  for (const file of await Promise.all(looks)) files.set(file.path, file);
  return files;
}

/**
 * Copies a former picture out of the store, with a small one beside it. Undefined for what is gone, or no picture.
 * @throws MachineError
 */
export async function keepOriginal(store: Store, sha256: Sha256, folder: string): Promise<GalleryOriginal | undefined> {
  const bytes = await store.getObject(sha256);
  const small = bytes && (await thumbnailOf(bytes));
  if (bytes === undefined || small === undefined) return undefined;
  // Named by what it is, not by what a lock says of it.
  const address = `history/${sha256}.${sniffFormat(bytes)}`;
  const thumbnail = `small/${sha256}.webp`;
  await writeAtomically(join(folder, address), bytes, { root: folder, durable: false });
  await writeAtomically(join(folder, thumbnail), small.bytes, { root: folder, durable: false });
  return { address, thumbnail };
}

/** @throws MachineError */
export async function writeGallery(folder: string, page: string): Promise<void> {
  await writeAtomically(join(folder, "index.html"), page, { root: folder, durable: false });
}

/** As a content security policy wants it. */
export function policyHash(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

function outputsOf(assets: readonly AssetPlan[]): readonly { readonly path: string; readonly clip: boolean }[] {
  return assets.flatMap(({ prepared, samples }) =>
    samples.flatMap(({ outputs }) => outputs.map(({ path }) => ({ path, clip: prepared.asset.media === "clip" }))),
  );
}

/** A page of drafts has the addresses of the real ones: its files go through tools that leave hidden folders out. */
function withoutFolder(path: string, folder: string | undefined): string {
  return folder !== undefined && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function refuseForeign(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  const page = join(folder, "index.html");
  if (existsSync(page) && readFileSync(page, "utf8").includes(GENERATOR)) return;
  throw new MachineError("io", folder, `${folder} holds other files than a gallery; name an empty folder`);
}
