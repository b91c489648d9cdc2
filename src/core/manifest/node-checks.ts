import { isScalar, Scalar, type Node } from "yaml";
import { findControl } from "../control-characters.ts";
import type { Json } from "../json.ts";
import { isSecretName, looksLikeSecret, maskSecrets } from "../secrets.ts";
import { shortName, valueName } from "./names.ts";
import { say, type Reading } from "./reading.ts";

const SECRET_HINT = "take it out and revoke it; keys are read from the environment only";

/** The value of a scalar, or `undefined` after saying why it cannot be used. */
export function checkScalar(reading: Reading, node: Scalar): Json | undefined {
  const { value } = node;
  if (typeof value === "string") {
    const control = findControl(value);
    if (control !== undefined) {
      const hint = "take the escape sequence out";
      say(reading, node, { code: "invalid-text", message: control.message, hint });
      return undefined;
    }
    if (!looksLikeSecret(value)) return value;
    say(reading, node, { code: "secret-in-manifest", message: "this looks like an API key", hint: SECRET_HINT });
    return undefined;
  }
  if (typeof value !== "number") return value as boolean | null;
  const written = shortName(node.source ?? String(value));
  if (!Number.isFinite(value)) {
    say(reading, node, { code: "wrong-type", message: `${written} is no number that can be sent` });
    return undefined;
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    say(reading, node, {
      code: "number-precision",
      message: `${written} would lose digits: whole numbers end at ${Number.MAX_SAFE_INTEGER}`,
      hint: "use a smaller number, or put it in quotes if it is a text",
    });
    return undefined;
  }
  return value;
}

export interface Member {
  readonly key: string;
  readonly keyNode: Node;
  readonly node: Node | null;
  readonly value: Json | undefined;
}

/** The value of a map's entry, or `undefined` after saying why it cannot be used. */
export function checkMember(reading: Reading, { key, keyNode, node, value }: Member): Json | undefined {
  if (typeof value === "string" && value !== "" && isSecretName(key)) {
    say(reading, keyNode, { code: "secret-in-manifest", message: `${valueName(key)} holds a key`, hint: SECRET_HINT });
    return undefined;
  }
  if (node === null || (value !== null && !(typeof value === "string" && PROSE.has(key)))) return value;
  const comment = commentAfter(reading, node);
  if (comment === undefined) return value;
  const quoted = JSON.stringify(comment);
  if (value === null) {
    say(reading, keyNode, {
      code: "yaml-comment-value",
      message: `${valueName(key)} is empty: YAML takes ${comment} for a comment`,
      hint: `write ${shortName(key)}: ${quoted}`,
    });
    return undefined;
  }
  say(reading, keyNode, {
    severity: "warning",
    code: "yaml-comment-value",
    message: `${valueName(key)} ends before ${quoted}, which YAML takes for a comment`,
    hint: "put the text in quotes if that is a part of it, or write # and a space if it is a comment",
  });
  return value;
}

/** Fields in which `#1` is rather a part of the text than a comment. */
const PROSE = new Set(["prompt", "negative_prompt", "alt"]);

const LONGEST_COMMENT = 60;

/** A comment on the same line that begins like a value: `#ff0000`, `#1`. */
function commentAfter({ text }: Reading, node: Node): string | undefined {
  const range = isScalar(node) && node.type === Scalar.PLAIN ? node.range : undefined;
  if (!range) return undefined;
  let [, start] = range;
  while (text[start] === " " || text[start] === "\t") start += 1;
  if (text[start] !== "#" || !/\w/.test(text[start + 1] ?? "")) return undefined;
  const [comment = ""] = text.slice(start, start + LONGEST_COMMENT).split(/\r?\n/, 1);
  return maskSecrets(comment.trimEnd());
}
