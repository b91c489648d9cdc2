import { join } from "node:path";
import { isDigest, type Sha256 } from "../core/digest.ts";

/**
 * The state directory of a project (git-ignored), and the store, which is the same directory unless it is put
 * elsewhere:
 *
 *     .imagegen/
 *       .gitignore                 everything: written with the folder, and left alone from then on
 *       build.lease                one build of this project at a time
 *       journal                    what a build did since the lock was last written
 *       ledger                     every paid call that was started, and how it ended; never cut
 *       placed                     which bytes were ever written to which path, so that they are nobody's edit
 *       tries/<name>.json, .png    candidates that somebody tried, and their contact sheet
 *       thumbnails/<sha256>.webp   small pictures for the studio; may be deleted at any time
 *       memo                       path, size, times, inode → sha256; may be deleted at any time
 *       snapshot                   what a build with nothing to do depended on; may be deleted at any time
 *       recall                     the manifest that it was made from; may be deleted at any time
 *       profiles/<name>/           images.lock.json, journal, placed and tries of a profile, and its files unless they are elsewhere
 *
 *     <store>/
 *       objects-v1/ab/<sha256>            bytes: originals (paid for) and derived files
 *       generations-v1/ab/<key>.json      what a recipe gave: paid for
 *       derivations-v2/<key>.json         what local work gave: free to lose
 *       leases/<key>                      one request per generation key at a time
 *       damaged/<name>                    what failed its check, until `store gc`
 *       tmp/                              files being written; abandoned ones are swept
 *
 *     <originals>/                        where the manifest says `store: { originals: … }`, in git: see originals.ts
 *       ab/<sha256>.<extension>           what the lock names of what was paid for
 *
 * A format that changes gets a new number and so a new folder: an older imagegen beside a newer one sees nothing it
 * could misread.
 *
 * What was paid for is sorted into 256 folders as git does it, so that it fits onto any file system (a folder of FAT32
 * holds 9,362 such names). What is free to lose is not: making the folders takes longer than writing the records.
 */
export const BUCKETS = {
  objects: { folder: "objects-v1", sorted: true, extension: "" },
  generations: { folder: "generations-v1", sorted: true, extension: ".json" },
  derivations: { folder: "derivations-v2", sorted: false, extension: ".json" },
} as const satisfies Record<string, BucketLayout>;

interface BucketLayout {
  readonly folder: string;
  /** Into folders by the first two digits of the name. */
  readonly sorted: boolean;
  readonly extension: string;
}

export type Bucket = keyof typeof BUCKETS;

/** The folders of a store that are not sorted by digest. */
export const STORE_FOLDERS = { leases: "leases", damaged: "damaged", temporary: "tmp" } as const;

/** The files of a project's state directory. */
export interface StateFiles {
  readonly lease: string;
  readonly journal: string;
  readonly ledger: string;
  readonly memo: string;
  readonly placed: string;
  /** Folder: what `try` made, a file for each asset. */
  readonly tries: string;
  /** Folder. */
  readonly thumbnails: string;
}

/** Paths alone: nothing is created, and none of them has to exist. */
export function stateFiles(directory: string): StateFiles {
  return {
    lease: join(directory, "build.lease"),
    journal: join(directory, "journal"),
    ledger: join(directory, "ledger"),
    memo: join(directory, "memo"),
    placed: join(directory, "placed"),
    tries: join(directory, "tries"),
    thumbnails: join(directory, "thumbnails"),
  };
}

/** Where a store keeps one thing. `name` must be a digest: it becomes part of a path. */
export function pathInBucket(store: string, bucket: Bucket, name: Sha256): string {
  if (!isDigest(name)) throw new Error(`not a digest: ${JSON.stringify(name)}`);
  return join(store, ...foldersInBucket(bucket, name), name + BUCKETS[bucket].extension);
}

/** The folders, below a store, in which one thing lies. */
export function foldersInBucket(bucket: Bucket, name: Sha256): readonly string[] {
  const { folder, sorted } = BUCKETS[bucket];
  return sorted ? [folder, name.slice(0, 2)] : [folder];
}

/** Where the lease for the request of a generation key lies. */
export function requestLease(store: string, key: Sha256): string {
  return join(store, STORE_FOLDERS.leases, key);
}
