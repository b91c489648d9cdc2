import { isDigest } from "./digest.ts";
import { leadsIntoGit } from "./git-path.ts";
import { isJsonObject, type Json, type JsonObject } from "./json.ts";
import type { LockEntry, LockedSample, Original } from "./lock.ts";

/** Is it an entry of a lock, with paths that are safe to follow? */
export function isEntry(value: Json): value is LockEntry & JsonObject {
  if (!isJsonObject(value)) return false;
  const samples = value["samples"];
  const seed = value["auto_seed"];
  return (
    Array.isArray(samples) &&
    samples.length > 0 &&
    samples.every(isSample) &&
    (seed === undefined || Number.isSafeInteger(seed))
  );
}

function isSample(value: Json): value is LockedSample & JsonObject {
  if (!isJsonObject(value) || !isDigest(value["key"]) || !isJsonObject(value["recipe"])) return false;
  const recipe = value["recipe"];
  if (typeof recipe["provider"] !== "string" || typeof recipe["endpoint"] !== "string" || !isJsonObject(recipe["body"]))
    return false;
  if (!isOriginal(value["original"]) || !isJsonObject(value["outputs"])) return false;
  return Object.entries(value["outputs"]).every(([path, output]) => isSafePath(path) && isLockedOutput(output));
}

/** Does it describe an original as the lock does? */
export function isOriginal(value: Json | undefined): value is Original & JsonObject {
  return (
    isJsonObject(value) &&
    isDigest(value["sha256"]) &&
    typeof value["bytes"] === "number" &&
    typeof value["format"] === "string"
  );
}

function isLockedOutput(value: Json): boolean {
  return (
    isJsonObject(value) &&
    isDigest(value["key"]) &&
    isDigest(value["sha256"]) &&
    typeof value["bytes"] === "number" &&
    isJsonObject(value["operations"])
  );
}

/** A lock arrives with a pull request; a path in it must never lead out of the project (T19). */
export function isSafePath(path: string): boolean {
  return (
    path !== "" &&
    !/^[/\\]|^[A-Za-z]:|[\0\\]/.test(path) &&
    !path.split("/").some((part) => part === ".." || part === "." || part === "") &&
    !leadsIntoGit(path)
  );
}
