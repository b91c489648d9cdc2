import { afterAll, beforeAll, describe, expect, it } from "vitest";
import table from "../../../fixtures/together/compatibility.json" with { type: "json" };
import type { Run } from "../../support/program.ts";
import { Project, togetherAt } from "../../support/project.ts";
import { startTogetherServer, type RecordedPost, type TogetherServer } from "../../support/together-server.ts";

/**
 * Every cell of the compatibility table, on the built command. For each model one manifest holds an asset for each
 * cell that is taken and another one those that are refused, so that a cell costs no process of its own.
 */
interface Dispute {
  readonly model: string;
  readonly parameters: readonly string[];
  readonly because: string;
}

const VALUES: Readonly<Record<string, unknown>> = table.values;
const DISPUTES: readonly Dispute[] = table.disputes;

describe.each(modelsOf())("$model", ({ model, cells }) => {
  const taken = cells.filter((cell) => cell.outcome !== "refused");
  const refused = cells.filter((cell) => cell.outcome === "refused");
  let server: TogetherServer;
  let accepting: { readonly project: Project; readonly run: Run };
  let refusing: { readonly project: Project; readonly run: Run; readonly calls: number };

  beforeAll(async () => {
    server = await startTogetherServer({ pictures: "png", unpublished: Object.keys(table.values.provider_options) });
    refusing = { ...(await build(model, refused, server)), calls: server.calls() };
    accepting = await build(model, taken, server);
  });

  afterAll(async () => {
    accepting.project.dispose();
    refusing.project.dispose();
    await server.close();
  });

  it.each(taken)("$outcome: $parameter", ({ parameter, outcome }) => {
    const { run, project } = accepting;
    expect(run.code, run.stderr).toBe(0);
    const posts = server.posts().filter(({ body }) => body["prompt"] === promptOf(parameter));
    expect(posts.map((post) => sent(post, parameter))).toEqual([VALUES[parameter]]);
    const place = `images.config.yaml:${lineOf(project, parameter)}:`;
    expect(run.stderr.includes(place), run.stderr).toBe(outcome === "warned");
  });

  it.each(refused)("refused: $parameter", ({ parameter }) => {
    const { run, project, calls } = refusing;
    expect(run.code, run.stderr).toBe(2);
    expect(calls).toBe(0);
    const said = `error[parameter-unsupported]: ${model} does not take ${parameter}`;
    const place = `images.config.yaml:${lineOf(project, parameter)}:`;
    const diagnostic = run.stderr.slice(run.stderr.indexOf(said)).split("\n").slice(0, 2).join("\n");
    expect(diagnostic, run.stderr).toContain(said);
    expect(diagnostic).toContain(place);
  });
});

it("a prompt is required: none, no call", async () => {
  const server = await startTogetherServer({ pictures: "png" });
  const assets = modelsOf().map(({ model }, index) => `  a${index}: { model: ${model} }`);
  const project = new Project(
    `version: 1\nprovider: together\nassets:\n${assets.join("\n")}\n`,
    togetherAt(server.url),
  );
  const run = await project.run("build");
  expect([run.code, server.calls()], run.stderr).toEqual([2, 0]);
  expect(run.stderr.match(/error\[prompt-missing\]/g)).toHaveLength(assets.length);
  project.dispose();
  await server.close();
});

it("the table names every parameter of the API but the model", () => {
  for (const { cells } of modelsOf())
    expect(cells.map(({ parameter }) => parameter).sort()).toEqual(Object.keys(VALUES).sort());
  const disputed = DISPUTES.flatMap(({ model, parameters }) => parameters.map((parameter) => `${model} ${parameter}`));
  const known = modelsOf().flatMap(({ model, cells }) => cells.map(({ parameter }) => `${model} ${parameter}`));
  expect(disputed.filter((cell) => !known.includes(cell))).toEqual([]);
});

interface Cell {
  readonly parameter: string;
  readonly outcome: "accepted" | "refused" | "warned";
}

function modelsOf(): readonly { readonly model: string; readonly cells: readonly Cell[] }[] {
  const elsewhere: Readonly<Record<string, Readonly<Record<string, string>>>> = table.elsewhere;
  return Object.entries(table.page).map(([model, columns]) => ({
    model,
    cells: Object.entries({ ...columns, ...elsewhere[model] }).map(([parameter, cell]) => {
      const dispute = DISPUTES.find((known) => known.model === model && known.parameters.includes(parameter));
      const agreed = cell === "no" ? "refused" : "accepted";
      return { parameter, outcome: dispute === undefined ? agreed : "warned" };
    }),
  }));
}

async function build(
  model: string,
  cells: readonly Cell[],
  server: TogetherServer,
): Promise<{ readonly project: Project; readonly run: Run }> {
  const assets = cells.flatMap(({ parameter }) => [
    `  of-${parameter.replaceAll("_", "-")}:`,
    `    model: ${model}`,
    ...(parameter === "prompt" ? [] : [`    prompt: ${promptOf(parameter)}`]),
    // `n` alone is several calls; in one call it is the API's own.
    ...(parameter === "n" ? ["    batch: true", "    output: out/{name}-{index}.{ext}"] : []),
    `    ${parameter}: ${JSON.stringify(VALUES[parameter])}`,
  ]);
  const head = "version: 1\nprovider: together\noutput: out/{name}.{ext}\nassets:\n";
  const project = new Project(`${head}${assets.join("\n")}\n`, togetherAt(server.url));
  return { project, run: await project.run("build") };
}

function promptOf(parameter: string): string {
  return parameter === "prompt" ? table.values.prompt : `A fox with ${parameter}`;
}

function sent({ body }: RecordedPost, parameter: string): unknown {
  if (parameter !== "provider_options") return body[parameter];
  return Object.fromEntries(Object.keys(table.values.provider_options).map((name) => [name, body[name]]));
}

function lineOf(project: Project, parameter: string): number {
  const lines = project.read("images.config.yaml").split("\n");
  return lines.findIndex((line) => line.startsWith(`    ${parameter}: ${JSON.stringify(VALUES[parameter])}`)) + 1;
}
