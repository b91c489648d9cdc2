import { lstatSync, realpathSync, type Stats } from "node:fs";
import { join } from "node:path";
import { ensureFolder, syncFolder } from "./folders.ts";
import { BUCKETS, STORE_FOLDERS } from "./layout.ts";
import { errnoOf, machineError, MachineError } from "./machine-error.ts";
import { makeFolders } from "./make-folders.ts";
import { makeStateFolder } from "./state-folder.ts";

/** Something about a store that a person should know and that stops nothing. */
export interface StoreWarning {
  readonly code: "object-damaged" | "object-not-fetched" | "record-damaged" | "request-not-leased";
  readonly message: string;
}

/** The directory of a store: whose it is, and that no link inside it leads elsewhere. */
export class StoreFolders {
  #directory: string;
  readonly #readOnly: boolean;
  readonly #stateFolder: string | undefined;
  #prepared = false;
  /** Made or looked at in this life, as they were asked for. */
  readonly #known = new Map<string, string>();

  /** `stateFolder`: the state folder that it is in, or that it is, made as such before it. */
  constructor(directory: string, options: { readonly readOnly: boolean; readonly stateFolder?: string | undefined }) {
    this.#directory = realOr(directory);
    this.#readOnly = options.readOnly;
    this.#stateFolder = options.stateFolder;
    this.#check();
  }

  get directory(): string {
    return this.#directory;
  }

  get readOnly(): boolean {
    return this.#readOnly;
  }

  /** A folder of the store, made if it is missing, only for this user. */
  writable(...names: readonly string[]): string {
    if (this.#readOnly)
      throw new MachineError("read-only", this.#directory, `cannot write ${this.#directory}: it was opened read-only`);
    if (!this.#prepared) this.#prepare();
    const folder = join(this.#directory, ...names);
    const known = this.#known.get(folder);
    // Resolving it again and again costs more than writing the file; a look tells whether it is still a folder.
    if (known !== undefined && look(known)?.isDirectory() === true) return known;
    // Somebody deleted it while calls were under way: what they bring is stored all the same.
    if (look(this.#directory) === undefined) this.#prepare();
    // What is derived may be lost with its folder.
    const durable = names[0] !== BUCKETS.derivations.folder;
    const made = ensureFolder(folder, { root: this.#directory, mode: 0o700, durable });
    this.#known.set(folder, made);
    return made;
  }

  /**
   * Makes the folders that objects and records are sorted into. One at a time, between the syncs of a large build,
   * each of the 512 takes a millisecond.
   */
  prepareBuckets(): void {
    for (const { folder, sorted } of Object.values(BUCKETS)) {
      const bucket = this.writable(folder);
      if (!sorted) continue;
      try {
        for (let fan = 0; fan < 256; fan += 1) makeFolders(join(bucket, fan.toString(16).padStart(2, "0")), 0o700);
        syncFolder(bucket);
      } catch (error) {
        throw machineError(error, { deed: "create", path: bucket });
      }
    }
  }

  #prepare(): void {
    try {
      if (this.#stateFolder !== undefined) makeStateFolder(this.#stateFolder);
      makeFolders(this.#directory, 0o700);
      this.#directory = realOr(this.#directory);
      this.#check();
      this.#prepared = true;
    } catch (error) {
      throw machineError(error, { deed: "create", path: this.#directory });
    }
  }

  #check(): void {
    const directory = look(this.#directory);
    if (directory === undefined) return;
    const own = process.getuid?.();
    if (own !== undefined && directory.uid !== own)
      throw new MachineError(
        "foreign-owner",
        this.#directory,
        `the store ${this.#directory} belongs to user ${directory.uid}, who could have put anything into it; this is user ${own}`,
      );
    assertFolder(this.#directory, directory);
    for (const name of [...Object.values(BUCKETS).map(({ folder }) => folder), ...Object.values(STORE_FOLDERS)]) {
      const folder = join(this.#directory, name);
      assertFolder(folder, look(folder));
    }
  }
}

function look(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw machineError(error, { deed: "read", path });
  }
}

function assertFolder(path: string, entry: Stats | undefined): void {
  if (entry?.isDirectory() === false) throw new MachineError("io", path, `${path} is not a folder; remove it`);
}

function realOr(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return path;
    throw machineError(error, { deed: "read", path });
  }
}
