import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Served } from "./pictures.ts";

interface PageFile {
  readonly served: Served;
  /** Content security policy. */
  readonly policy: string;
}

/** The files of the page by what stands behind the token: the page itself and its program. */
export function pageFiles(rest: string): PageFile | undefined {
  if (rest === "icon.svg")
    return { served: { bytes: Buffer.from(ICON), type: "image/svg+xml" }, policy: "default-src 'none'" };
  if (rest !== "") return undefined;
  const script = bundled("studio.js");
  const style = bundled("studio.css");
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hashOf(script)}'`,
    `style-src 'sha256-${hashOf(style)}'`,
    "img-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  // Nothing of a project stands in the page itself: names and prompts come as JSON and are put in as text.
  const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>imagegen studio</title>
<link rel="icon" href="icon.svg">
<style>${style}</style>
</head>
<body>
<div id="studio"></div>
<script type="module">${script}</script>
</body>
</html>
`;
  return { served: { bytes: Buffer.from(page), type: "text/html; charset=utf-8" }, policy };
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#2f5bd7"/><circle cx="11" cy="5" r="2" fill="#fff"/><path d="M1 14l5-7 4 5 2-2 3 4z" fill="#fff"/></svg>`;

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

const texts = new Map<string, string>();

/** In the package, above wherever the bundler put this file. */
function bundled(name: string): string {
  const known = texts.get(name);
  if (known !== undefined) return known;
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const path = join(folder, "dist", "studio", name);
    if (existsSync(path)) {
      const text = readFileSync(path, "utf8");
      texts.set(name, text);
      return text;
    }
    if (dirname(folder) === folder) throw new Error(`${name} is not in the package`);
  }
}
