import { CONTROLS, DIRECTION } from "../../core/unsafe-characters.ts";
import type { AssetRecord, Remark, RunRecord } from "./record.ts";

/** JUnit's XML, as CI systems read it: a test case for each asset, and one for each remark about the files. */
export function junitXml(record: RunRecord): string {
  const cases = [...record.remarks.map(remarkCase), ...record.assets.map(assetCase)];
  const failures = record.remarks.filter(({ severity }) => severity === "error").length + countOf(record, BAD);
  const attributes = [
    `name="imagegen ${escapeXml(record.command)}"`,
    `tests="${cases.length}"`,
    `failures="${failures}"`,
    `skipped="${countOf(record, new Set(["skipped"]))}"`,
    `time="${((record.summary?.milliseconds ?? 0) / 1000).toFixed(3)}"`,
  ].join(" ");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n<testsuite ${attributes}>\n${cases.join("")}</testsuite>\n</testsuites>\n`;
}

const BAD: ReadonlySet<AssetRecord["outcome"]> = new Set(["failed", "pending"]);

function countOf({ assets }: RunRecord, outcomes: ReadonlySet<string>): number {
  return assets.filter(({ outcome }) => outcomes.has(outcome)).length;
}

function assetCase({ name, outcome, message, code, remedy, position }: AssetRecord): string {
  const file = position === undefined ? "" : ` file="${escapeXml(position.file)}"`;
  const line = position?.line === undefined ? "" : ` line="${position.line}"`;
  const head = `<testcase classname="imagegen" name="${escapeXml(name)}"${file}${line}`;
  const text = escapeXml(message);
  if (outcome === "skipped") return `${head}><skipped message="${text}"/></testcase>\n`;
  if (!BAD.has(outcome)) return `${head}/>\n`;
  const kind = code === undefined ? "" : ` type="${escapeXml(code)}"`;
  return `${head}><failure message="${text}"${kind}>${escapeXml(remedy ?? "")}</failure></testcase>\n`;
}

function remarkCase({ severity, code, message, hint, position }: Remark): string {
  const where =
    position === undefined ? "" : `${position.file}${position.line === undefined ? "" : `:${position.line}`}: `;
  const head = `<testcase classname="imagegen.files" name="${escapeXml(`${where}${code}`)}"`;
  const text = escapeXml(message);
  if (severity === "warning") return `${head}><system-out>${text}</system-out></testcase>\n`;
  return `${head}><failure message="${text}" type="${escapeXml(code)}">${escapeXml(hint ?? "")}</failure></testcase>\n`;
}

/**
 * Control characters do not exist in XML 1.0, not even escaped; the three that do are white space. Nor do the last two
 * of the plane.
 */
const UNSAFE = new RegExp(`(?![\\t\\n\\r])[${CONTROLS}${DIRECTION}\\uFFFE\\uFFFF]`, "gu");

function escapeXml(text: string): string {
  return text
    .replace(UNSAFE, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;");
}
