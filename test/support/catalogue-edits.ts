/** Everything that an entry can share with others stands in it. */
export const CATALOGUE = `# of a shop
version: 1
provider: sketch
vars: { brand: quiet }
output: out/{name}.{ext}
defaults: { width: 64, height: 64, format: webp }
styles:
  flat:
    prompt: "{prompt}, flat"
  deep:
    prompt: "{prompt}, deep, {brand}"
assets:
  # the first
  hero:
    prompt: a lake
    style: flat
    seed: 7
  icon: { prompt: a cup, style: deep }

  portrait:
    prompt: |
      an old
        fisherman

    tags: [people]
  badge-{season}:
    matrix: { season: [spring, autumn] }
    prompt: a tree in {season}
  banner:
    prompt: "two lines
      of one text"
    outputs:
      - { format: png }
      - { format: webp, widths: [32, 48] }
  scene:
    prompt: the same
    references: ["asset:hero"]
  look:
    prompt: a forest
    references: [brand/logo.png]
  told:
    prompt_file: prompts/told.txt
# after all
budget: { max_calls: 9 }
`;

/** The files that it names. */
export const CATALOGUE_FILES: Readonly<Record<string, string | Buffer>> = {
  "prompts/told.txt": "a boat",
  "prompts/other.txt": "a ship",
  "brand/logo.png": Buffer.from("\x89PNG\r\n\x1a\n rest of it", "latin1"),
};

const replace = (from: string, to: string) => (text: string) => text.replace(from, () => to);

/** Edits of single entries that have no effect on others: what this is for. */
export const WITHIN: Readonly<Record<string, (text: string) => string>> = {
  prompt: replace("a cup", "a mug"),
  "two prompts": (text) => text.replace("a cup", "a pot").replace("a forest", "a wood"),
  comment: replace("[people]", "[people] # and more"),
  "comment between": replace("  portrait:", "\n  # old ones\n  portrait:"),
  seed: replace("{ prompt: a cup", "{ seed: 3, prompt: a cup"),
  "form of a text": replace('"two lines\n      of one text"', "two lines of one text"),
  block: replace("        fisherman", "        farmer"),
  tag: replace("a cup", "!!str a cup"),
  tags: replace("[people]", "[people, old]"),
  matrix: replace("a tree in", "a bush in"),
  operations: replace("{ format: png }", "{ format: png, fit: cover }"),
  "more styles": replace("prompt: a forest", "prompt: a forest\n    style: [flat, deep]"),
};

/** Edits that reach further, or say something. */
export const BEYOND: Readonly<Record<string, (text: string) => string>> = {
  "referred to": replace("seed: 7", "seed: 8"),
  default: replace("width: 64", "width: 72"),
  variable: replace("quiet", "loud"),
  style: replace("{prompt}, flat", "{prompt}, very flat"),
  renamed: replace("  icon:", "  cup:"),
  removed: replace("  icon: { prompt: a cup, style: deep }\n", ""),
  added: replace("  icon:", "  more: { prompt: more }\n  icon:"),
  "twice the same": replace("  icon:", "  look: { prompt: more }\n  icon:"),
  moved: (text) => {
    const icon = "  icon: { prompt: a cup, style: deep }\n";
    return text.replace(icon, "").replace("  scene:", `${icon}  scene:`);
  },
  "last use of a style": replace(", style: deep", ""),
  "style that is none": replace("style: deep", "style: dep"),
  "asset that is none": replace("asset:hero", "asset:her"),
  reference: replace("[brand/logo.png]", '["asset:icon"]'),
  "another file": replace("prompts/told.txt", "prompts/other.txt"),
  "no file": replace("prompts/told.txt", "prompts/none.txt"),
  "more outputs": replace("{ format: png }", "{ format: png }\n      - { format: avif }"),
  "one path for two": replace("prompt: a cup", "output: out/hero.webp, prompt: a cup"),
  "one path but for case": replace("prompt: a cup", "output: out/HERO.webp, prompt: a cup"),
  samples: replace("{ prompt: a cup", "{ n: 2, output: 'out/{name}-{index}.{ext}', prompt: a cup"),
  anchor: replace("prompt: a cup", "prompt: &cup a cup"),
  "anchor and alias": (text) => text.replace("prompt: a cup", "prompt: &cup a cup").replace("a forest", "*cup"),
  document: replace("  icon:", "---\n  icon:"),
  tab: replace("    prompt: a forest", "\tprompt: a forest"),
  "open quote": replace("the same", '"the same'),
  "two open quotes": (text) => text.replace("a lake", '"a lake').replace("a forest", 'a forest"'),
  "open list": replace("[people]", "[people"),
  "unknown field": replace("tags:", "tag:"),
  CRLF: (text) => text.replaceAll("\n", "\r\n"),
  "one CR": replace("a cup", "a\rcup"),
  "the same request": replace(
    "prompt: a forest\n    references: [brand/logo.png]",
    "prompt: a lake\n    style: flat\n    seed: 7",
  ),
  empty: () => "",
  "assets twice": (text) => `${text}assets:\n  z: { prompt: z }\n`,
};

export const EDITS = { ...WITHIN, ...BEYOND };
