/**
 * A first manifest: short enough to read, with the rest a comment away.
 *
 * @param schema where an editor finds the schema, relative to the manifest; undefined where this package is not
 *   installed in the project, as after `npm link`. A line that names a file that is not there is an error in editors.
 */
export function manifestTemplate(schema: string | undefined): string {
  return `${schema === undefined ? SCHEMA_TO_COME : `# yaml-language-server: $schema=${schema}`}\n${MANIFEST}`;
}

const SCHEMA_TO_COME = `# Editors know the fields after \`imagegen schema > images.schema.json\`, with this line above all others:
# "# yaml-language-server: $schema=./images.schema.json"`;

const MANIFEST = `version: 1
provider: together                 # sketch needs no key and no network
output: public/images/{name}.{ext} # also {index} {width} {format} {hash8}

# Every asset gets these unless it says otherwise.
defaults:
  model: black-forest-labs/FLUX.2-dev
  format: webp

# styles:
#   watercolor: { prompt: "{prompt}, loose watercolor, muted teal and warm sand" }

assets:
  hero:
    prompt: A serene mountain landscape at sunset with a lake reflection
    width: 1344
    height: 768
    alt: Mountains mirrored in a lake at sunset
    # seed: 42        # without one it comes from the asset's name, and stays
    # n: 3            # three pictures; the output path then needs {index}
    # style: watercolor
    # outputs:
    #   - { format: avif, widths: [480, 960, 1344] }
    #   - { format: jpeg, quality: 80 }

  # hero-night:
  #   prompt: Make it night, with a full moon
  #   model: black-forest-labs/FLUX.1-kontext-pro
  #   image: asset:hero            # another asset, a file, or an https URL
`;

/** The same in JSON, where there are no comments. */
export function jsonTemplate(schema: string | undefined): string {
  const document = {
    ...(schema !== undefined && { $schema: schema }),
    version: 1,
    provider: "together",
    output: "public/images/{name}.{ext}",
    defaults: { model: "black-forest-labs/FLUX.2-dev", format: "webp" },
    assets: {
      hero: {
        prompt: "A serene mountain landscape at sunset with a lake reflection",
        width: 1344,
        height: 768,
        alt: "Mountains mirrored in a lake at sunset",
      },
    },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** The store is rebuilt from nothing but money: it stays out of git; `store: { originals }` puts that part into LFS. */
export const GITIGNORE_LINES: readonly string[] = [".imagegen/", ".env"];

export const GITATTRIBUTES_LINES: readonly string[] = [
  "images.lock.json text eol=lf",
  "# What was paid for in git, for a team without a server: `store: { originals: images/originals }` in the manifest, and",
  "# images/originals/** filter=lfs diff=lfs merge=lfs -text",
];

/** The text with those lines at its end that it lacks; the same text when it has them all. */
export function addMissingLines(text: string, lines: readonly string[]): string {
  const present = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const missing = lines.filter((line) => !present.has(line));
  if (missing.length === 0) return text;
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const start = text === "" || text.endsWith("\n") ? text : `${text}${eol}`;
  return start + missing.map((line) => `${line}${eol}`).join("");
}
