import { CONTROLS, INVISIBLE, SURROGATES } from "../unsafe-characters.ts";

/** Joins a path of the project and a path relative to it; undefined when that leaves the project or is absolute. */
export function joinPath(folder: string, relative: string): string | undefined {
  if (isAbsolute(relative)) return undefined;
  const segments = folder === "" ? [] : folder.split("/");
  for (const segment of relative.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join("/");
}

/** On any system: `/x`, `\\server`, `C:x`, `~/x`. */
export function isAbsolute(path: string): boolean {
  return /^([/\\]|[A-Za-z]:|~[/\\])/.test(path);
}

/**
 * What two paths must differ in to be two files everywhere: macOS and Windows do not tell case, and macOS does not
 * tell Unicode forms.
 */
export function foldPath(path: string): string {
  return path.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}

const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i;
// A path is a name for people too: two that look the same would be two files.
const UNSAFE = new RegExp(`[${CONTROLS}${INVISIBLE}${SURROGATES}]`, "u");
const MAX_PATH_BYTES = 1024;
const MAX_SEGMENT_BYTES = 255;

/** Why a file cannot have this path on every system; undefined when it can. The path is relative and normal. */
export function pathProblem(path: string): string | undefined {
  if (path === "") return "the path is empty";
  if (path.includes("\0")) return "the path has a NUL character in it";
  if (UNSAFE.test(path)) return "the path has a control or invisible character in it";
  if (path.includes("\\")) return "the path has a backslash in it; folders are separated by /";
  if (utf8Length(path) > MAX_PATH_BYTES) return `the path is longer than ${MAX_PATH_BYTES} bytes`;
  for (const segment of path.split("/")) {
    const problem = segmentProblem(segment);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function segmentProblem(segment: string): string | undefined {
  const shown = JSON.stringify(segment.length > 40 ? `${segment.slice(0, 40)}…` : segment);
  if (/[<>:"|?*]/.test(segment)) return `${shown} has one of < > : " | ? * in it, which Windows does not take`;
  if (/[. ]$/.test(segment)) return `${shown} ends in a dot or a space, which Windows drops`;
  if (RESERVED.test(segment.split(".", 1)[0]?.trimEnd() ?? "")) return `${shown} is a device on Windows`;
  if (utf8Length(segment) > MAX_SEGMENT_BYTES)
    return `${shown} is longer than ${MAX_SEGMENT_BYTES} bytes, the most that file systems take`;
  return undefined;
}

/** Bytes of the text in UTF-8, without encoding it. */
function utf8Length(text: string): number {
  if (text.length * 3 <= MAX_SEGMENT_BYTES) return text.length;
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
