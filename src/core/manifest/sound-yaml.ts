import type { Document } from "yaml";
import { findControl } from "../control-characters.ts";
import { composeYaml } from "./compose.ts";
import type { Findings } from "./findings.ts";
import { sayJsonSlips, scanJson } from "./json-text.ts";
import { LONGEST_SCALAR, MOST_ENTRIES, MOST_LEVELS, MOST_LEXEMES } from "./limits.ts";
import { takeOut, type Salvage } from "./salvage.ts";
import { saySyntaxErrors } from "./syntax.ts";

/** UTF-16 units. The reader of the file refuses it earlier, by bytes. */
const LONGEST_TEXT = 32 * 1024 * 1024;

/** A document without syntax errors: the text's own, or what is left of it when they were taken out. */
export interface SoundYaml extends Salvage {
  readonly document: Document.Parsed;
}

/** Entries are taken out this often at most, and only of texts that are composed in a moment. */
const MOST_ROUNDS = 10;
const LONGEST_SALVAGED = 1024 * 1024;

/** The one document of a text, or nothing after saying why. */
export function readYaml(text: string, findings: Findings): SoundYaml | undefined {
  let sound: Salvage = { text, flawed: [], anchors: [] };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const document = composeOne(sound.text, findings);
    if (document === undefined) return undefined;
    if (document.errors.length === 0) return { ...sound, document };
    const json = findings.file.endsWith(".json") ? scanJson(sound.text) : undefined;
    const offsets =
      json !== undefined && json.slips.length > 0
        ? sayJsonSlips(json.slips, findings)
        : saySyntaxErrors(document, { text: sound.text, findings });
    const next = text.length > LONGEST_SALVAGED ? undefined : takeOut(sound.text, offsets, json?.parts);
    if (next === undefined) return undefined;
    const { flawed, anchors } = sound;
    sound = { text: next.text, flawed: [...flawed, ...next.flawed], anchors: [...anchors, ...next.anchors] };
  }
  return undefined;
}

function composeOne(text: string, findings: Findings): Document.Parsed | undefined {
  const { file } = findings;
  if (text.length > LONGEST_TEXT) {
    sayTooLarge("a manifest of more than 32 MiB", findings);
    return undefined;
  }
  const control = findControl(text);
  if (control !== undefined) {
    const { message, offset } = control;
    findings.add({ code: "invalid-text", message, place: { file, offset, length: 1 } });
    return undefined;
  }
  const composition = composeYaml(text);
  if (composition.type === "too-deep") {
    const message = `more than ${MOST_LEVELS} levels of lists and maps`;
    findings.add({ code: "yaml-too-deep", message, place: { file, offset: composition.offset, length: 1 } });
    return undefined;
  }
  if (composition.type === "too-many") {
    sayTooLarge(`more than ${MOST_LEXEMES} words, marks and line ends`, findings);
    return undefined;
  }
  if (composition.type === "too-long") {
    const message = TOO_LONG[composition.what];
    findings.add({ code: "out-of-range", message, place: { file, offset: composition.offset, length: 1 } });
    return undefined;
  }
  if (composition.type === "failed") {
    findings.add({
      code: "yaml-syntax",
      message: `this cannot be read as YAML: ${composition.reason}`,
      place: { file },
    });
    return undefined;
  }
  const [document, second] = composition.documents;
  if (document === undefined || second === undefined) return document;
  findings.add({
    code: "yaml-syntax",
    message: "a second document begins here",
    hint: "take the line --- away",
    place: { file, offset: second.range[0], length: 0 },
  });
  return undefined;
}

const TOO_LONG = {
  list: `more than ${MOST_ENTRIES} entries, the most that a list or a map may have`,
  row: `more than ${MOST_ENTRIES} comments, empty lines or marks in a row`,
  text: `a text of more than ${LONGEST_SCALAR / 1024 / 1024} MiB`,
};

function sayTooLarge(message: string, findings: Findings): void {
  const { file } = findings;
  findings.add({ code: "file-too-large", message, hint: "use include, or a matrix with a table", place: { file } });
}
