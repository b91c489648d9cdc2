/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

const MARK = "[key removed]";

/** Shorter values would turn ordinary words into marks; no provider gives such keys. */
const SHORTEST = 8;

/** A variable that holds a secret, by its name: what providers call theirs, and what others do. */
export function isSecretVariable(name: string): boolean {
  return /(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD)$/i.test(name);
}

/**
 * The one redactor, put before every sink (T1). Finds the values raw, trimmed, line by line, URL-encoded, as JSON
 * writes them, and inside Base64 at each of the three positions that a text can start at.
 */
export function createRedactor(values: readonly string[]): Redact {
  const forms = new Set<string>();
  for (const value of values) for (const form of formsOf(value)) forms.add(form);
  // The longest first, or a part of a key would be replaced and the rest of it left standing.
  const sorted = [...forms].sort((left, right) => right.length - left.length);
  if (sorted.length === 0) return (text) => text;
  const pattern = new RegExp(sorted.map(escapePattern).join("|"), "g");
  return (text) => text.replace(pattern, MARK);
}

function formsOf(value: string): readonly string[] {
  const parts = [value, value.trim(), ...value.split(/[\r\n]+/).map((line) => line.trim())];
  return parts
    .filter((part) => part.length >= SHORTEST)
    .flatMap((part) => [
      part,
      encodeURIComponent(part),
      JSON.stringify(part).slice(1, -1),
      ...[0, 1, 2].flatMap((offset) => base64Forms(part, offset)),
    ]);
}

/** What of the key's Base64 does not depend on its neighbours, when `offset` bytes precede it in its group of three. */
function base64Forms(text: string, offset: number): readonly string[] {
  const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)])
    .toString("base64")
    .replace(/=+$/, "");
  const bits = (offset + Buffer.byteLength(text)) * 8;
  const core = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6));
  return core.length < SHORTEST ? [] : [core, core.replaceAll("+", "-").replaceAll("/", "_")];
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
