import { describe, expect, test } from "vitest";
import { githubAnnotations } from "../../src/report/documents/github.ts";
import { createRecorder, DOCUMENTS } from "../../src/report/documents/index.ts";
import { junitXml } from "../../src/report/documents/junit.ts";
import { escapeMarkdown, planMarkdown, summaryMarkdown } from "../../src/report/documents/markdown.ts";
import type { RunRecord } from "../../src/report/documents/record.ts";
import { assetPlan, plan } from "./builders.ts";

const RECORD: RunRecord = {
  command: "build",
  exit: 1,
  assets: [
    { name: "logo", outcome: "fresh", message: "", calls: 0 },
    {
      name: "hero",
      outcome: "failed",
      message: "refused: 100% <bad>",
      code: "http-422",
      remedy: "change the prompt",
      position: { file: "images.config.yaml", line: 7, column: 3 },
      calls: 1,
    },
    { name: "night", outcome: "skipped", message: "blocked by hero", code: "blocked", calls: 0 },
  ],
  remarks: [{ severity: "warning", code: "model-retired", message: "it is gone\n::error::forged" }],
  plan: undefined,
  summary: undefined,
};

describe("annotations for GitHub", () => {
  test("at the line of the manifest, from the top of the repository", () => {
    expect(githubAnnotations(RECORD, { prefix: "site/" })).toBe(
      [
        "::error file=site/images.config.yaml,line=7,col=3,title=hero::refused: 100%25 <bad>; change the prompt",
        "::warning title=model-retired::it is gone%0A::error::forged",
        "::warning title=night::blocked by hero",
        "",
      ].join("\n"),
    );
  });

  test("ten of a kind, the rest counted in the tenth", () => {
    const assets = Array.from({ length: 25 }, (_, index) => ({
      name: `a${index}`,
      outcome: "failed" as const,
      message: "no",
      calls: 0,
    }));
    const lines = githubAnnotations({ ...RECORD, assets, remarks: [] }, { prefix: "" })
      .trimEnd()
      .split("\n");
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe("::error title=imagegen::and 16 more; see the log");
  });
});

test("JUnit: a case for each asset, nothing that would end an attribute", () => {
  const hostile = { ...RECORD, assets: [{ name: 'a"><x', outcome: "failed" as const, message: "\u0001&", calls: 0 }] };
  expect(junitXml({ ...hostile, remarks: [] })).toContain(
    '<testcase classname="imagegen" name="a&quot;&gt;&lt;x"><failure message="\uFFFD&amp;"></failure></testcase>',
  );
  expect(junitXml(RECORD)).toContain('tests="4" failures="1" skipped="1"');
});

describe("Markdown", () => {
  test("a plan as a table, with links to the pictures as they are", () => {
    const made = plan([
      assetPlan("logo", "fresh"),
      assetPlan("hero", "generate", { reasons: [{ type: "recipe", field: "steps", old: 4, new: 8 }] }),
    ]);
    const text = planMarkdown(made, { linkBase: "https://example.org/raw/1/", limit: 10_000 });
    expect(text).toContain("1 asset would change, 1 up to date.");
    expect(text).toMatch(/\| `hero` \| generate: a new picture is asked for \| steps 4 → 8 \|/);
  });

  test("what does not fit is counted", () => {
    const made = plan(Array.from({ length: 500 }, (_, index) => assetPlan(`asset-${index}`, "generate")));
    const text = planMarkdown(made, { linkBase: undefined, limit: 4000 });
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(text).toMatch(/…and \d+ more\.\n$/);
  });

  test("nothing in a prompt becomes markup, a mention or a row", () => {
    expect(escapeMarkdown("a|b\n| c <img src=x> @team [x](y) `z`")).toBe(
      "a\\|b \\| c &lt;img src=x\\> @\u200Bteam \\[x\\]\\(y\\) \\`z\\`",
    );
  });

  test("a step summary names what went wrong and where", () => {
    expect(summaryMarkdown(RECORD, 10_000)).toContain("| failed `hero` | `images.config.yaml:7` |");
  });
});

test("a recorder hears everything that the documents tell", () => {
  const recorder = createRecorder(new Map());
  recorder.listener({ type: "warning", code: "object-damaged", message: "it is damaged" });
  recorder.listener({
    type: "asset-failed",
    asset: "hero",
    failure: { code: "x", message: "no", exit: 1, calls: 1, billed: 0 },
  });
  const document: unknown = JSON.parse(DOCUMENTS.json.write(recorder.record("build", 1)));
  expect(document).toEqual({
    version: 1,
    command: "build",
    exit: 1,
    assets: [{ name: "hero", outcome: "failed", message: "no", code: "x", calls: 1 }],
    remarks: [{ severity: "warning", code: "object-damaged", message: "it is damaged" }],
  });
});
