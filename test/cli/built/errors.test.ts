import { describe, expect, it } from "vitest";
import type { Run } from "../../support/program.ts";
import type { Project } from "../../support/project.ts";
import { TEST_KEY } from "../../support/provider-calls.ts";
import { project, serveProject, server } from "../../support/served.ts";
import { ERROR_MODES } from "../../support/together-server/error-modes.ts";

/** Every way in which Together can say no: what happened, what to do, what it may have cost, how often it was asked. */

/** All of them; the 429 that asks for whole seconds of patience has its tests elsewhere. */
type ErrorMode = Exclude<keyof typeof ERROR_MODES, "rate-limited">;

interface Expected {
  readonly exit: 1 | 5;
  /** POSTs of the one asset. */
  readonly calls: 1 | 2 | 5;
  /** POSTs that may have been billed. */
  readonly billed: 0 | 2;
  readonly code: string;
  /** The server's words, or ours where it had none. */
  readonly says: string;
  readonly hint?: string;
  /** Line of the manifest that the API blames. */
  readonly line?: number;
}

const once = (code: string, says: string, hint?: string, line?: number): Expected => ({
  exit: 1,
  calls: 1,
  billed: 0,
  code,
  says,
  ...(hint !== undefined && { hint }),
  ...(line !== undefined && { line }),
});
const account = (code: string, says: string, hint: string): Expected => ({ ...once(code, says, hint), exit: 5 });
const unbilled = (status: number, says: string, hint: string): Expected => ({
  ...once(`http-${status}`, says, hint),
  calls: 5,
});
const ambiguous = (status: number, says: string): Expected => ({
  ...once(`http-${status}`, says, "usage page"),
  calls: 2,
  billed: 2,
});

const PAGE = "from a gateway, with a web page for a reason";
const UNTIL_CHANGED = "nothing is asked again until the request changes";
const LATER = "a failure on Together's side: run again later";
const FRONT = "Together's front could not reach its server: run again later";

/** Line 8 sets the width, 10 the steps, 11 the guidance scale. */
const MANIFEST = `version: 1
provider: together
output: out/{name}.{ext}
assets:
  lake:
    model: black-forest-labs/FLUX.2-dev
    prompt: A lake
    width: 256
    height: 256
    steps: 8
    guidance_scale: 30
    seed: 1
`;

const ERRORS: Readonly<Record<ErrorMode, Expected>> = {
  "steps-refused": once("http-400", "Parameter 'steps' is not supported", "leave steps out", 10),
  "negative-prompt-refused": once("http-400", `"'negative_prompt'" is not recognized`, "leave negative_prompt out"),
  "image-url-refused": once("http-400", "Unsupported use of 'image_url' parameter", "leave image_url out"),
  "seed-refused": once("http-400", "Unsupported use of 'seed' parameter", "leave seed out", 12),
  "seed-out-of-range": once("http-400", "Seed must be an integer value between 0 and 2147483647", "correct seed", 12),
  "size-off-menu": once("http-400", "'1024x1024', '1264x848'", "set one of the sizes that it names", 8),
  "area-refused": once("http-400", "Invalid dimensions", "correct width", 8),
  "lora-refused": once("http-400", "unused keys", "another base model"),
  "non-serverless": once("model-unavailable", "Unable to access non-serverless model", "imagegen models"),
  "invalid-parameter": once("http-422", "guidance_scale must be at most 20", "correct guidance_scale", 11),
  "not-found": once("model-unavailable", "Unable to access model", "imagegen models"),
  "wrong-path": once("http-404", "Not found", "ids are case-sensitive"),
  "method-refused": once("http-405", "Method not allowed", "base URL"),
  "too-large": once("http-413", PAGE, "fewer or smaller"),
  "context-too-long": once("http-403", "context length", "shorten the prompt"),
  "message-on-top": once("http-400", "prompt: field required"),
  "id-on-top": once("http-400", "Parameter 'steps' is not supported", "leave steps out", 10),
  "dirty-message": once("http-400", "all assets up to date evil xxx"),

  nsfw: once("refused", "NSFW content detected in the prompt", UNTIL_CHANGED),
  "nsfw-with-param": once("refused", "NSFW content detected", UNTIL_CHANGED),
  "content-policy": once("refused", "Request moderated", UNTIL_CHANGED),
  "content-policy-in-words": once("refused", "content_policy_violation", UNTIL_CHANGED),

  unauthorized: account("http-401", "Invalid API key provided", "TOGETHER_API_KEY"),
  "unauthorized-echo": account("http-401", "Invalid API key provided: Bearer [key", "TOGETHER_API_KEY"),
  "no-credit": account("http-402", "Credit limit exceeded", "add credit, then run again"),
  forbidden: account("http-403", "Forbidden", "the key may not use this model"),
  "forbidden-page": account("http-403", PAGE, "a proxy, a firewall?"),
  "data-sharing-blocked": account(
    "third-party-data-sharing",
    "Third party data sharing is blocked",
    "privacy settings",
  ),

  "rate-limited-silent": unbilled(429, "Rate limit exceeded", "fewer --jobs"),
  overloaded: unbilled(503, "Engine overloaded", "run again in a minute"),
  "overloaded-529": unbilled(529, "Overloaded", "run again in a minute"),
  "service-page": unbilled(503, PAGE, "run again in a minute"),

  conflict: unbilled(409, "Conflict", LATER),
  "server-error": unbilled(500, "Internal server error", `${LATER}; its support finds this one as request-4`),
  "server-error-text": unbilled(500, "upstream connect error", LATER),
  "server-error-silent": unbilled(500, "HTTP 500", LATER),
  "bad-gateway": unbilled(502, PAGE, LATER),
  "cloudflare-unknown": unbilled(520, PAGE, FRONT),
  "cloudflare-down": unbilled(521, PAGE, FRONT),
  "cloudflare-connect-timeout": unbilled(522, PAGE, FRONT),
  "cloudflare-unreachable": unbilled(523, PAGE, FRONT),
  "cloudflare-handshake": unbilled(525, PAGE, FRONT),
  "cloudflare-certificate": unbilled(526, PAGE, FRONT),
  "cloudflare-origin": unbilled(530, PAGE, FRONT),

  "request-timeout": ambiguous(408, "Request timeout"),
  "gateway-timeout": ambiguous(504, PAGE),
  "cloudflare-timeout": ambiguous(524, PAGE),
};

serveProject(MANIFEST);

describe("an answer that is no picture", () => {
  it.each(Object.entries(ERRORS) as [ErrorMode, Expected][])("%s", async (mode, expected) => {
    server.setMode(mode);
    const machine = await project.run("build --json");
    expect(server.calls(), machine.stderr).toBe(expected.calls);
    expect(machine.code, machine.stderr).toBe(expected.exit);
    const { message, ...failure } = failureOf(machine);
    expect(failure).toEqual({
      v: 1,
      type: "asset-failed",
      asset: "lake",
      code: expected.code,
      exit: expected.exit,
      calls: expected.calls,
      billed: expected.billed,
      ...(expected.hint !== undefined && { hint: expect.stringContaining(expected.hint) as unknown }),
      ...(failure["field"] !== undefined && { field: failure["field"] }),
      ...(expected.line !== undefined && {
        file: "images.config.yaml",
        line: expected.line,
        column: expect.any(Number) as unknown,
      }),
    });
    expect(message).toContain(expected.says);
    // Another request, or it might not be asked for again; the same for people.
    project.edit("images.config.yaml", "A lake", "A pond");
    const human = await project.run("build");
    expect(human.code, human.stderr).toBe(expected.exit);
    expect(server.calls()).toBe(2 * expected.calls);
    expect(human.stderr).toContain(expected.says);
    if (expected.hint !== undefined)
      expect(human.stderr.replaceAll(/request-\d+/g, "request-4")).toContain(expected.hint);
    expectClean([machine, human], project);
    expect(project.has("out/lake.png")).toBe(false);
  });
});

it("a size outside a menu that the pages disagree on is said, sent, and refused for nothing with the API's own list", async () => {
  project.edit("images.config.yaml", "black-forest-labs/FLUX.2-dev", "google/gemini-3-pro-image");
  for (const field of ["    steps: 8\n", "    guidance_scale: 30\n", "    seed: 1\n"])
    project.edit("images.config.yaml", field, "");
  const run = await project.run("build");
  expect([run.code, server.calls(), server.delivered().length], run.stderr).toEqual([1, 1, 0]);
  expect(run.stderr).toMatch(
    /^warning\[size-unsupported\]: 256x256 is not a size of google\/gemini-3-pro-image\n --> images.config.yaml:8:12/,
  );
  expect(run.stderr).toContain(
    "HTTP 400: Unsupported use of width/height parameters for the selected model. Supported values are: '1024x1024', ",
  );
  expect(run.stderr).toContain("set one of the sizes that it names");
});

it("a failure tells of the calls for all of an asset's pictures, also of those that came", async () => {
  project.write(
    "images.config.yaml",
    `version: 1
provider: together
assets:
  a: { prompt: A lake, model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, n: 3, seed: 1, output: "out/{index}.png" }
  b: { prompt: A lake, model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, seed: 3, output: out/b.png }
`,
  );
  server.setMode({ choose: ({ body }) => (body["seed"] === 3 ? "invalid-parameter" : "ok") });
  const first = await project.expectRun("build a", 1);
  expect(server.calls()).toBe(3);
  expect(first.stderr).toContain("3 calls made, at most 2 billed");
  // What two assets ask for together is told of one.
  const second = await project.expectRun("build --json", 1);
  const counts = [...second.stdout.matchAll(/"type":"asset-failed".*"calls":(\d),"billed":0/g)].map(
    ([, calls]) => calls,
  );
  expect(counts).toEqual(["1", "0"]);
});

function failureOf({ stdout }: Run): Readonly<Record<string, unknown>> {
  const events = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const failures = events.filter(({ type }) => type === "asset-failed");
  expect(failures).toHaveLength(1);
  return failures[0] ?? {};
}

/** One line about the asset: no page of HTML, nothing that moves the cursor, no endless text, and nowhere the key. */
function expectClean(runs: readonly Run[], built: Project): void {
  const said = runs.map(({ stderr }) => stderr).join("\n");
  // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
  expect(said).not.toMatch(/<html|\n {4}at |bug in imagegen|[\u0000-\u0008\u000b-\u001f\u202e]/i);
  for (const line of said.split("\n")) expect(line.length).toBeLessThanOrEqual(800);
  const files = Object.keys(built.snapshotOf(".")).map((file) => built.read(file));
  const printed = runs.map(({ stdout }) => stdout);
  expect([said, ...printed, ...files].join("\n")).not.toContain(TEST_KEY);
}
