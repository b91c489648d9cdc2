import { constants, readFileSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { isJsonObject, parseJson, type JsonObject } from "../core/json.ts";
import { writeAtomically } from "./files.ts";
import { syncFolder } from "./folders.ts";
import { isJournalLine, isLedgerLine, type JournalLine, type LedgerLine } from "./journal-lines.ts";
import { errnoOf, machineError } from "./machine-error.ts";
import { NO_FOLLOW } from "./read-inside.ts";

/** A file of JSON lines that only grows, until it is compacted. The folder must exist. */
export interface Log<Line> {
  /**
   * Adds a line. `durable`: when the promise resolves, it survives a power cut (fdatasync). Lines that are added
   * while another write is under way go out together, in one write and one sync; order is kept.
   *
   * @throws MachineError; then the line counts as not written
   */
  append(line: Line, options: { readonly durable: boolean }): Promise<void>;
  /**
   * Drops the lines that `keep` refuses and puts `added` behind the others, durably, whole or not at all. Lines added
   * before the call are seen by `keep`, lines added after it come after `added`.
   * @throws MachineError
   */
  compact(keep: (line: Line) => boolean, added?: readonly Line[]): Promise<void>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

export interface LogContent<Line> {
  readonly lines: readonly Line[];
  /** Lines that could not be understood, without a last one that a kill cut off. Worth a warning. */
  readonly damaged: number;
}

/** The state of a build (`journal`). */
export function openJournal(file: string): Log<JournalLine> {
  return new FileLog<JournalLine>(file, (text) => parseLog(text, isJournalLine).lines);
}

/** What was paid (`ledger`). */
export function openLedger(file: string): Log<LedgerLine> {
  return new FileLog<LedgerLine>(file, (text) => parseLog(text, isLedgerLine).lines);
}

/** @throws MachineError when the file exists and cannot be read */
export function readJournal(file: string): LogContent<JournalLine> {
  return parseLog(readText(file), isJournalLine);
}

/**
 * @param mentioning nothing is parsed unless the text holds this: a ledger is never cut, and most questions about what
 *   is rare have no answer in it.
 * @throws MachineError when the file exists and cannot be read
 */
export function readLedger(file: string, mentioning = ""): LogContent<LedgerLine> {
  const text = readText(file);
  return text.includes(mentioning) ? parseLog(text, isLedgerLine) : { lines: [], damaged: 0 };
}

interface Pending {
  readonly text: string;
  readonly durable: boolean;
  resolve(): void;
  reject(error: unknown): void;
}

class FileLog<Line extends object> implements Log<Line> {
  readonly #file: string;
  readonly #parse: (text: string) => readonly Line[];
  #handle: FileHandle | undefined;
  /** Lines that go out with the next write, which is lined up already. */
  #batch: Pending[] | undefined;
  /** Writes and compactions, one after another. Never rejects. */
  #work: Promise<void> = Promise.resolve();
  /** The file ends in the middle of a line: a kill, or a write that failed. */
  #torn = false;

  constructor(file: string, parse: (text: string) => readonly Line[]) {
    this.#file = file;
    this.#parse = parse;
  }

  append(line: Line, options: { readonly durable: boolean }): Promise<void> {
    const text = textOf(line);
    return new Promise<void>((resolve, reject) => {
      this.#nextBatch().push({ text, durable: options.durable, resolve, reject });
    });
  }

  compact(keep: (line: Line) => boolean, added: readonly Line[] = []): Promise<void> {
    // As they are now: the caller may go on filling its list while it waits.
    const ending = added.map(textOf);
    const done = this.#work.then(() => this.#compact(keep, ending));
    this.#work = done.catch(() => undefined);
    // What is added from now on must come after, not go into the write that was lined up before.
    this.#batch = undefined;
    return done;
  }

  async close(): Promise<void> {
    await this.#work;
    await this.#handle?.close();
    this.#handle = undefined;
  }

  #nextBatch(): Pending[] {
    if (this.#batch !== undefined) return this.#batch;
    const batch: Pending[] = [];
    this.#batch = batch;
    this.#work = this.#work.then(() => {
      if (this.#batch === batch) this.#batch = undefined;
      return this.#write(batch);
    });
    return batch;
  }

  async #write(batch: readonly Pending[]): Promise<void> {
    const text = batch.map((pending) => pending.text).join("");
    try {
      const handle = (this.#handle ??= await this.#open());
      // What a failed write or sync left may be half a line; ours must not be glued to it.
      const start = this.#torn ? "\n" : "";
      this.#torn = true;
      await handle.appendFile(start + text);
      if (batch.some((pending) => pending.durable)) await handle.datasync();
      this.#torn = false;
      for (const pending of batch) pending.resolve();
    } catch (error) {
      const failure = machineError(error, { deed: "write", path: this.#file, needed: text.length });
      for (const pending of batch) pending.reject(failure);
    }
  }

  async #open(): Promise<FileHandle> {
    // A link in a folder that came with a pull request must not choose what is written to.
    const { O_RDWR, O_APPEND, O_CREAT } = constants;
    const handle = await open(this.#file, O_RDWR | O_APPEND | O_CREAT | NO_FOLLOW, 0o600);
    try {
      const { size } = await handle.stat();
      if (size === 0) syncFolder(dirname(this.#file));
      else {
        const last = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
        this.#torn = last.buffer[0] !== 0x0a;
      }
      return handle;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async #compact(keep: (line: Line) => boolean, ending: readonly string[]): Promise<void> {
    const kept = this.#parse(readText(this.#file)).filter(keep);
    await this.#handle?.close();
    this.#handle = undefined;
    this.#torn = false;
    const text = [...kept.map(textOf), ...ending].join("");
    await writeAtomically(this.#file, text, { root: dirname(this.#file), durable: true, mode: 0o600 });
  }
}

function textOf(line: object): string {
  return `${JSON.stringify(line)}\n`;
}

function parseLog<Line extends object>(
  text: string,
  isLine: (value: JsonObject) => value is Line & JsonObject,
): LogContent<Line> {
  const lines: Line[] = [];
  let damaged = 0;
  const texts = text.split("\n");
  const last = texts.length - 1;
  for (const [index, line] of texts.entries()) {
    if (line === "") continue;
    const value = parseJson(line);
    if (isJsonObject(value) && isLine(value)) lines.push(value);
    // No line break behind it: a kill cut it off, as it may.
    else if (index < last) damaged += 1;
  }
  return { lines, damaged };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return "";
    throw machineError(error, { deed: "read", path: file });
  }
}
